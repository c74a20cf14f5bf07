package dev.scholion.models.language;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of languages in the one form in which they are compared: two letters by ISO 639-1 where the language has them,
 * else three by ISO 639-3, in lower case, without country or script.
 */
public final class LanguageCode {
    private static final Pattern TAG = Pattern.compile("([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]*)?");
    private static final Set<String> TWO_LETTERS = new HashSet<>(Arrays.asList(Locale.getISOLanguages()));

    /** ISO 639-3's way to say that a text has no language, several, or one that nobody knows. */
    private static final Set<String> NONE = Set.of("und", "mul", "mis", "zxx");

    private static final Map<String, String> THREE_LETTERS = threeLetters();

    private LanguageCode() {}

    /** The code that a tag such as {@code en}, {@code en-US}, {@code pt_BR} or {@code deu} begins with. */
    public static Optional<String> of(String tag) {
        Matcher matcher = TAG.matcher(tag.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String code = matcher.group(1).toLowerCase(Locale.ROOT);
        if (code.length() == 2) {
            return Optional.of(code).filter(TWO_LETTERS::contains);
        }
        return NONE.contains(code) ? Optional.empty() : Optional.of(THREE_LETTERS.getOrDefault(code, code));
    }

    private static Map<String, String> threeLetters() {
        Map<String, String> codes = new HashMap<>();
        for (String code : TWO_LETTERS) {
            codes.put(Locale.forLanguageTag(code).getISO3Language(), code);
        }
        // ISO 639-1 names the whole, ISO 639-3 the part that nearly everybody means by it.
        codes.putAll(Map.of("cmn", "zh", "ekk", "et", "lvs", "lv", "pes", "fa", "plt", "mg", "arb", "ar"));
        return codes;
    }
}
