package dev.scholion.models.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A package of ours: {@code model.yaml} says what there is and what it must be. */
final class ModelYaml {
    /** Those that are read, and those that only people read. */
    private static final Set<String> KEYS = Set.of(
            "name",
            "version",
            "description",
            "license",
            "languages",
            "precision",
            "max-length",
            "pad-id",
            "vocabulary",
            "padding",
            "unknown-token",
            "cls-token",
            "mask-token",
            "files",
            "graphs",
            "tasks",
            "base-model",
            "built-by",
            "training-data",
            "quality",
            "notes");

    /** Hugging Face's name of generation by an encoder and a decoder. */
    private static final String TEXT_TO_TEXT = "text2text-generation";

    private static final Set<String> FILE_KEYS = Set.of("path", "sha256");
    private static final Set<String> TASK_KEYS = Set.of(
            "name", "kind", "output", "activation", "aggregation", "labels", "pooling", "normalize", "temperature");
    /** What an output of a graph can be. */
    private static final Set<TaskSpec.Kind> HEADS = EnumSet.of(
            TaskSpec.Kind.TEXT_CLASSIFICATION,
            TaskSpec.Kind.TOKEN_CLASSIFICATION,
            TaskSpec.Kind.QUESTION_ANSWERING,
            TaskSpec.Kind.FILL_MASK,
            TaskSpec.Kind.SENTENCE_EMBEDDING,
            TaskSpec.Kind.TEXT_GENERATION);

    private static final Set<String> GRAPH_KEYS = Set.of("precision", "path");

    private final PackageFolder folder;
    private final YamlNode root;

    private ModelYaml(PackageFolder folder, YamlNode root) {
        this.folder = folder;
        this.root = root;
    }

    static ModelPackage read(PackageFolder folder, Optional<String> precision) {
        PackageFile description = folder.file(ModelPackage.DESCRIPTION);
        Object content;
        try {
            content = new Load(LoadSettings.builder()
                            .setLabel(description.path().toString())
                            .build())
                    .loadFromString(new String(description.verifiedBytes(), StandardCharsets.UTF_8));
        } catch (YamlEngineException e) {
            throw new ModelPackageException(description.path() + " is not YAML: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new ModelPackageException(description.path() + " is nested too deep", e);
        }
        return new ModelYaml(folder, YamlNode.of(description.path(), "", content)).assemble(precision);
    }

    private ModelPackage assemble(Optional<String> wanted) {
        root.allowOnly(KEYS);
        List<PackageFile> files = root.nodes("files").stream().map(this::file).toList();
        requireAll(files);
        PackageFile tokenizer = files.stream()
                .filter(file -> file.name().equals("tokenizer.json"))
                .findFirst()
                .orElseThrow(() -> root.problem("files", "has no tokenizer.json"));
        List<GraphFile> graphs = graphs(files);
        GraphFile chosen = GraphFile.choose(graphs, wanted.orElse(root.text("precision")))
                .orElseThrow(() -> wanted.isPresent()
                        ? noGraph(folder.path(), graphs, wanted.get())
                        : root.problem(
                                "precision",
                                "is '%s', expected one of %s"
                                        .formatted(root.text("precision"), GraphFile.precisions(graphs))));
        PackageFile graph = named(files, chosen.path()).orElseThrow();
        List<PackageFile> external = graph.readGraph().externalFiles().stream()
                .map(location -> GraphName.beside(chosen.path(), location))
                .map(name -> named(files, name)
                        .orElseThrow(() -> root.problem(
                                "files", "lacks '%s', where %s has its weights".formatted(name, chosen.path()))))
                .toList();
        Set<String> others = graphs.stream().map(GraphFile::path).collect(Collectors.toCollection(HashSet::new));
        others.remove(chosen.path());
        external.forEach(file -> others.remove(file.name())); // a graph may have its weights in another's file
        Optional<Integer> vocabulary = root.integer("vocabulary", 1, Integer.MAX_VALUE);
        int most = vocabulary.orElse(Integer.MAX_VALUE) - 1;
        return new ModelPackage(
                folder.path(),
                root.text("name"),
                root.text("version"),
                chosen.precision(),
                graph,
                external,
                tokenizer,
                files.stream().filter(file -> !others.contains(file.name())).toList(),
                tasks(),
                vocabulary,
                root.integer("max-length", 1, ModelPackage.LONGEST_WINDOW)
                        .orElseThrow(() -> root.problem("max-length", "is missing")),
                root.integer("pad-id", 0, most).or(() -> padId(tokenizer)).orElse(0),
                root.choice("padding", Padding.class, Padding.RIGHT),
                new SpecialTokens(
                        root.optionalText("unknown-token"),
                        root.optionalText("cls-token"),
                        root.optionalText("mask-token")),
                GraphFile.precisions(graphs),
                CardReader.of(root.values()));
    }

    private void requireAll(List<PackageFile> files) {
        Optional<String> command = root.optionalText("built-by");
        for (PackageFile file : files) {
            if (command.isPresent() && Files.notExists(file.path())) {
                throw new UnbuiltPackageException(file.path().toString(), command.get());
            }
            file.requireExists();
        }
    }

    static ModelPackageException noGraph(Path folder, List<GraphFile> graphs, String wanted) {
        return new ModelPackageException("%s has no graph of the precision '%s'; it has %s"
                .formatted(folder, wanted, GraphFile.precisions(graphs)));
    }

    private static Optional<PackageFile> named(List<PackageFile> files, String name) {
        return files.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    /** Those of the key {@code graphs}; without it there is one. */
    private List<GraphFile> graphs(List<PackageFile> files) {
        if (root.has("graphs")) {
            List<GraphFile> graphs = new ArrayList<>();
            for (YamlNode node : root.nodes("graphs")) {
                node.allowOnly(GRAPH_KEYS);
                GraphFile graph = new GraphFile(GraphName.shortened(node.text("precision")), node.text("path"));
                if (named(files, graph.path()).isEmpty()) {
                    throw node.problem("path", "is '%s', which is not among the files".formatted(graph.path()));
                }
                if (GraphFile.precisions(graphs).contains(graph.precision())) {
                    throw node.problem("precision", "is '%s' a second time".formatted(graph.precision()));
                }
                graphs.add(graph);
            }
            return graphs;
        }
        List<String> names = files.stream()
                .map(PackageFile::name)
                .filter(name -> name.endsWith(".onnx"))
                .toList();
        Optional<String> encoder = EncoderDecoderGraphs.among(names::contains).map(EncoderDecoderGraphs::encoder);
        if (encoder.isEmpty() && names.size() != 1) {
            throw root.problem(
                    "files",
                    ("has %d files *.onnx, expected 1, or encoder_model.onnx and decoder_model.onnx, or the key graphs to"
                                    + " tell them apart")
                            .formatted(names.size()));
        }
        return List.of(new GraphFile(GraphName.shortened(root.text("precision")), encoder.orElse(names.get(0))));
    }

    private PackageFile file(YamlNode node) {
        node.allowOnly(FILE_KEYS);
        String name = node.text("path");
        Path path = path(node, name);
        String sha256 = node.text("sha256");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw node.problem("sha256", "is '%s', expected 64 lower-case hex digits".formatted(sha256));
        }
        folder.lock().map(lock -> lock.entries().get(name)).ifPresent(entry -> {
            if (!entry.sha256().equals(sha256)) {
                throw node.problem("sha256", "is %s, %s has %s".formatted(sha256, PackageLock.NAME, entry.sha256()));
            }
        });
        return new PackageFile(name, path, sha256);
    }

    private Path path(YamlNode node, String name) {
        try {
            Path path = folder.path().resolve(name).normalize();
            if (path.startsWith(folder.path().normalize())) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw node.problem("path", "is '%s', which is no path".formatted(name));
        }
        throw node.problem("path", "is '%s', outside of the package".formatted(name));
    }

    private List<TaskHead> tasks() {
        List<TaskHead> heads = root.nodes("tasks").stream().map(ModelYaml::head).toList();
        Set<String> names = new HashSet<>();
        for (TaskHead head : heads) {
            if (!names.add(head.spec().name())) {
                throw root.problem(
                        "tasks", "has '%s' twice".formatted(head.spec().name()));
            }
        }
        return heads;
    }

    private static TaskHead head(YamlNode node) {
        node.allowOnly(TASK_KEYS);
        TaskSpec.Kind kind = node.text("kind").equals(TEXT_TO_TEXT)
                ? TaskSpec.Kind.TEXT_GENERATION
                : node.choice("kind", TaskSpec.Kind.class);
        if (!HEADS.contains(kind)) {
            throw node.problem(
                    "kind",
                    "is '%s', which no output answers by itself; a pipeline asks for it".formatted(node.text("kind")));
        }
        List<String> outputs = node.textOrTexts("output");
        int needed = kind == TaskSpec.Kind.QUESTION_ANSWERING ? 2 : 1;
        if (outputs.size() != needed || Set.copyOf(outputs).size() != needed) {
            throw node.problem(
                    "output",
                    "is %s, expected %s"
                            .formatted(outputs, needed == 2 ? "the start logits and the end logits" : "one name"));
        }
        Activation activation = node.choice("activation", Activation.class, Activation.SOFTMAX);
        return new TaskHead(
                new TaskSpec(node.text("name"), kind, outputs, labels(node, kind)),
                activation,
                node.choice("aggregation", Aggregation.class, Aggregation.SIMPLE),
                new Pooling(
                        node.choice("pooling", Pooling.Mode.class, Pooling.USUAL.mode()),
                        node.flag("normalize", Pooling.USUAL.normalized())),
                temperature(node, kind, activation));
    }

    private static double temperature(YamlNode node, TaskSpec.Kind kind, Activation activation) {
        if (!node.has("temperature")) {
            return TaskHead.NO_TEMPERATURE;
        }
        double temperature = node.number("temperature")
                .filter(TaskHead::isTemperature)
                .orElseThrow(() -> node.problem(
                        "temperature",
                        "of the task '%s' is '%s', expected a positive finite number"
                                .formatted(node.text("name"), node.values().get("temperature"))));
        boolean probabilities = kind == TaskSpec.Kind.TOKEN_CLASSIFICATION
                || kind == TaskSpec.Kind.QUESTION_ANSWERING
                || (kind == TaskSpec.Kind.TEXT_CLASSIFICATION && activation != Activation.NONE);
        if (!probabilities) {
            throw node.problem(
                    "temperature",
                    "of the task '%s' is of no meaning: only classifications with softmax or sigmoid, and answers to questions, have one"
                            .formatted(node.text("name")));
        }
        return temperature;
    }

    private static List<String> labels(YamlNode node, TaskSpec.Kind kind) {
        if (kind != TaskSpec.Kind.TEXT_CLASSIFICATION && kind != TaskSpec.Kind.TOKEN_CLASSIFICATION) {
            if (node.has("labels")) {
                throw node.problem("labels", "is of no meaning here: only classifications have labels");
            }
            return List.of();
        }
        List<String> labels = node.texts("labels");
        if (Set.copyOf(labels).size() != labels.size()) {
            throw node.problem("labels", "has a label twice: " + labels);
        }
        return labels;
    }

    private static Optional<Integer> padId(PackageFile tokenizer) {
        JsonFile json = new JsonFile(tokenizer);
        JsonNode stated = json.at("padding").path("pad_id");
        if (stated.isInt()) {
            return Optional.of(stated.asInt());
        }
        for (JsonNode token : json.at("added_tokens")) {
            String content = token.path("content").asText();
            if (content.equals("[PAD]") || content.equals("<pad>")) {
                return Optional.of(token.path("id").asInt());
            }
        }
        return Optional.empty();
    }
}
