package dev.scholion.streaming.cli;

import java.util.Locale;

/** How figures are printed. */
enum EvaluationFormat {
    TEXT,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
