package dev.scholion.streaming.config;

import java.util.List;
import java.util.stream.Collectors;

/** A pipeline file with mistakes in it: all of them, each with its key. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // List.copyOf is serializable
    private final List<Problem> problems;

    public ConfigurationException(String source, List<Problem> problems) {
        super(source + ": " + problems.size() + (problems.size() == 1 ? " problem" : " problems")
                + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * One mistake.
     *
     * @param key where it is, for example {@code kafka.bootstrap-servers}
     */
    public record Problem(String key, String message) implements java.io.Serializable {
        @Override
        public String toString() {
            return key + ": " + message;
        }
    }
}
