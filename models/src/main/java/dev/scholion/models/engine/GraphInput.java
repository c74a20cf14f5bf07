package dev.scholion.models.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The inputs that a graph may ask for; in ONNX they have these names in lower case. */
enum GraphInput {
    INPUT_IDS,
    ATTENTION_MASK,
    TOKEN_TYPE_IDS,
    POSITION_IDS;

    String onnxName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<GraphInput> named(String onnxName) {
        return Arrays.stream(values())
                .filter(input -> input.onnxName().equals(onnxName))
                .findFirst();
    }
}
