package dev.scholion.streaming.cli.view;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.catalog.ModelCard;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.PackageFile;
import dev.scholion.models.catalog.PackageLock;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.onnx.GraphValue;
import dev.scholion.models.onnx.OnnxGraph;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A model as a list of what is known about it. */
public final class ModelView {
    private final Paint paint;
    private final StringBuilder text = new StringBuilder();

    public ModelView(Paint paint) {
        this.paint = paint;
    }

    /** @throws dev.scholion.models.catalog.ModelPackageException if the graph cannot be read */
    public String lines(ModelPackage model) {
        line("name", model.name());
        line("version", model.version());
        card(model.card());
        line("lies in", model.folder().toAbsolutePath().normalize().toString());
        line("from", model.lock().map(PackageLock::source).orElse("this folder; its files are not locked"));
        line("digest", model.digest());
        line("precision", model.precision() + " of " + String.join(", ", model.precisions()));
        model.tasks().forEach(this::task);
        line("window", model.window() + " tokens, special ones included");
        line("padding", spelled(model.padding()) + ", token " + model.padId());
        line(
                "vocabulary",
                model.vocabulary().map(count -> count + " tokens").orElse("not stated")
                        + model.specialTokens()
                                .unknown()
                                .map(token -> ", unknown is " + token)
                                .orElse(""));
        line("tokenizer", model.tokenizerKind());
        graph(model.describeGraph());
        model.files().forEach(this::file);
        return text.toString().stripTrailing();
    }

    private void card(ModelCard card) {
        card.description().ifPresent(each -> line("about", each));
        line("licence", card.license().orElse("not stated"));
        line("languages", card.languages().isEmpty() ? "not stated" : String.join(", ", card.languages()));
        card.baseModel().ifPresent(each -> line("made from", each));
        card.trainingData().forEach(each -> line("trained on", each));
        card.quality().forEach(each -> line("quality", each));
    }

    private void task(TaskHead head) {
        TaskSpec spec = head.spec();
        String how =
                switch (spec.kind()) {
                    case TEXT_CLASSIFICATION -> ", " + spelled(head.activation()) + temperature(head);
                    case TOKEN_CLASSIFICATION -> ", aggregation " + spelled(head.aggregation()) + temperature(head);
                    case SENTENCE_EMBEDDING ->
                        ", pooling " + spelled(head.pooling().mode())
                                + (head.pooling().normalized() ? ", normalized" : "");
                    case QUESTION_ANSWERING -> temperature(head);
                    default -> "";
                };
        line(
                "task",
                "%s: %s of %s%s".formatted(spec.name(), spelled(spec.kind()), String.join(", ", spec.outputs()), how));
        if (!spec.labels().isEmpty()) {
            line("labels", "%d: %s".formatted(spec.labels().size(), String.join(", ", spec.labels())));
        }
    }

    private static String temperature(TaskHead head) {
        return head.temperature() == TaskHead.NO_TEMPERATURE ? "" : ", temperature " + head.temperature();
    }

    private void graph(OnnxGraph graph) {
        line(
                "graph",
                "opset %d, by %s".formatted(graph.opset(), graph.producer().isBlank() ? "?" : graph.producer()));
        line("inputs", values(graph.inputs()));
        line("outputs", values(graph.outputs()));
    }

    private void file(PackageFile file) {
        line(
                "file",
                "%-24s %9s  %s"
                        .formatted(
                                file.name(), ByteCount.of(file.path().toFile().length()), file.sha256()));
    }

    private static String values(List<GraphValue> values) {
        return values.stream().map(GraphValue::toString).collect(Collectors.joining("; "));
    }

    private static String spelled(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void line(String key, String value) {
        text.append(paint.in(Paint.Colour.DIM, "%-11s".formatted(key)))
                .append(SafeText.of(value))
                .append('\n');
    }
}
