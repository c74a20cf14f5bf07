package dev.scholion.models.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            "tasks",
            "base-model",
            "training-data",
            "quality",
            "notes");

    private static final Set<String> FILE_KEYS = Set.of("path", "sha256");
    private static final Set<String> TASK_KEYS =
            Set.of("name", "kind", "output", "activation", "aggregation", "labels");

    private final Path folder;
    private final YamlNode root;

    private ModelYaml(Path folder, YamlNode root) {
        this.folder = folder;
        this.root = root;
    }

    static ModelPackage read(Path folder) {
        PackageFile description = PackageFile.of(folder, ModelPackage.DESCRIPTION);
        Object content;
        try {
            content = new Load(LoadSettings.builder()
                            .setLabel(description.path().toString())
                            .build())
                    .loadFromString(new String(description.verifiedBytes(), StandardCharsets.UTF_8));
        } catch (YamlEngineException e) {
            throw new ModelPackageException(description.path() + " is not YAML: " + e.getMessage(), e);
        }
        return new ModelYaml(folder, YamlNode.of(description.path(), "", content)).assemble();
    }

    private ModelPackage assemble() {
        root.allowOnly(KEYS);
        List<PackageFile> files = root.nodes("files").stream().map(this::file).toList();
        files.forEach(PackageFile::requireExists);
        PackageFile tokenizer = files.stream()
                .filter(file -> file.name().equals("tokenizer.json"))
                .findFirst()
                .orElseThrow(() -> root.problem("files", "has no tokenizer.json"));
        List<PackageFile> graphs =
                files.stream().filter(file -> file.name().endsWith(".onnx")).toList();
        if (graphs.size() != 1) {
            throw root.problem("files", "has %d files *.onnx, expected 1".formatted(graphs.size()));
        }
        return new ModelPackage(
                folder,
                root.text("name"),
                root.text("version"),
                root.text("precision"),
                graphs.get(0),
                tokenizer,
                files,
                tasks(),
                root.integer("vocabulary"),
                window(),
                root.integer("pad-id").or(() -> padId(tokenizer)).orElse(0),
                root.choice("padding", Padding.class, Padding.RIGHT),
                new SpecialTokens(
                        root.optionalText("unknown-token"),
                        root.optionalText("cls-token"),
                        root.optionalText("mask-token")));
    }

    private PackageFile file(YamlNode node) {
        node.allowOnly(FILE_KEYS);
        String name = node.text("path");
        Path path = folder.resolve(name).normalize();
        if (!path.startsWith(folder.normalize())) {
            throw node.problem("path", "is '%s', outside of the package".formatted(name));
        }
        String sha256 = node.text("sha256");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw node.problem("sha256", "is '%s', expected 64 lower-case hex digits".formatted(sha256));
        }
        return new PackageFile(name, path, sha256);
    }

    private int window() {
        int window = root.integer("max-length").orElseThrow(() -> root.problem("max-length", "is missing"));
        if (window < 1) {
            throw root.problem("max-length", "is %d, expected at least 1".formatted(window));
        }
        return window;
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
        List<String> labels = node.texts("labels");
        if (Set.copyOf(labels).size() != labels.size()) {
            throw node.problem("labels", "has a label twice: " + labels);
        }
        return new TaskHead(
                TaskSpec.of(node.text("name"), node.choice("kind", TaskSpec.Kind.class), node.text("output"), labels),
                node.choice("activation", Activation.class, Activation.SOFTMAX),
                node.choice("aggregation", Aggregation.class, Aggregation.SIMPLE),
                Pooling.USUAL);
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
