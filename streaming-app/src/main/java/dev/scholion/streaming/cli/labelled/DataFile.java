package dev.scholion.streaming.cli.labelled;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file that may be compressed: one whose name ends with {@code .gz} is. */
public record DataFile(Path path) {
    private static final String COMPRESSED = ".gz";
    private static final int BLOCK = 1 << 16;

    /** The name without the mark of a compressed file, in lower case. */
    String bareName() {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return isCompressed(name) ? name.substring(0, name.length() - COMPRESSED.length()) : name;
    }

    private static boolean isCompressed(String name) {
        return name.endsWith(COMPRESSED);
    }

    /** The caller closes it. */
    InputStream open() throws DataFileException {
        if (!Files.isRegularFile(path)) {
            throw new DataFileException(
                    path.toString(), Files.exists(path) ? "is not a file" : "there is no such file");
        }
        boolean compressed = isCompressed(String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT));
        InputStream raw = null;
        try {
            raw = new BufferedInputStream(Files.newInputStream(path), BLOCK);
            return compressed ? new GZIPInputStream(raw, BLOCK) : raw;
        } catch (IOException e) {
            close(raw, e);
            throw unreadable(path.toString(), e);
        }
    }

    private static void close(@Nullable InputStream raw, IOException failure) {
        try {
            if (raw != null) {
                raw.close();
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** @param place file and line, as far as it is known */
    static DataFileException unreadable(String place, IOException e) {
        return e instanceof DataFileException known
                ? known
                : new DataFileException(place, "cannot be read: " + e.getMessage(), e);
    }
}
