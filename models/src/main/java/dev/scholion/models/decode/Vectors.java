package dev.scholion.models.decode;

import dev.scholion.models.catalog.Pooling;
import java.util.Arrays;

/** The vector of a row, made of those of its tokens as sentence-transformers does, and what is done with vectors. */
final class Vectors {
    private Vectors() {}

    /** Pooled, and not normalized yet. */
    static float[] pooled(WindowScores window, Pooling.Mode mode) {
        if (window.isPooled() || mode == Pooling.Mode.CLS) {
            return window.ofColumn(0);
        }
        int tokens = window.window().row().length();
        double[] pooled = new double[window.ofColumn(0).length];
        Arrays.fill(pooled, mode == Pooling.Mode.MAX ? Double.NEGATIVE_INFINITY : 0);
        for (int column = 0; column < tokens; column++) {
            float[] token = window.ofColumn(column);
            for (int i = 0; i < pooled.length; i++) {
                pooled[i] = mode == Pooling.Mode.MAX ? Math.max(pooled[i], token[i]) : pooled[i] + token[i];
            }
        }
        double divisor =
                switch (mode) {
                    case MEAN -> tokens;
                    case MEAN_SQRT_LEN -> Math.sqrt(tokens);
                    case CLS, MAX -> 1;
                };
        float[] vector = new float[pooled.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (pooled[i] / divisor);
        }
        return vector;
    }

    /** Of length 1; a vector of zeros stays one. */
    static float[] normalized(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = length == 0 ? 0 : (float) (vector[i] / length);
        }
        return unit;
    }

    static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
