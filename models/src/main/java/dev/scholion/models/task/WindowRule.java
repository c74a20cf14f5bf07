package dev.scholion.models.task;

import java.util.Locale;

/** How the scores of a long text's windows become those of the text. */
public enum WindowRule {
    /** Their mean, each window weighing as much as it has tokens. */
    MEAN_BY_TOKENS,
    /** For each label the highest. */
    MAX,
    /** Those of the first window. */
    FIRST;

    /** The text was one window. */
    public static final String SINGLE = "single";

    /** The rule's name in a result, for example {@code mean-by-tokens}. */
    public String spelled() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
