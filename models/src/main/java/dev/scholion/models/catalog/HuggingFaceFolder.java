package dev.scholion.models.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A plain Hugging Face export: {@code config.json}, {@code tokenizer.json}, {@code model.onnx}. */
final class HuggingFaceFolder {
    private static final int WINDOW_IF_NOTHING_SAYS = 512;

    /** Beside the configuration, the tokenizer and the graph. */
    private static final List<String> OPTIONAL_FILES = List.of(
            "tokenizer_config.json",
            "special_tokens_map.json",
            "sentence_bert_config.json",
            "modules.json",
            "1_Pooling/config.json");

    /** Their positions start behind the pad id. */
    private static final Set<String> POSITIONS_AFTER_PAD = Set.of(
            "roberta",
            "xlm-roberta",
            "xlm-roberta-xl",
            "camembert",
            "longformer",
            "roberta-prelayernorm",
            "mpnet",
            "ibert",
            "data2vec-text",
            "xmod");

    /** Their {@code max_position_embeddings} bounds nothing: positions are relative, or it is a relic. */
    private static final Set<String> POSITIONS_RELATIVE = Set.of("t5", "mt5", "xlnet", "funnel");

    /** A padded row is answered otherwise than the row alone. */
    private static final Set<String> PADDING_CHANGES_ANSWERS =
            Set.of("mobilebert", "convbert", "xlnet", "funnel", "nystromformer", "fnet", "reformer", "yoso", "mra");

    private final Path folder;
    private final JsonFile config;
    private final Optional<JsonFile> tokenizerConfig;
    private final Optional<JsonFile> sentenceConfig;
    private final TaskHead head;
    private final String modelType;

    private HuggingFaceFolder(Path folder, List<PackageFile> files) {
        this.folder = folder;
        this.config = json(files, "config.json").orElseThrow();
        this.tokenizerConfig = json(files, "tokenizer_config.json");
        this.sentenceConfig = json(files, "sentence_bert_config.json");
        this.head =
                new HuggingFaceHeads(config, json(files, "1_Pooling/config.json"), json(files, "modules.json")).head();
        this.modelType = config.text("model_type").orElse("");
    }

    static ModelPackage read(Path folder) {
        List<PackageFile> files = new ArrayList<>();
        files.add(PackageFile.of(folder, "config.json"));
        PackageFile tokenizer = PackageFile.of(folder, "tokenizer.json");
        files.add(tokenizer);
        PackageFile graph = PackageFile.of(folder, graphName(folder));
        files.add(graph);
        for (String name : OPTIONAL_FILES) {
            if (Files.exists(folder.resolve(name))) {
                files.add(PackageFile.of(folder, name));
            }
        }
        return new HuggingFaceFolder(folder, files).assemble(graph, tokenizer, files);
    }

    private static Optional<JsonFile> json(List<PackageFile> files, String name) {
        return files.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .map(JsonFile::new);
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
                List.of(head),
                config.integer("vocab_size"),
                window(),
                padId(),
                padding(),
                new SpecialTokens(special("unk_token"), special("cls_token"), special("mask_token")));
    }

    private Optional<String> special(String key) {
        return tokenizerConfig.flatMap(json -> json.text(key));
    }

    private static String precision(String dtype) {
        return switch (dtype) {
            case "float16" -> "fp16";
            case "bfloat16" -> "bf16";
            default -> "fp32";
        };
    }

    private int window() {
        Optional<Integer> positions = POSITIONS_RELATIVE.contains(modelType)
                ? Optional.empty()
                : config.integer("max_position_embeddings")
                        .or(() -> config.integer("n_positions"))
                        .filter(count -> count > 0)
                        .map(count -> POSITIONS_AFTER_PAD.contains(modelType) ? count - padId() - 1 : count);
        Optional<Integer> stated = tokenizerConfig.flatMap(json -> json.integer("model_max_length"));
        Optional<Integer> ofSentences = sentenceConfig.flatMap(json -> json.integer("max_seq_length"));
        int window = Stream.of(stated, positions, ofSentences)
                .flatMap(Optional::stream)
                .mapToInt(Integer::intValue)
                .min()
                .orElse(WINDOW_IF_NOTHING_SAYS);
        if (window < 1) {
            throw config.problem("a window of %d tokens, expected at least 1".formatted(window));
        }
        return window;
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
