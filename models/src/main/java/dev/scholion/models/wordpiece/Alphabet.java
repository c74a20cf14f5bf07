package dev.scholion.models.wordpiece;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The characters of a vocabulary, numbered from 1 on so that frequent ones come first. Immutable.
 */
final class Alphabet {
    /** The number of a character that the vocabulary does not have. */
    static final char NONE = 0;

    private static final int MOST = Character.MAX_VALUE - 1;
    private static final int PAGE = 256;

    private final char[][] pages = new char[(Character.MAX_CODE_POINT + 1) / PAGE][];
    private final int size;

    Alphabet(Iterable<String> words) throws UnknownTokenizerException {
        Map<Integer, Integer> counts = new HashMap<>();
        words.forEach(word -> word.codePoints().forEach(character -> counts.merge(character, 1, Integer::sum)));
        if (counts.size() > MOST) {
            throw new UnknownTokenizerException(
                    "a vocabulary of %d different characters, at most %d".formatted(counts.size(), MOST));
        }
        List<Integer> byCount = counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Integer, Integer> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
        this.size = byCount.size();
        for (int i = 0; i < size; i++) {
            int character = byCount.get(i);
            char[] page = pages[character / PAGE];
            if (page == null) {
                page = new char[PAGE];
                pages[character / PAGE] = page;
            }
            page[character % PAGE] = (char) (i + 1);
        }
    }

    /** The largest number of any character. */
    int size() {
        return size;
    }

    char number(int character) {
        char[] page = pages[character / PAGE];
        return page == null ? NONE : page[character % PAGE];
    }

    char[] numbers(String word) {
        int[] characters = word.codePoints().toArray();
        char[] numbers = new char[characters.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(characters[i]);
        }
        return numbers;
    }

    void forEachPage(java.util.function.IntConsumer action) {
        for (int page = 0; page < pages.length; page++) {
            if (pages[page] != null) {
                action.accept(page);
            }
        }
    }
}
