package dev.scholion.models.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import dev.scholion.models.EngineException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.stream.LongStream;

/** Reads what ONNX Runtime answers. */
final class OnnxScores {
    private OnnxScores() {}

    /** @throws EngineException if the output holds no scores */
    static Scores read(String output, OrtSession.Result result) {
        if (result.get(output).orElseThrow() instanceof OnnxTensor tensor) {
            return read(output, tensor);
        }
        throw new EngineException("the output '%s' is no tensor".formatted(output));
    }

    private static Scores read(String output, OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        float[] values = floats(tensor);
        if (!Scores.haveShape(shape) || values.length != elements(shape)) {
            throw new EngineException(
                    "the output '%s' is %s, expected numbers [rows, classes] or [rows, columns, classes]"
                            .formatted(output, tensor.getInfo()));
        }
        return Scores.shaped(shape, values);
    }

    /** Of floats of any width; empty for what is no floating number. */
    private static float[] floats(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        if (buffer != null) {
            return values(buffer);
        }
        DoubleBuffer doubles = tensor.getDoubleBuffer();
        float[] values = new float[doubles == null ? 0 : doubles.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) doubles.get(i);
        }
        return values;
    }

    private static long elements(long[] shape) {
        return LongStream.of(shape).reduce(1, (a, b) -> a * b);
    }

    /** ONNX Runtime hands out a copy of its own memory, mostly an array as it is needed. */
    private static float[] values(FloatBuffer buffer) {
        if (buffer.hasArray() && buffer.arrayOffset() == 0 && buffer.array().length == buffer.remaining()) {
            return buffer.array();
        }
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
