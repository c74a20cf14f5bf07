package dev.scholion.models.engine;

import dev.scholion.models.text.Row;
import java.util.List;

/** A loaded model that reads a row and writes tokens. Thread-safe; it holds native memory. */
public interface EncoderDecoder extends AutoCloseable {
    /**
     * Reads one row, and blocks until that is done.
     *
     * @throws RuntimeException if the row does not fit the model or the device failed; the two cannot be told apart here
     */
    EncodedRow encode(Row row);

    /**
     * Raw scores of the token that comes next, for the whole vocabulary.
     *
     * @param source what was read
     * @param prefixes tokens that were written so far, all of one length, at least 1
     * @return one array a prefix, in their order; owned by the caller
     * @throws RuntimeException as {@link #encode}
     */
    float[][] next(EncodedRow source, List<int[]> prefixes);

    /** What runs, for example {@code onnxruntime-cpu 1.29.0}. */
    String description();

    /** Waits for running calls, then frees the model. Idempotent, never throws. */
    @Override
    void close();
}
