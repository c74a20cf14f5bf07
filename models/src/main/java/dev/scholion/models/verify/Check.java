package dev.scholion.models.verify;

import java.util.List;

/**
 * One thing that was looked at in a model.
 *
 * @param name for example {@code goldens}
 * @param detail what was found, in a line
 * @param differences a line each, if it failed and there is more to tell
 */
public record Check(String name, Outcome outcome, String detail, List<String> differences) {
    public Check {
        differences = List.copyOf(differences);
    }

    /** How it ended. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** It could not be made, or not wholly; the detail says why. */
        NOT_MADE
    }

    static Check passed(String name, String detail) {
        return new Check(name, Outcome.PASSED, detail, List.of());
    }

    static Check failed(String name, String detail) {
        return new Check(name, Outcome.FAILED, detail, List.of());
    }

    static Check notMade(String name, String detail) {
        return new Check(name, Outcome.NOT_MADE, detail, List.of());
    }
}
