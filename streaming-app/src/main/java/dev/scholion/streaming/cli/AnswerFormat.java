package dev.scholion.streaming.cli;

import java.util.Locale;

/** How answers are printed. */
enum AnswerFormat {
    /** For people, or as JSON of our own. */
    TEXT,
    /** As Transformers' pipelines return them. */
    TRANSFORMERS,
    /** Ids and offsets alone, as Hugging Face's tokenizers gives them. */
    TOKENS;

    /**
     * Refuses an option that another format takes.
     *
     * @throws CommandException if it was given
     */
    void requireAbsent(String option, boolean given) throws CommandException {
        if (given) {
            throw new CommandException(ExitCodes.MISUSED, "%s: only with --format %s".formatted(option, this));
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
