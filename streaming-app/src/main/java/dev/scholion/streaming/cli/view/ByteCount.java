package dev.scholion.streaming.cli.view;

import java.util.Locale;

/** Sizes as people read them, in units of 1000. */
public final class ByteCount {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private ByteCount() {}

    /** For example {@code 23.5 MB}. */
    public static String of(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
