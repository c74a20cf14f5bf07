package dev.scholion.streaming.cli.labelled;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.TextInput;
import dev.scholion.models.evaluate.Example;
import dev.scholion.models.evaluate.WordTag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes an example of a row. */
@FunctionalInterface
public interface ExampleReader<E extends Example> {
    /** Name of the input's field that has the second text of a pair. */
    String PAIR = "pair";

    /**
     * The example; empty if the row does not count.
     *
     * @throws DataFileException if the row lacks something, or has a label that the model does not know
     */
    Optional<E> read(LabelledRow row) throws DataFileException;

    /** @param counted labels whose rows count; all if empty */
    static ExampleReader<Example.OfClass> ofClasses(Columns columns, TruthLabels labels, Set<String> counted) {
        return row -> {
            Optional<String> label = labels.ours(row, row.text(columns.label()).strip())
                    .filter(ours -> counted.isEmpty() || counted.contains(ours));
            return label.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Example.OfClass(row.place(), input(row, columns), label.get()));
        };
    }

    /** Of texts with any number of labels: a list, or one cell. */
    static ExampleReader<Example.OfLabels> ofLabelSets(Columns columns, TruthLabels labels) {
        Pattern separator = Pattern.compile(columns.labelSeparator(), Pattern.LITERAL);
        return row -> {
            List<String> written = row.fields().path(columns.label()).isArray()
                    ? row.texts(columns.label())
                    : List.of(separator.split(row.text(columns.label())));
            Set<String> ours = new LinkedHashSet<>();
            for (String label : written) {
                if (!label.isBlank()) {
                    labels.ours(row, label.strip()).ifPresent(ours::add);
                }
            }
            return Optional.of(new Example.OfLabels(row.place(), input(row, columns), ours));
        };
    }

    private static TextInput input(LabelledRow row, Columns columns) throws DataFileException {
        Map<String, String> fields = columns.pair().isPresent()
                ? Map.of(PAIR, row.text(columns.pair().get()))
                : Map.of();
        return new TextInput(row.text(columns.text()), Optional.empty(), fields);
    }

    /** @param types of the model's entities; a tag of a type that does not count becomes O */
    static ExampleReader<Example.OfTags> ofTags(TruthLabels types) {
        return row -> {
            List<String> words = row.texts("words");
            List<String> tags = new ArrayList<>();
            for (String written : row.texts("tags")) {
                WordTag tag = WordTag.parse(written);
                tags.add(
                        tag.isOutside()
                                ? written
                                : types.ours(row, tag.type())
                                        .map(type -> new WordTag(tag.place(), type).written())
                                        .orElse("O"));
            }
            if (words.isEmpty() || words.size() != tags.size()) {
                throw row.problem("%d words and %d tags, expected as many of each, at least one"
                        .formatted(words.size(), tags.size()));
            }
            return Optional.of(new Example.OfTags(row.place(), words, tags));
        };
    }

    /** @param mayHaveNone whether a question may have no answer */
    static ExampleReader<Example.OfAnswer> ofAnswers(boolean mayHaveNone) {
        return row -> {
            List<String> answers = answers(row);
            if (answers.isEmpty() && !mayHaveNone) {
                throw row.problem("the question has no answer; --no-answer lets the model say so");
            }
            return Optional.of(new Example.OfAnswer(row.place(), row.text("question"), row.text("context"), answers));
        };
    }

    /** A text, a list of them, SQuAD's list of objects, or its columns as other libraries write them. */
    private static List<String> answers(LabelledRow row) throws DataFileException {
        JsonNode stated = row.fields().path("answers");
        JsonNode texts = stated.isObject() ? stated.path("text") : stated;
        List<String> answers = new ArrayList<>();
        for (JsonNode each : texts.isArray() ? texts : List.of(texts)) {
            JsonNode text = each.isObject() ? each.path("text") : each;
            if (!text.isTextual()) {
                throw row.problem(
                        "'answers' is not there or not a list of texts; it is empty for a question that has no answer");
            }
            if (!text.textValue().isBlank()) {
                answers.add(text.textValue());
            }
        }
        return answers;
    }
}
