package dev.scholion.models.predict;

import dev.scholion.models.TextInput;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.TextTokenizer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A text on its way through several models: those that share a tokenizer tokenise it once. Thread-safe. */
final class EncodedText {
    private final TextInput input;
    private final Map<TextTokenizer, Encoding> encodings = new ConcurrentHashMap<>();

    EncodedText(TextInput input) {
        this.input = input;
    }

    TextInput input() {
        return input;
    }

    /** @throws dev.scholion.models.TextFaultException if the tokenizer cannot take the text */
    Encoding by(TextTokenizer tokenizer) {
        return encodings.computeIfAbsent(tokenizer, each -> each.encode(input.text()));
    }
}
