package dev.scholion.models.catalog;

import java.util.List;
import java.util.Optional;

/**
 * One of the graphs of a package, by its name only.
 *
 * @param path relative to the package's folder
 */
record GraphFile(String precision, String path) {
    /** The one that is meant, exactly or by another name of the same precision. */
    static Optional<GraphFile> choose(List<GraphFile> graphs, String precision) {
        return graphs.stream()
                .filter(graph -> graph.precision().equals(GraphName.shortened(precision)))
                .findFirst()
                .or(() -> graphs.stream()
                        .filter(graph -> GraphName.isMeantBy(graph.precision(), precision))
                        .findFirst());
    }

    static List<String> precisions(List<GraphFile> graphs) {
        return graphs.stream().map(GraphFile::precision).distinct().toList();
    }
}
