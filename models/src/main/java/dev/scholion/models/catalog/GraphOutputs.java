package dev.scholion.models.catalog;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.onnx.GraphValue;
import dev.scholion.models.onnx.OnnxGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the outputs that a task reads among those that a graph has: by their usual names, else by their shapes where only
 * one fits.
 */
final class GraphOutputs {
    /** A pooled vector is the model's own answer; vectors of tokens are pooled here. */
    private static final List<String> EMBEDDINGS =
            List.of("sentence_embedding", "last_hidden_state", "token_embeddings");

    private final Path file;
    private final List<GraphValue> outputs;

    GraphOutputs(Path file, OnnxGraph graph) {
        this.file = file;
        this.outputs = graph.outputs();
    }

    /** @throws ModelPackageException if none fits, or several do */
    TaskHead resolve(TaskHead head) {
        TaskSpec spec = head.spec();
        List<String> names =
                switch (spec.kind()) {
                    case TEXT_CLASSIFICATION ->
                        one(
                                spec,
                                List.of("logits"),
                                output -> output.mayHaveRank(2)
                                        && output.mayEndWith(spec.labels().size()));
                    case TOKEN_CLASSIFICATION ->
                        one(
                                spec,
                                List.of("logits"),
                                output -> output.mayHaveRank(3)
                                        && output.mayEndWith(spec.labels().size()));
                    case FILL_MASK -> one(spec, List.of("logits"), output -> output.mayHaveRank(3));
                    case SENTENCE_EMBEDDING ->
                        one(spec, EMBEDDINGS, output -> output.mayHaveRank(outputs.size() == 1 ? rank() : 3));
                    case QUESTION_ANSWERING -> startAndEnd(spec);
                    case ZERO_SHOT_CLASSIFICATION, EXTRACTIVE_SUMMARY, REDACTION, TEXT_GENERATION ->
                        throw new IllegalArgumentException("no head answers " + spec.kind());
                };
        return head.withSpec(new TaskSpec(spec.name(), spec.kind(), names, spec.labels()));
    }

    private List<String> one(TaskSpec spec, List<String> usual, Predicate<GraphValue> fits) {
        Optional<String> named = usual.stream().filter(this::has).findFirst();
        if (named.isPresent()) {
            return List.of(named.get());
        }
        List<String> fitting =
                outputs.stream().filter(fits).map(GraphValue::name).toList();
        if (fitting.size() != 1) {
            throw problem(spec, usual, fitting);
        }
        return fitting;
    }

    private List<String> startAndEnd(TaskSpec spec) {
        List<String> usual = List.of("start_logits", "end_logits");
        if (usual.stream().allMatch(this::has)) {
            return usual;
        }
        List<String> fitting = outputs.stream()
                .filter(output -> output.mayHaveRank(2))
                .map(GraphValue::name)
                .toList();
        List<String> byWord = Stream.of("start", "end")
                .flatMap(word -> fitting.stream().filter(name -> name.contains(word)))
                .toList();
        if (byWord.size() == 2) {
            return byWord;
        }
        if (fitting.size() != 2) {
            throw problem(spec, usual, fitting);
        }
        return fitting; // the start comes first, as in Transformers' own output
    }

    /** Of the only output: a pooled vector for each row, or a vector for each token. */
    private int rank() {
        return outputs.get(0).mayHaveRank(2) ? 2 : 3;
    }

    private boolean has(String name) {
        return outputs.stream().anyMatch(output -> output.name().equals(name));
    }

    private ModelPackageException problem(TaskSpec spec, List<String> usual, List<String> fitting) {
        return new ModelPackageException(
                "%s has the outputs %s; task '%s' reads %s, %s. A model.yaml can name the output (docs/models-of-your-own.md)"
                        .formatted(
                                file,
                                outputs,
                                spec.name(),
                                String.join(spec.kind() == TaskSpec.Kind.QUESTION_ANSWERING ? " and " : " or ", usual),
                                fitting.isEmpty()
                                        ? "and by its shape none of them fits"
                                        : "and by their shapes these fit alike: " + fitting));
    }
}
