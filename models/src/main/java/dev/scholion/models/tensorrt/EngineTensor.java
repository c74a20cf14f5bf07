package dev.scholion.models.tensorrt;

import java.util.List;

/**
 * An input or an output of an engine.
 *
 * @param shape -1 for what a batch decides
 */
record EngineTensor(String name, boolean input, TensorType type, List<Long> shape) {
    EngineTensor {
        shape = List.copyOf(shape);
    }
}
