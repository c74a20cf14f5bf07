package dev.scholion.models.onnx;

import java.io.IOException;

/** A file that is not ONNX, or is but a part of it. The message does not name the file. */
public final class OnnxFormatException extends IOException {
    private static final long serialVersionUID = 1;

    public OnnxFormatException(String message) {
        super(message);
    }
}
