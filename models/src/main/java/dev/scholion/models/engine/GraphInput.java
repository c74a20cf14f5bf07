package dev.scholion.models.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The inputs that a graph may ask for; in ONNX they have these names in lower case. */
public enum GraphInput {
    INPUT_IDS,
    ATTENTION_MASK,
    TOKEN_TYPE_IDS,
    POSITION_IDS;

    /** Its name in a graph. */
    public String onnxName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The input of a name, if it is known. */
    public static Optional<GraphInput> named(String onnxName) {
        return Arrays.stream(values())
                .filter(input -> input.onnxName().equals(onnxName))
                .findFirst();
    }
}
