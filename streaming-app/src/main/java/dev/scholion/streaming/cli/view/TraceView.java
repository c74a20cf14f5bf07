package dev.scholion.streaming.cli.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.Annotations;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.predict.Trace;
import dev.scholion.models.text.Encoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a model says about one text, and how it came to say it. */
public final class TraceView {
    private static final int MOST_TOKENS = 60;

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
                        new TraceLines(paint, task, trace.encoding().text()))));
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
        annotations.results().forEach((task, result) -> object.set(task, result.match(new TraceJson())));
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

    private static String tokens(Encoding encoding) {
        String shown = IntStream.range(0, Math.min(MOST_TOKENS, encoding.length()))
                .mapToObj(encoding::token)
                .map(SafeText::of)
                .collect(Collectors.joining(" "));
        return encoding.length() > MOST_TOKENS ? shown + " …" : shown;
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }
}
