package dev.scholion.models.parity;

import java.util.regex.Pattern;

/** Texts that spell a special token: the stream takes them as text, and the reference does not. */
final class SpecialTokenTexts {
    private static final Pattern SPELLED =
            Pattern.compile("\\[(CLS|SEP|UNK|PAD)]|<(/?s|unk|pad|cls|sep|eod|extra_id_\\d+)>|<\\|endoftext\\|>");

    private SpecialTokenTexts() {}

    static boolean spelled(String text) {
        return SPELLED.matcher(text).find();
    }
}
