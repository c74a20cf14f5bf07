package dev.scholion.streaming.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values from outside the file: {@code ${env:NAME}} and {@code ${file:PATH}} within a value, and environment variables
 * that override a key ({@code SCHOLION_KAFKA_BOOTSTRAP_SERVERS} for {@code kafka.bootstrap-servers}).
 *
 * @param environment the process's variables
 */
record Placeholders(Map<String, String> environment) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(env|file):([^}]*)}");

    Placeholders {
        environment = Map.copyOf(environment);
    }

    @Nullable
    String override(String key) {
        return environment.get(variable(key));
    }

    /** The variable that overrides a key. */
    static String variable(String key) {
        return "SCHOLION_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The value with its placeholders filled in. What was filled in is not searched again. */
    String resolve(String value, Consumer<String> problems) {
        return PLACEHOLDER.matcher(value).replaceAll(match -> {
            String name = match.group(2);
            String found = match.group(1).equals("env") ? environment.get(name) : contents(name);
            if (found == null) {
                problems.accept(match.group() + " names "
                        + (match.group(1).equals("env") ? "a variable that is not set" : "a file that cannot be read"));
                return "";
            }
            return Matcher.quoteReplacement(found);
        });
    }

    /** A file's contents without the line end that editors add. */
    private static @Nullable String contents(String path) {
        try {
            return Files.readString(Path.of(path)).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            return null; // the caller names the file
        }
    }
}
