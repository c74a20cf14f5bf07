package dev.scholion.streaming.cli.view;

import dev.scholion.models.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One task's answer about a text for people, in lines of which the first begins with the task's name. */
final class TraceLines implements TaskResult.Cases<List<String>> {
    private static final int MOST_LABELS = 3;
    private static final int MOST_NUMBERS = 6;

    private final Paint paint;
    private final String task;
    private final String text;

    TraceLines(Paint paint, String task, String text) {
        this.paint = paint;
        this.task = task;
        this.text = text;
    }

    @Override
    public List<String> classes(TaskResult.Classes classes) {
        String scores = classes.scores().stream()
                .limit(MOST_LABELS)
                .map(score -> String.format(Locale.ROOT, "%s %.3f", SafeText.of(score.label()), score.score()))
                .collect(Collectors.joining(dim("  ")));
        return List.of(first(classes.abstained() ? scores + dim("  abstained: too uncertain") : scores));
    }

    @Override
    public List<String> entities(TaskResult.Entities entities) {
        List<String> lines = new ArrayList<>();
        lines.add(first(MarkedText.of(
                paint,
                text,
                entities.entities().stream()
                        .map(entity -> new MarkedText.Span(
                                entity.type(),
                                entity.span().startUtf16(),
                                entity.span().endUtf16()))
                        .toList())));
        entities.entities()
                .forEach(entity -> lines.add(more(
                        String.format(Locale.ROOT, "%-5s ", SafeText.of(entity.type())),
                        entity.span(),
                        entity.score())));
        return lines;
    }

    @Override
    public List<String> answers(TaskResult.Answers answers) {
        List<String> lines = new ArrayList<>();
        lines.add(first(SafeText.of(answers.question())));
        answers.answers().forEach(answer -> lines.add(more("", answer.span(), answer.score())));
        if (answers.answers().isEmpty()) {
            lines.add(more(String.format(Locale.ROOT, "no answer %.3f", answers.noAnswerScore())));
        }
        return lines;
    }

    @Override
    public List<String> fills(TaskResult.Fills fills) {
        List<String> lines = new ArrayList<>();
        lines.add(first(fills.masks().isEmpty() ? dim("the text has no mask") : SafeText.of(text)));
        for (TaskResult.Mask mask : fills.masks()) {
            String tokens = mask.fills().stream()
                    .map(fill -> String.format(Locale.ROOT, "%s %.3f", SafeText.of(fill.text()), fill.score()))
                    .collect(Collectors.joining(dim("  ")));
            lines.add(
                    more("%d-%d  %s".formatted(mask.span().start(), mask.span().end(), tokens)));
        }
        return lines;
    }

    @Override
    public List<String> embedding(TaskResult.Embedding embedding) {
        String numbers = embedding.values().stream()
                .limit(MOST_NUMBERS)
                .map(value -> String.format(Locale.ROOT, "%.4f", value))
                .collect(Collectors.joining(" "));
        return List.of(first("%s … (%d numbers, %s%s)"
                .formatted(
                        numbers,
                        embedding.values().size(),
                        embedding.pooling(),
                        embedding.normalized() ? ", length 1" : "")));
    }

    @Override
    public List<String> summary(TaskResult.Summary summary) {
        List<String> lines = new ArrayList<>();
        int count = summary.sentences().size();
        lines.add(first(count + (count == 1 ? " sentence" : " sentences")));
        summary.sentences().forEach(sentence -> lines.add(more("", sentence.span(), sentence.score())));
        return lines;
    }

    @Override
    public List<String> redaction(TaskResult.Redaction redaction) {
        return List.of(first(SafeText.of(redaction.text()) + dim("  %d replaced".formatted(redaction.masked()))));
    }

    @Override
    public List<String> generation(TaskResult.Generation generation) {
        return List.of(first(SafeText.of(generation.text())
                + dim("  %d tokens%s".formatted(generation.tokens(), generation.finished() ? "" : ", cut"))));
    }

    private String first(String answer) {
        return "%-12s %s".formatted(task, answer);
    }

    private static String more(String line) {
        return "%-12s   %s".formatted("", line);
    }

    private static String more(String before, TaskResult.Span span, float score) {
        return more(String.format(
                Locale.ROOT, "%s%.3f  %d-%d  %s", before, score, span.start(), span.end(), SafeText.of(span.text())));
    }

    private String dim(String words) {
        return paint.in(Paint.Colour.DIM, words);
    }
}
