package dev.scholion.streaming.cli.labelled;

import java.io.IOException;

/** A file of labelled texts is not what was expected; the message begins with the file and, where there is one, the line. */
public final class DataFileException extends IOException {
    private static final long serialVersionUID = 1;

    DataFileException(String place, String what) {
        super(place + ": " + what);
    }

    DataFileException(String place, String what, Throwable cause) {
        super(place + ": " + what, cause);
    }
}
