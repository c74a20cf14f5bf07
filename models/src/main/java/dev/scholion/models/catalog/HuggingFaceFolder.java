package dev.scholion.models.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.TaskSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A plain Hugging Face export: {@code config.json}, {@code tokenizer.json}, {@code model.onnx}. */
final class HuggingFaceFolder {
    private static final int WINDOW_IF_NOTHING_SAYS = 512;

    /** Their positions start behind the pad id. */
    private static final Set<String> POSITIONS_AFTER_PAD = Set.of(
            "roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "longformer", "roberta-prelayernorm", "mpnet");

    /** Their {@code max_position_embeddings} bounds nothing: positions are relative, or it is a relic. */
    private static final Set<String> POSITIONS_RELATIVE = Set.of("t5", "mt5", "xlnet", "funnel");

    /** A padded row is answered otherwise than the row alone. */
    private static final Set<String> PADDING_CHANGES_ANSWERS = Set.of("mobilebert", "convbert", "xlnet", "funnel");

    private final Path folder;
    private final JsonFile config;
    private final Optional<JsonFile> tokenizerConfig;
    private final String modelType;

    private HuggingFaceFolder(Path folder, JsonFile config, Optional<JsonFile> tokenizerConfig) {
        this.folder = folder;
        this.config = config;
        this.tokenizerConfig = tokenizerConfig;
        this.modelType = config.text("model_type").orElse("");
    }

    static ModelPackage read(Path folder) {
        List<PackageFile> files = new ArrayList<>();
        PackageFile config = PackageFile.of(folder, "config.json");
        files.add(config);
        PackageFile tokenizer = PackageFile.of(folder, "tokenizer.json");
        files.add(tokenizer);
        Optional<PackageFile> tokenizerConfig = Optional.of("tokenizer_config.json")
                .filter(name -> Files.exists(folder.resolve(name)))
                .map(name -> PackageFile.of(folder, name));
        tokenizerConfig.ifPresent(files::add);
        PackageFile graph = PackageFile.of(folder, graphName(folder));
        files.add(graph);
        return new HuggingFaceFolder(folder, new JsonFile(config), tokenizerConfig.map(JsonFile::new))
                .assemble(graph, tokenizer, files);
    }

    private static String graphName(Path folder) {
        for (String name : List.of("model.onnx", "onnx/model.onnx")) {
            if (Files.exists(folder.resolve(name))) {
                return name;
            }
        }
        throw new ModelPackageException(folder + " has neither model.onnx nor onnx/model.onnx");
    }

    private ModelPackage assemble(PackageFile graph, PackageFile tokenizer, List<PackageFile> files) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        Optional<String> unknown = tokenizerConfig.flatMap(json -> json.text("unk_token"));
        return new ModelPackage(
                folder,
                name == null ? "model" : name.toString(),
                config.text("_commit_hash").orElse("unversioned"),
                config.text("torch_dtype")
                        .or(() -> config.text("dtype"))
                        .map(HuggingFaceFolder::precision)
                        .orElse("fp32"),
                graph,
                tokenizer,
                files,
                List.of(head()),
                config.integer("vocab_size"),
                window(),
                padId(),
                padding(),
                unknown);
    }

    private static String precision(String dtype) {
        return switch (dtype) {
            case "float16" -> "fp16";
            case "bfloat16" -> "bf16";
            default -> "fp32";
        };
    }

    private TaskHead head() {
        JsonNode architectures = config.at("architectures");
        String architecture = architectures.path(0).asText("");
        List<String> labels = labels();
        if (architecture.endsWith("ForSequenceClassification")) {
            return new TaskHead(
                    new TaskSpec("classification", TaskSpec.Kind.TEXT_CLASSIFICATION, "logits", labels),
                    activation(labels.size()),
                    Aggregation.NONE);
        }
        if (architecture.endsWith("ForTokenClassification")) {
            return new TaskHead(
                    new TaskSpec("entities", TaskSpec.Kind.TOKEN_CLASSIFICATION, "logits", labels),
                    Activation.SOFTMAX,
                    Aggregation.SIMPLE);
        }
        throw config.problem("architectures is %s, expected one that ends with ForSequenceClassification or"
                        .formatted(architectures.isMissingNode() ? "missing" : architectures)
                + " ForTokenClassification");
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
            int count = config.integer("num_labels").orElse(2);
            return IntStream.range(0, count).mapToObj(i -> "LABEL_" + i).toList();
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

    private int window() {
        Optional<Integer> positions = POSITIONS_RELATIVE.contains(modelType)
                ? Optional.empty()
                : config.integer("max_position_embeddings")
                        .or(() -> config.integer("n_positions"))
                        .filter(count -> count > 0)
                        .map(count -> POSITIONS_AFTER_PAD.contains(modelType) ? count - padId() - 1 : count);
        Optional<Integer> stated = tokenizerConfig.flatMap(json -> json.integer("model_max_length"));
        int window = Math.min(stated.orElse(Integer.MAX_VALUE), positions.orElse(Integer.MAX_VALUE));
        if (window < 1) {
            throw config.problem("a window of %d tokens, expected at least 1".formatted(window));
        }
        return window == Integer.MAX_VALUE ? WINDOW_IF_NOTHING_SAYS : window;
    }

    private int padId() {
        return config.integer("pad_token_id").filter(id -> id >= 0).orElse(0);
    }

    private Padding padding() {
        boolean left = tokenizerConfig
                .flatMap(json -> json.text("padding_side"))
                .orElse("right")
                .equals("left");
        return left || PADDING_CHANGES_ANSWERS.contains(modelType) ? Padding.NONE : Padding.RIGHT;
    }
}
