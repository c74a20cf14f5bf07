package dev.scholion.streaming.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.Annotations;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.TaskResult;
import dev.scholion.models.predict.Trace;
import dev.scholion.models.text.Encoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a model says about one text, and how it came to say it. */
public final class TraceView {
    private static final int MOST_TOKENS = 60;
    private static final int MOST_LABELS = 3;

    private final Paint paint;

    public TraceView(Paint paint) {
        this.paint = paint;
    }

    /** For people; ends with an empty line. */
    public String lines(Trace trace) {
        List<String> lines = new ArrayList<>();
        Annotations annotations = trace.annotations();
        annotations
                .results()
                .forEach((task, result) -> lines.addAll(result.match(
                        classes -> List.of("%-12s %s".formatted(task, classes(classes))),
                        entities -> entities(task, entities, trace.encoding().text()))));
        String tokens = "%d, in %d window%s%s: %s"
                .formatted(
                        annotations.tokens(),
                        annotations.windows(),
                        annotations.windows() == 1 ? "" : "s",
                        annotations.truncated() ? ", cut" : "",
                        tokens(trace.encoding()));
        lines.add(paint.in(Paint.Colour.DIM, "%-12s %s".formatted("tokens", tokens)));
        String times = "tokenised %.1f ms, queued %.1f ms, engine %.1f ms"
                .formatted(millis(trace.tokenized()), millis(trace.queued()), millis(trace.run()));
        lines.add(paint.in(Paint.Colour.DIM, "%-12s %s".formatted("time", times)));
        lines.add("");
        return String.join(System.lineSeparator(), lines);
    }

    /** One object on one line. */
    public static String json(Trace trace, ModelIdentity model) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Annotations annotations = trace.annotations();
        object.put("text", trace.encoding().text());
        annotations
                .results()
                .forEach((task, result) -> result.match(
                        classes -> object.set(task, json(classes)), entities -> object.set(task, json(entities))));
        object.put("windows", annotations.windows());
        object.put("tokens", annotations.tokens());
        object.put("truncated", annotations.truncated());
        object.put("model", model.name() + " " + model.version());
        object.putObject("milliseconds")
                .put("tokenised", millis(trace.tokenized()))
                .put("queued", millis(trace.queued()))
                .put("engine", millis(trace.run()));
        return object.toString();
    }

    private String classes(TaskResult.Classes classes) {
        return classes.scores().stream()
                .limit(MOST_LABELS)
                .map(score -> String.format(Locale.ROOT, "%s %.3f", SafeText.of(score.label()), score.score()))
                .collect(Collectors.joining(paint.in(Paint.Colour.DIM, "  ")));
    }

    private List<String> entities(String task, TaskResult.Entities entities, String text) {
        List<MarkedText.Span> spans = entities.entities().stream()
                .map(entity -> new MarkedText.Span(entity.type(), entity.startUtf16(), entity.endUtf16()))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("%-12s %s".formatted(task, MarkedText.of(paint, text, spans)));
        entities.entities()
                .forEach(entity -> lines.add(String.format(
                        Locale.ROOT,
                        "%-12s   %-5s %.3f  %d-%d  %s",
                        "",
                        SafeText.of(entity.type()),
                        entity.score(),
                        entity.start(),
                        entity.end(),
                        SafeText.of(entity.text()))));
        return lines;
    }

    private static String tokens(Encoding encoding) {
        String shown = IntStream.range(0, Math.min(MOST_TOKENS, encoding.length()))
                .mapToObj(encoding::token)
                .map(SafeText::of)
                .collect(Collectors.joining(" "));
        return encoding.length() > MOST_TOKENS ? shown + " …" : shown;
    }

    private static ObjectNode json(TaskResult.Classes classes) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("label", classes.label()).put("score", classes.score()).put("combined", classes.combined());
        ArrayNode scores = object.putArray("scores");
        classes.scores()
                .forEach(score -> scores.addObject().put("label", score.label()).put("score", score.score()));
        return object;
    }

    private static ArrayNode json(TaskResult.Entities entities) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        entities.entities().forEach(entity -> array.addObject()
                .put("type", entity.type())
                .put("text", entity.text())
                .put("score", entity.score())
                .put("start", entity.start())
                .put("end", entity.end())
                .put("start_utf16", entity.startUtf16())
                .put("end_utf16", entity.endUtf16()));
        return array;
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }
}
