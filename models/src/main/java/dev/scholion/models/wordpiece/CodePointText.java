package dev.scholion.models.wordpiece;

import dev.scholion.models.TextFaultException;
import java.util.Arrays;

/** A text as an array of code points. */
final class CodePointText {
    private CodePointText() {}

    /** @throws TextFaultException if half of a surrogate pair stands alone */
    static int[] of(char[] text) {
        int[] characters = new int[text.length];
        int length = 0;
        for (int i = 0; i < text.length; i++) {
            int character = text[i];
            if (Character.isSurrogate(text[i])) {
                character = pair(text, i++);
            }
            characters[length++] = character;
        }
        return length == characters.length ? characters : Arrays.copyOf(characters, length);
    }

    /**
     * The code point of the surrogate pair at an index.
     *
     * @throws TextFaultException if it is half a pair
     */
    static int pair(char[] text, int index) {
        if (index + 1 < text.length && Character.isSurrogatePair(text[index], text[index + 1])) {
            return Character.toCodePoint(text[index], text[index + 1]);
        }
        throw new TextFaultException(
                TextFaultException.Kind.NOT_TOKENIZABLE,
                "not tokenizable: the text has half of a surrogate pair: it is not valid Unicode");
    }
}
