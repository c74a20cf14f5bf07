package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.engine.Scores;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.stream.LongStream;

/** Reads an output's numbers, of any width, from pinned memory. */
final class OutputScores {
    private OutputScores() {}

    static Scores read(TensorBuffer output, List<Long> dimensions) {
        long[] shape = dimensions.stream().mapToLong(Long::longValue).toArray();
        if (!Scores.haveShape(shape)) {
            throw new EngineException(
                    "the output '%s' has the shape %s, expected [rows, classes] or [rows, columns, classes]"
                            .formatted(output.tensor().name(), dimensions));
        }
        int elements = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
        TensorType type = output.tensor().type();
        ByteBuffer bytes = output.view(Math.multiplyExact(elements, type.bytes()));
        return Scores.shaped(shape, floats(bytes, type, elements));
    }

    private static float[] floats(ByteBuffer bytes, TensorType type, int elements) {
        float[] values = new float[elements];
        if (type == TensorType.FLOAT) {
            bytes.asFloatBuffer().get(values);
            return values;
        }
        ShortBuffer narrow = bytes.asShortBuffer();
        for (int i = 0; i < elements; i++) {
            values[i] = type == TensorType.HALF ? Halves.half(narrow.get(i)) : Halves.bfloat(narrow.get(i));
        }
        return values;
    }
}
