package dev.scholion.models;

import java.util.Optional;

/** Tells in which language a text is. Thread-safe. */
@FunctionalInterface
public interface LanguageDetector {
    /** The code of the language, for example {@code en}; empty if the text does not show it. */
    Optional<String> detect(String text);
}
