package dev.scholion.models.tensorrt;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.engine.EngineShapes;
import dev.scholion.models.onnx.GraphValue;
import java.util.List;
import java.util.OptionalInt;

/** What a graph's file says of the batches that it was made for. */
record InputLengths(OptionalInt fixed) {
    /** @throws ModelPackageException if it was made for a number of rows, or its inputs for several lengths */
    static InputLengths of(ModelPackage model) {
        OptionalInt fixed = OptionalInt.empty();
        for (GraphValue input : model.describeGraph().inputs()) {
            List<Long> shape = input.shape().orElse(List.of(GraphValue.DYNAMIC, GraphValue.DYNAMIC));
            if (shape.size() != 2) {
                throw new ModelPackageException("%s has the input %s, expected [rows, columns]"
                        .formatted(model.graph().path(), input));
            }
            if (shape.get(0) > 0) {
                throw new ModelPackageException(
                        "%s was made for batches of exactly %d rows; for TensorRT, export it with any number of rows (a dynamic first axis)"
                                .formatted(model.graph().path(), shape.get(0)));
            }
            int columns = Math.toIntExact(shape.get(1));
            if (columns > 0) {
                if (fixed.isPresent() && fixed.getAsInt() != columns) {
                    throw new ModelPackageException("%s has inputs of %d and of %d columns"
                            .formatted(model.graph().path(), fixed.getAsInt(), columns));
                }
                fixed = OptionalInt.of(columns);
            }
        }
        return new InputLengths(fixed);
    }

    EngineShapes over(EngineShapes any) {
        return fixed.isPresent() ? any.only(fixed.getAsInt()) : any;
    }
}
