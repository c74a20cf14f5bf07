package dev.scholion.models.catalog;

import dev.scholion.models.TaskSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A plain Hugging Face export: {@code config.json}, {@code tokenizer.json}, {@code model.onnx}. */
final class HuggingFaceFolder {
    private static final int WINDOW_IF_NOTHING_SAYS = 512;

    /** A token between two special ones. */
    private static final int SHORTEST_WINDOW = 3;

    /** Some write it where they mean that there is no value. */
    private static final int NONE = -1;

    private static final String MINIMAL_CONFIGURATION =
            "A graph and a tokenizer alone do not tell what they are for; the least that does is a config.json such as"
                    + " {\"architectures\": [\"BertModel\"], \"max_position_embeddings\": 512}";

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

    private final PackageFolder folder;
    private final List<PackageFile> files = new ArrayList<>();
    private final JsonFile config;
    private final Optional<JsonFile> tokenizerConfig;
    private final Optional<JsonFile> sentenceConfig;
    private final TaskHead head;
    private final String modelType;

    private HuggingFaceFolder(PackageFolder folder) {
        this.folder = folder;
        this.config = required("config.json");
        this.tokenizerConfig = optional("tokenizer_config.json");
        this.sentenceConfig = optional("sentence_bert_config.json");
        optional("special_tokens_map.json"); // the tokenizer reads it
        this.head = new HuggingFaceHeads(config, optional("1_Pooling/config.json"), optional("modules.json")).head();
        this.modelType = config.text("model_type").orElse("");
    }

    static ModelPackage read(PackageFolder folder, Optional<String> precision) {
        if (folder.optional("config.json").isEmpty()) {
            throw new ModelPackageException(
                    folder.path() + " has neither model.yaml nor config.json. " + MINIMAL_CONFIGURATION);
        }
        return new HuggingFaceFolder(folder).assemble(precision);
    }

    private JsonFile required(String name) {
        PackageFile file = folder.file(name);
        files.add(file);
        return new JsonFile(file);
    }

    private Optional<JsonFile> optional(String name) {
        Optional<PackageFile> file = folder.optional(name);
        file.ifPresent(files::add);
        return file.map(JsonFile::new);
    }

    private List<PackageFile> external(GraphFile graph, PackageFile file) {
        return file.readGraph().externalFiles().stream()
                .map(location -> folder.file(GraphName.beside(graph.path(), location)))
                .toList();
    }

    /** The graph that reads, of a model that generates text; the one that writes is noted too. */
    private GraphFile encoder() {
        EncoderDecoderGraphs graphs = EncoderDecoderGraphs.in(folder);
        files.add(folder.file(graphs.decoder()));
        optional("generation_config.json");
        return new GraphFile("fp32", graphs.encoder());
    }

    private ModelPackage assemble(Optional<String> precision) {
        PackageFile tokenizer = folder.file("tokenizer.json");
        files.add(tokenizer);
        boolean generates = head.spec().kind() == TaskSpec.Kind.TEXT_GENERATION;
        List<GraphFile> graphs = generates ? List.of(encoder()) : new PlainGraphs(folder).all();
        GraphFile chosen = precision
                .map(wanted -> GraphFile.choose(graphs, wanted)
                        .orElseThrow(() -> ModelYaml.noGraph(folder.path(), graphs, wanted)))
                .orElse(graphs.get(0));
        PackageFile graph = folder.file(chosen.path());
        files.add(graph);
        List<PackageFile> external = external(chosen, graph);
        files.addAll(external);
        Path name = folder.path().toAbsolutePath().normalize().getFileName();
        return new ModelPackage(
                folder.path(),
                name == null ? "model" : name.toString(),
                config.text("_commit_hash").orElse("unversioned"),
                chosen.precision(),
                graph,
                external,
                tokenizer,
                files,
                List.of(generates ? head : new GraphOutputs(graph.path(), graph.readGraph()).resolve(head)),
                vocabulary(),
                window(),
                padId(),
                padding(),
                new SpecialTokens(special("unk_token"), special("cls_token"), special("mask_token")),
                GraphFile.precisions(graphs),
                CardReader.ofReadme(folder.path().resolve("README.md")));
    }

    private Optional<String> special(String key) {
        return tokenizerConfig.flatMap(json -> json.text(key));
    }

    private Optional<Integer> vocabulary() {
        return config.integer("vocab_size", 1, Integer.MAX_VALUE);
    }

    private int window() {
        Optional<Integer> positions = POSITIONS_RELATIVE.contains(modelType)
                ? Optional.empty()
                : config.integer("max_position_embeddings", NONE, ModelPackage.LONGEST_WINDOW)
                        .or(() -> config.integer("n_positions", NONE, ModelPackage.LONGEST_WINDOW))
                        .filter(count -> count != NONE)
                        .map(count -> POSITIONS_AFTER_PAD.contains(modelType) ? count - padId() - 1 : count);
        Optional<Integer> stated = tokenizerConfig
                .flatMap(json -> json.integer("model_max_length"))
                .filter(length -> length <= ModelPackage.LONGEST_WINDOW); // a larger one says that there is no limit
        Optional<Integer> ofSentences =
                sentenceConfig.flatMap(json -> json.integer("max_seq_length", 1, ModelPackage.LONGEST_WINDOW));
        int window = Stream.of(stated, positions, ofSentences)
                .flatMap(Optional::stream)
                .mapToInt(Integer::intValue)
                .min()
                .orElse(WINDOW_IF_NOTHING_SAYS);
        if (window < SHORTEST_WINDOW) {
            throw config.problem(
                    "max_position_embeddings, or model_max_length beside it, leaves a window of %d tokens, expected at least %d"
                            .formatted(window, SHORTEST_WINDOW));
        }
        return window;
    }

    private int padId() {
        int most = vocabulary().orElse(Integer.MAX_VALUE) - 1;
        return config.integer("pad_token_id", NONE, most)
                .filter(id -> id != NONE)
                .orElse(0);
    }

    private Padding padding() {
        boolean left = tokenizerConfig
                .flatMap(json -> json.text("padding_side"))
                .orElse("right")
                .equals("left");
        return left || PADDING_CHANGES_ANSWERS.contains(modelType) ? Padding.NONE : Padding.RIGHT;
    }
}
