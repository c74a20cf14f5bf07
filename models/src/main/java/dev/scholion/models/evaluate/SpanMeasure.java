package dev.scholion.models.evaluate;

import dev.scholion.models.TaskResult;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Measures entities against tagged words. */
public final class SpanMeasure implements Measure<Example.OfTags> {
    private final Set<String> types;
    private final SurestMistakes mistakes;
    private final Tally tally = new Tally();
    private long examples;
    private long words;
    private long rightWords;

    /**
     * @param types that are looked at, in truth and answers; all if empty
     * @param mistakes how many are kept
     */
    public SpanMeasure(Set<String> types, int mistakes) {
        this.types = Set.copyOf(types);
        this.mistakes = new SurestMistakes(mistakes);
    }

    @Override
    public void take(Example.OfTags example, TaskResult answer) {
        if (!(answer instanceof TaskResult.Entities entities)) {
            throw new IllegalArgumentException("no entities, but " + answer);
        }
        List<WordSpan> truth = WordSpan.of(
                        example.tags().stream().map(WordTag::parse).toList())
                .stream()
                .filter(this::isCounted)
                .toList();
        List<FoundSpans.Found> found = FoundSpans.of(example.words(), entities.entities()).stream()
                .filter(each -> isCounted(each.span()))
                .toList();
        compare(example, truth, found);
        compareWords(
                example.words().size(),
                truth,
                found.stream().map(FoundSpans.Found::span).toList());
        examples++;
    }

    private boolean isCounted(WordSpan span) {
        return types.isEmpty() || types.contains(span.type());
    }

    private void compare(Example.OfTags example, List<WordSpan> truth, List<FoundSpans.Found> found) {
        Set<WordSpan> there = new HashSet<>(truth);
        there.forEach(span -> tally.truth(span.type()));
        for (FoundSpans.Found each : found) {
            WordSpan span = each.span();
            tally.predicted(span.type());
            if (there.contains(span)) {
                tally.right(span.type());
            } else {
                String instead = truth.stream()
                        .filter(span::overlaps)
                        .map(other -> described(example, other))
                        .collect(Collectors.joining(", "));
                mistakes.add(new Mistake(
                        example.place(),
                        example.text(),
                        start(example.words(), span.first()),
                        instead,
                        described(example, span),
                        each.score()));
            }
        }
    }

    /** Of a word in the joined text. */
    private static int start(List<String> words, int word) {
        return words.subList(0, word).stream()
                .mapToInt(each -> each.length() + 1)
                .sum();
    }

    private static String described(Example.OfTags example, WordSpan span) {
        return "%s '%s'"
                .formatted(span.type(), String.join(" ", example.words().subList(span.first(), span.last() + 1)));
    }

    private void compareWords(int count, List<WordSpan> truth, List<WordSpan> found) {
        String[] right = tags(count, truth);
        String[] predicted = tags(count, found);
        words += count;
        for (int word = 0; word < count; word++) {
            rightWords += right[word].equals(predicted[word]) ? 1 : 0;
        }
    }

    private static String[] tags(int count, List<WordSpan> spans) {
        String[] tags = new String[count];
        Arrays.fill(tags, WordTag.OUTSIDE.written());
        for (WordSpan span : spans) {
            for (int word = span.first(); word <= span.last(); word++) {
                tags[word] = new WordTag(word == span.first() ? 'B' : 'I', span.type()).written();
            }
        }
        return tags;
    }

    @Override
    public SpanReport report() {
        return new SpanReport(examples, words, rightWords, tally.byName(), mistakes.surestFirst());
    }
}
