package dev.scholion.streaming.cli.labelled;

import java.io.Closeable;
import java.util.Optional;

/** The rows of a file, one after another. Owned by one thread. */
public interface Rows extends Closeable {
    /**
     * The next row; empty after the last one.
     *
     * @throws DataFileException if it cannot be read; nothing can be read after that
     */
    Optional<LabelledRow> next() throws DataFileException;

    @Override
    void close() throws DataFileException;
}
