package dev.scholion.models.evaluate;

import dev.scholion.models.TextInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A text of which the truth is known. */
public sealed interface Example {
    /** Where it stands, for example {@code reviews.csv:17}. */
    String place();

    /** What the model is asked. */
    TextInput input();

    /** The text itself. */
    default String text() {
        return input().text();
    }

    /** One class of the text. */
    record OfClass(String place, TextInput input, String label) implements Example {}

    /** Any number of labels of the text, each a yes or no of its own. */
    record OfLabels(String place, TextInput input, Set<String> labels) implements Example {
        public OfLabels {
            labels = Set.copyOf(labels);
        }
    }

    /**
     * A tag for each word.
     *
     * @param words at least one, none blank; the model reads them joined by single spaces
     * @param tags as many, for example {@code B-PER}
     */
    record OfTags(String place, List<String> words, List<String> tags) implements Example {
        public OfTags {
            words = List.copyOf(words);
            tags = List.copyOf(tags);
            if (words.isEmpty() || words.size() != tags.size()) {
                throw new IllegalArgumentException("%s: %d words, %d tags, expected as many of each, at least one"
                        .formatted(place, words.size(), tags.size()));
            }
        }

        @Override
        public TextInput input() {
            return TextInput.of(String.join(" ", words));
        }
    }

    /**
     * A question about a text.
     *
     * @param answers each of them right; empty if the text has none
     */
    record OfAnswer(String place, String question, String context, List<String> answers) implements Example {
        /** Name of the input's field that has the question. */
        public static final String QUESTION = "question";

        public OfAnswer {
            answers = List.copyOf(answers);
        }

        @Override
        public TextInput input() {
            return new TextInput(context, Optional.empty(), Map.of(QUESTION, question));
        }
    }
}
