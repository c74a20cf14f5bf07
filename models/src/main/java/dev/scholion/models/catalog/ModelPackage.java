package dev.scholion.models.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.onnx.OnnxGraph;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model folder that was read and checked; nothing of it is loaded yet.
 *
 * @param folder where it lies
 * @param name for example {@code news-en}
 * @param precision of the graph, for example {@code fp32} or {@code int8}
 * @param graph the ONNX file; of a model that generates text the encoder's
 * @param tokenizer Hugging Face's {@code tokenizer.json}
 * @param external files with weights of the graph, if it does not hold them itself
 * @param files all files that bear on an answer, those above among them, by name
 * @param tasks in the order of the package
 * @param vocabulary rows of the embedding table, if the package says
 * @param window tokens of one row, special tokens included
 * @param padId token that fills rows up
 * @param precisions of all graphs in the folder, {@code precision} among them
 * @param card what is told to people
 */
public record ModelPackage(
        Path folder,
        String name,
        String version,
        String precision,
        PackageFile graph,
        List<PackageFile> external,
        PackageFile tokenizer,
        List<PackageFile> files,
        List<TaskHead> tasks,
        Optional<Integer> vocabulary,
        int window,
        int padId,
        Padding padding,
        SpecialTokens specialTokens,
        List<String> precisions,
        ModelCard card) {
    /** Name of the file that makes a folder a package of ours. */
    public static final String DESCRIPTION = "model.yaml";

    private static final String GOLDENS = "golden.json";

    static final int LONGEST_WINDOW = 1 << 17;
    static final int MOST_LABELS = 100_000;

    public ModelPackage {
        external = List.copyOf(external);
        precisions = List.copyOf(precisions);
        files = files.stream().sorted(Comparator.comparing(PackageFile::name)).toList();
        tasks = List.copyOf(tasks);
    }

    /**
     * Reads a folder: with {@code model.yaml} as our package, else as a plain Hugging Face export. Of several graphs it takes
     * the one that the package names, or the most precise one.
     *
     * @throws ModelPackageException if a file is missing, unreadable, not what was promised, or asks for what is not supported
     */
    public static ModelPackage read(Path folder) {
        return read(folder, Optional.empty());
    }

    /**
     * As {@link #read(Path)}, with the graph of a precision if one is asked for.
     *
     * @throws ModelPackageException also if the package has no such graph; the message lists those that it has
     */
    public static ModelPackage read(Path folder, Optional<String> precision) {
        if (!Files.isDirectory(folder)) {
            throw new ModelPackageException(folder + " is not a folder");
        }
        PackageFolder files = new PackageFolder(folder);
        ModelPackage model = files.optional(DESCRIPTION).isPresent()
                ? ModelYaml.read(files, precision)
                : HuggingFaceFolder.read(files, precision);
        model.vocabulary().ifPresent(new TokenizerIds(model.tokenizer())::requireBelow);
        return model;
    }

    /**
     * Checks every file against its digest now. Graph and tokenizer are checked again when they are loaded, so a predictor
     * does not need this.
     *
     * @throws ModelPackageException if a file is missing or its bytes are not the promised ones
     */
    public void verifyFiles() {
        files.forEach(PackageFile::verify);
        lock().ifPresent(lock -> lock.files(folder).forEach(PackageFile::verify));
    }

    /** What the folder's files were when it was brought in; absent for a folder that lies where its owner made it. */
    public Optional<PackageLock> lock() {
        return PackageLock.read(folder);
    }

    /**
     * The same model by another of its graphs, its tasks as they are here.
     *
     * @throws ModelPackageException if the package has no graph of this precision
     */
    public ModelPackage withPrecision(String other) {
        ModelPackage model = read(folder, Optional.of(other));
        return model.outputs().equals(outputs()) ? model.withTasks(tasks) : model;
    }

    /**
     * Two packages of the same digest give the same answers: sha256 over the names and digests of all files and the
     * temperatures of the tasks that have one, in hex.
     */
    public String digest() {
        MessageDigest digest = PackageFile.newSha256();
        for (PackageFile file : files) {
            digest.update((file.sha256() + "  " + file.name() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        for (TaskHead head : tasks) {
            if (head.temperature() != TaskHead.NO_TEMPERATURE) {
                String line = "temperature %s  %s\n"
                        .formatted(head.temperature(), head.spec().name());
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The file of a name, if the package has it. */
    public Optional<PackageFile> file(String fileName) {
        return files.stream().filter(file -> file.name().equals(fileName)).findFirst();
    }

    /** The graph that writes, of a model that generates text; {@link #graph} is the one that reads. */
    public Optional<PackageFile> decoder() {
        return file(graph.name().replaceFirst("[^/]*$", EncoderDecoderGraphs.DECODER))
                .filter(file -> !file.equals(graph));
    }

    /** Names of the graph's outputs that the tasks read, each once, in the order of the tasks. */
    public List<String> outputs() {
        return tasks.stream()
                .flatMap(head -> head.spec().outputs().stream())
                .distinct()
                .toList();
    }

    /**
     * The stored answers of the reference implementation, if the package has them: {@code golden_PRECISION.json}, or the
     * {@code golden.json} of a package whose graphs answer alike.
     *
     * @param run precision of the arithmetic that is compared with them; any floating point is compared with {@code fp32}
     */
    public Optional<PackageFile> goldens(String run) {
        PackageFolder all = new PackageFolder(folder);
        return Stream.of("golden_%s.json".formatted(run), run.equals("int8") ? GOLDENS : "golden_fp32.json", GOLDENS)
                .flatMap(
                        fileName -> file(fileName)
                                .or(() -> fileName.equals(GOLDENS) ? all.optional(fileName) : Optional.empty())
                                .stream())
                .findFirst();
    }

    /** The algorithm that cuts words into tokens, by the name that {@code tokenizer.json} has for it. */
    public String tokenizerKind() {
        JsonNode kind = new JsonFile(tokenizer).at("model").path("type");
        return kind.asText("not stated");
    }

    /** What the graph's file says of its inputs and outputs. */
    public OnnxGraph describeGraph() {
        return graph.readGraph();
    }

    /** The same model with its only task under another name. */
    public ModelPackage withTaskName(String taskName) {
        if (tasks.size() != 1) {
            throw new IllegalArgumentException("%s has %d tasks, one can be renamed".formatted(name, tasks.size()));
        }
        TaskHead head = tasks.get(0);
        return withTasks(List.of(head.withSpec(new TaskSpec(
                taskName, head.spec().kind(), head.spec().outputs(), head.spec().labels()))));
    }

    /** The same model with other heads on its outputs. */
    public ModelPackage withTasks(List<TaskHead> others) {
        return new ModelPackage(
                folder,
                name,
                version,
                precision,
                graph,
                external,
                tokenizer,
                files,
                others,
                vocabulary,
                window,
                padId,
                padding,
                specialTokens,
                precisions,
                card);
    }

    /** The same model with other scores of its classes, in all its text classifications. */
    public ModelPackage withActivation(Activation activation) {
        return withTasks(
                tasks.stream().map(head -> head.withActivation(activation)).toList());
    }

    /** The same model with another way of making entities, in all its token classifications. */
    public ModelPackage withAggregation(Aggregation aggregation) {
        return withTasks(
                tasks.stream().map(head -> head.withAggregation(aggregation)).toList());
    }
}
