package dev.scholion.models.language;

import dev.scholion.models.LanguageDetector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.Optional;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Apache OpenNLP's detector with its model of 103 languages. The model is loaded once a process, when it is first asked:
 * it takes some seconds and 50 MB.
 */
public final class OpenNlpLanguageDetector implements LanguageDetector {
    /** More characters cost time and tell nothing new. */
    private static final int ENOUGH_CHARACTERS = 300;

    /**
     * The best language's share of certainty. Of a hundred languages that a text tells nothing about each has a hundredth;
     * Latin script alone rules out too few of them.
     */
    private static final double LEAST_CERTAINTY = 0.0115;

    private static final double LEAST_CERTAINTY_OF_LATIN_SCRIPT = 0.015;

    /** Loaded on first use. */
    private static final class Model {
        private static final LanguageDetectorModel MODEL = load();

        private static LanguageDetectorModel load() {
            try (InputStream file = LanguageDetectorModel.class.getResourceAsStream("/langdetect-183.bin")) {
                if (file == null) {
                    throw new IllegalStateException("opennlp-models-langdetect is not on the class path");
                }
                return new LanguageDetectorModel(file);
            } catch (IOException e) {
                throw new UncheckedIOException("the model for languages cannot be read", e);
            }
        }
    }

    @Override
    public Optional<String> detect(String text) {
        String beginning = beginning(text);
        Optional<UnicodeScript> script = beginning
                .codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .findFirst();
        if (script.isEmpty()) {
            return Optional.empty();
        }
        // A detector keeps state while it answers; making one is cheap.
        Language best = new LanguageDetectorME(Model.MODEL).predictLanguage(beginning);
        double least = script.get() == UnicodeScript.LATIN ? LEAST_CERTAINTY_OF_LATIN_SCRIPT : LEAST_CERTAINTY;
        return best.getConfidence() < least ? Optional.empty() : LanguageCode.of(best.getLang());
    }

    private static String beginning(String text) {
        if (text.length() <= ENOUGH_CHARACTERS) {
            return text;
        }
        boolean halves = Character.isHighSurrogate(text.charAt(ENOUGH_CHARACTERS - 1));
        return text.substring(0, halves ? ENOUGH_CHARACTERS - 1 : ENOUGH_CHARACTERS);
    }
}
