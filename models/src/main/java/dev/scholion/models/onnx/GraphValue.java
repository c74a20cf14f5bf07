package dev.scholion.models.onnx;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An input or an output of a graph.
 *
 * @param type of its elements; empty if it is no tensor, or one of a type that no task reads
 * @param shape as far as the file states it; empty if it states none
 */
public record GraphValue(String name, Optional<ElementType> type, Optional<List<Long>> shape) {
    /** Stands for a dimension that is known only when the graph runs. */
    public static final long DYNAMIC = -1;

    public GraphValue {
        shape = shape.map(List::copyOf);
    }

    /** Whether it has so many dimensions, as far as the file tells. */
    public boolean mayHaveRank(int rank) {
        return shape.map(dimensions -> dimensions.size() == rank).orElse(true);
    }

    /** Whether its last dimension is this one, as far as the file tells. */
    public boolean mayEndWith(long dimension) {
        return shape.map(dimensions -> !dimensions.isEmpty()
                        && (dimensions.get(dimensions.size() - 1) == DYNAMIC
                                || dimensions.get(dimensions.size() - 1) == dimension))
                .orElse(true);
    }

    /** For example {@code logits float [?, 3]}. */
    @Override
    public String toString() {
        return name
                + type.map(each -> " " + each).orElse("")
                + shape.map(dimensions -> dimensions.stream()
                                .map(dimension -> dimension == DYNAMIC ? "?" : String.valueOf(dimension))
                                .collect(Collectors.joining(", ", " [", "]")))
                        .orElse("");
    }
}
