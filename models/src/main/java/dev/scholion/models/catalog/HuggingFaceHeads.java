package dev.scholion.models.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a plain Hugging Face export can do, read from the name of its architecture and what stands beside it. */
final class HuggingFaceHeads {
    private final JsonFile config;
    private final Optional<JsonFile> pooling;
    private final Optional<JsonFile> modules;

    /**
     * @param pooling {@code 1_Pooling/config.json} of sentence-transformers
     * @param modules {@code modules.json} of sentence-transformers
     */
    HuggingFaceHeads(JsonFile config, Optional<JsonFile> pooling, Optional<JsonFile> modules) {
        this.config = config;
        this.pooling = pooling;
        this.modules = modules;
    }

    /** Whether the model is an encoder and a decoder that writes; Marian's class has another name than the others. */
    static boolean generatesText(JsonFile config) {
        String architecture = config.at("architectures").path(0).asText("");
        return architecture.endsWith("ForConditionalGeneration") || architecture.equals("MarianMTModel");
    }

    /** @throws ModelPackageException if the architecture has a head that is not supported */
    TaskHead head() {
        JsonNode architectures = config.at("architectures");
        String architecture = architectures.path(0).asText("");
        if (architecture.endsWith("ForSequenceClassification")) {
            List<String> labels = labels();
            return TaskHead.of(TaskSpec.of("classification", TaskSpec.Kind.TEXT_CLASSIFICATION, "logits", labels))
                    .withActivation(activation(labels.size()));
        }
        if (architecture.endsWith("ForTokenClassification")) {
            return TaskHead.of(TaskSpec.of("entities", TaskSpec.Kind.TOKEN_CLASSIFICATION, "logits", labels()));
        }
        if (architecture.endsWith("ForQuestionAnswering") || architecture.endsWith("ForQuestionAnsweringSimple")) {
            return TaskHead.of(new TaskSpec(
                    "answer", TaskSpec.Kind.QUESTION_ANSWERING, List.of("start_logits", "end_logits"), List.of()));
        }
        if (architecture.endsWith("ForMaskedLM")) {
            return TaskHead.of(TaskSpec.of("fill-mask", TaskSpec.Kind.FILL_MASK, "logits", List.of()));
        }
        if (generatesText(config)) {
            return TaskHead.of(TaskSpec.of("generation", TaskSpec.Kind.TEXT_GENERATION, "logits", List.of()));
        }
        if (architecture.endsWith("Model") || pooling.isPresent()) {
            return TaskHead.of(
                            TaskSpec.of("embedding", TaskSpec.Kind.SENTENCE_EMBEDDING, "last_hidden_state", List.of()))
                    .withPooling(pooling());
        }
        throw config.problem(
                "architectures is %s, expected one that ends with ForSequenceClassification, ForTokenClassification,"
                                .formatted(architectures.isMissingNode() ? "missing" : architectures)
                        + " ForQuestionAnswering, ForMaskedLM, ForConditionalGeneration or Model");
    }

    private Activation activation(int labels) {
        Optional<String> problem = config.text("problem_type");
        if (problem.isEmpty()) {
            return labels == 1 ? Activation.SIGMOID : Activation.SOFTMAX;
        }
        return switch (problem.get()) {
            case "single_label_classification" -> labels == 1 ? Activation.SIGMOID : Activation.SOFTMAX;
            case "multi_label_classification" -> Activation.SIGMOID;
            case "regression" -> Activation.NONE;
            default ->
                throw config.problem("problem_type is " + problem.get()
                        + ", expected single_label_classification, multi_label_classification or regression");
        };
    }

    /** Version 5 of Transformers leaves out what equals the default: two labels. */
    private List<String> labels() {
        JsonNode id2label = config.at("id2label");
        if (!id2label.isObject() || id2label.isEmpty()) {
            int count =
                    config.integer("num_labels", 1, ModelPackage.MOST_LABELS).orElse(2);
            return IntStream.range(0, count).mapToObj(i -> "LABEL_" + i).toList();
        }
        if (id2label.size() > ModelPackage.MOST_LABELS) {
            throw config.problem(
                    "id2label has %d labels, expected %d at most".formatted(id2label.size(), ModelPackage.MOST_LABELS));
        }
        Map<Integer, String> byId = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : id2label.properties()) {
            try {
                byId.put(Integer.valueOf(entry.getKey()), entry.getValue().asText());
            } catch (NumberFormatException e) {
                throw config.problem("id2label has the key '%s', expected a number".formatted(entry.getKey()));
            }
        }
        if (!byId.keySet().equals(IntStream.range(0, byId.size()).boxed().collect(Collectors.toSet()))) {
            throw config.problem(
                    "id2label has the keys %s, expected 0 to %d".formatted(byId.keySet(), byId.size() - 1));
        }
        return List.copyOf(byId.values());
    }

    private Pooling pooling() {
        if (pooling.isEmpty()) {
            return Pooling.USUAL;
        }
        boolean normalized = modules.map(file ->
                        file.root().findValuesAsText("type").stream().anyMatch(type -> type.endsWith(".Normalize")))
                .orElse(true);
        return new Pooling(mode(pooling.get()), normalized);
    }

    /** Older files have a flag for each mode, newer ones name the mode. */
    private static Pooling.Mode mode(JsonFile file) {
        Map<String, Pooling.Mode> flags = Map.of(
                "pooling_mode_cls_token", Pooling.Mode.CLS,
                "pooling_mode_mean_tokens", Pooling.Mode.MEAN,
                "pooling_mode_max_tokens", Pooling.Mode.MAX,
                "pooling_mode_mean_sqrt_len_tokens", Pooling.Mode.MEAN_SQRT_LEN);
        Map<String, Pooling.Mode> names = Map.of(
                "cls", Pooling.Mode.CLS,
                "mean", Pooling.Mode.MEAN,
                "max", Pooling.Mode.MAX,
                "mean_sqrt_len_tokens", Pooling.Mode.MEAN_SQRT_LEN);
        List<Pooling.Mode> modes = flags.keySet().stream()
                .filter(flag -> file.at(flag).asBoolean())
                .map(flags::get)
                .toList();
        Optional<String> name = file.text("pooling_mode");
        if (name.isPresent() && names.containsKey(name.get())) {
            return names.get(name.get());
        }
        if (modes.size() != 1 || name.isPresent()) {
            throw file.problem("the pooling is %s, expected one of %s"
                    .formatted(name.orElse(modes.toString()), List.of(Pooling.Mode.values())));
        }
        return modes.get(0);
    }
}
