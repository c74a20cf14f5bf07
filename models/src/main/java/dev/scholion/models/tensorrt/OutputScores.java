package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.engine.Scores;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.List;

/** Reads an output's numbers, of any width, from pinned memory. */
final class OutputScores {
    private OutputScores() {}

    static Scores read(TensorBuffer output, List<Long> shape) {
        if (shape.isEmpty() || shape.size() > 3) {
            throw new EngineException(
                    "the output '%s' has the shape %s, expected [rows, classes] or [rows, columns, classes]"
                            .formatted(output.tensor().name(), shape));
        }
        int rows = Math.toIntExact(shape.get(0));
        int columns = shape.size() == 3 ? Math.toIntExact(shape.get(1)) : 1;
        int classes = shape.size() == 1 ? 1 : Math.toIntExact(shape.get(shape.size() - 1));
        int elements = Math.toIntExact((long) rows * columns * classes);
        TensorType type = output.tensor().type();
        ByteBuffer bytes = output.view(Math.multiplyExact(elements, type.bytes()));
        return new Scores(rows, columns, classes, floats(bytes, type, elements));
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
