package dev.scholion.models.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The graphs of a plain Hugging Face folder, in it or in its folder {@code onnx}, found by their names. */
final class PlainGraphs {
    private final PackageFolder folder;

    PlainGraphs(PackageFolder folder) {
        this.folder = folder;
    }

    /**
     * All of them, the one to take if none is asked for first.
     *
     * @throws ModelPackageException if there is none
     */
    List<GraphFile> all() {
        List<String> names = Stream.of("", "onnx/")
                .flatMap(each -> folder.names(each, ".onnx").stream())
                .toList();
        List<String> usual = names.stream()
                .filter(name -> new GraphName(name).isUsual())
                .sorted(Comparator.comparing(
                        name -> new GraphName(name).precision().isPresent()))
                .toList();
        List<String> taken = usual.isEmpty() && names.size() == 1 ? names : usual;
        if (taken.isEmpty()) {
            throw new ModelPackageException(folder.path()
                    + (names.isEmpty()
                            ? " has no ONNX graph: neither model.onnx nor onnx/model.onnx, nor one for a precision,"
                                    + " such as onnx/model_int8.onnx"
                            : " has several ONNX graphs and none is named model.onnx: " + names));
        }
        return taken.stream()
                .map(name -> new GraphFile(precision(name), name))
                .sorted(Comparator.comparingInt(graph -> GraphName.rank(graph.precision())))
                .toList();
    }

    /** By the name, else by the weights. */
    private String precision(String name) {
        return new GraphName(name)
                .precision()
                .orElseGet(() -> GraphName.precisionOf(folder.file(name).readGraph()));
    }
}
