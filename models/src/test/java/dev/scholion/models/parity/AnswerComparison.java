package dev.scholion.models.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Compares what a pipeline answers with what Transformers' answered: labels, order, spans and words to the character, scores
 * within a tolerance. Ranks whose expected scores differ by less than a tie may change places.
 */
final class AnswerComparison {
    private static final double TOLERANCE = 1e-3;
    private static final double TIE = 1e-4;

    private final String task;
    private double largest;

    AnswerComparison(String task) {
        this.task = task;
    }

    /** The largest difference of two scores of answers that were found equal. */
    double largestScoreDifference() {
        return largest;
    }

    /** What differs, if anything does that counts. */
    Optional<String> difference(JsonNode line, JsonNode actual) {
        JsonNode expected = line.path("output");
        Optional<String> difference = differenceByTask(expected, actual);
        boolean tie = line.path("near_tie").asBoolean() && onlyTies(expected, actual);
        return difference.filter(text -> !tie);
    }

    private Optional<String> differenceByTask(JsonNode expected, JsonNode actual) {
        return switch (task) {
            case "feature-extraction", "sentence-embedding" -> numbers(unwrapped(expected), unwrapped(actual), "");
            case "zero-shot-classification" -> zeroShot(expected, unwrapped(actual));
            case "token-classification" -> entities(expected, actual);
            case "fill-mask" -> expected.path(0).isArray() ? masks(expected, actual) : ranks(expected, actual);
            default -> {
                JsonNode one = unwrapped(expected);
                JsonNode other = unwrapped(actual);
                yield one.isObject() ? counted(one, other) : ranks(one, other);
            }
        };
    }

    /** The nesting of a single answer depends on how the pipeline was called. */
    private static JsonNode unwrapped(JsonNode value) {
        return value.isArray() && value.size() == 1 && value.path(0).isContainerNode()
                ? unwrapped(value.path(0))
                : value;
    }

    private Optional<String> numbers(JsonNode expected, JsonNode actual, String place) {
        if (!expected.isArray()) {
            if (near(expected, actual)) {
                count(expected, actual);
                return Optional.empty();
            }
            return differs(place, expected, actual);
        }
        if (!actual.isArray() || actual.size() != expected.size()) {
            return Optional.of("%s: %d numbers, expected %d".formatted(place, actual.size(), expected.size()));
        }
        return first(expected.size(), i -> numbers(expected.path(i), actual.path(i), place + "[" + i + "]"));
    }

    private Optional<String> zeroShot(JsonNode expected, JsonNode actual) {
        if (!expected.path("sequence").equals(actual.path("sequence"))) {
            return differs("sequence", expected.path("sequence"), actual.path("sequence"));
        }
        JsonNode labels = expected.path("labels");
        if (actual.path("labels").size() != labels.size()
                || actual.path("scores").size() != labels.size()) {
            return differs("labels", labels, actual.path("labels"));
        }
        return first(labels.size(), i -> {
            JsonNode label = actual.path("labels").path(i);
            boolean fits = IntStream.range(0, labels.size())
                    .anyMatch(place -> labels.path(place).equals(label)
                            && (place == i || Math.abs(score(expected, place) - score(expected, i)) < TIE));
            JsonNode score = expected.path("scores").path(i);
            if (fits && near(score, actual.path("scores").path(i))) {
                count(score, actual.path("scores").path(i));
                return Optional.empty();
            }
            return differs("rank " + i, labels.path(i), label);
        });
    }

    private static double score(JsonNode zeroShot, int place) {
        return zeroShot.path("scores").path(place).asDouble();
    }

    private Optional<String> entities(JsonNode expected, JsonNode actual) {
        if (!actual.isArray() || actual.size() != expected.size()) {
            return Optional.of("%d entities, expected %d".formatted(actual.size(), expected.size()));
        }
        return first(
                expected.size(), i -> counted(expected.path(i), actual.path(i)).map(text -> i + ": " + text));
    }

    private Optional<String> masks(JsonNode expected, JsonNode actual) {
        if (actual.size() != expected.size()) {
            return Optional.of("%d masks, expected %d".formatted(actual.size(), expected.size()));
        }
        return first(expected.size(), i -> ranks(expected.path(i), actual.path(i)));
    }

    private Optional<String> ranks(JsonNode expected, JsonNode actual) {
        if (!actual.isArray() || actual.size() != expected.size()) {
            return Optional.of("%s results, expected %d"
                    .formatted(actual.isArray() ? actual.size() : actual.toString(), expected.size()));
        }
        return first(expected.size(), i -> {
            Optional<String> difference = counted(expected.path(i), actual.path(i));
            boolean changedPlaces = IntStream.range(0, expected.size())
                    .anyMatch(
                            other -> item(expected.path(other), actual.path(i)).isEmpty()
                                    && Math.abs(score(expected.path(other)) - score(expected.path(i))) < TIE);
            return changedPlaces || lastOfItsScore(expected, i, actual.path(i))
                    ? Optional.empty()
                    : difference.map(text -> i + ": " + text);
        });
    }

    /** The last rank may be another of the same score, which did not get a place. */
    private static boolean lastOfItsScore(JsonNode expected, int rank, JsonNode actual) {
        double last = score(expected.path(expected.size() - 1));
        return Math.abs(last - score(expected.path(rank))) < TIE
                && Math.abs(score(actual) - score(expected.path(rank))) < TIE
                && IntStream.range(0, expected.size()).noneMatch(i -> unscored(expected.path(i), actual));
    }

    private static boolean unscored(JsonNode expected, JsonNode actual) {
        return expected.properties().stream()
                .allMatch(entry ->
                        entry.getKey().equals("score") || entry.getValue().equals(actual.path(entry.getKey())));
    }

    private static double score(JsonNode item) {
        return item.path("score").asDouble(Double.NaN);
    }

    private Optional<String> counted(JsonNode expected, JsonNode actual) {
        Optional<String> difference = item(expected, actual);
        if (difference.isEmpty()) {
            count(expected.path("score"), actual.path("score"));
        }
        return difference;
    }

    /** Also that the fields stand in the same order. */
    private static Optional<String> item(JsonNode expected, JsonNode actual) {
        if (!actual.isObject() || expected.size() != actual.size()) {
            return differs("fields", expected, actual);
        }
        Iterator<Map.Entry<String, JsonNode>> fields = actual.properties().iterator();
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            Map.Entry<String, JsonNode> other = fields.next();
            boolean same = entry.getKey().equals("score")
                    ? near(entry.getValue(), other.getValue())
                    : entry.getValue().equals(other.getValue());
            if (!entry.getKey().equals(other.getKey()) || !same) {
                return differs(entry.getKey(), expected, actual);
            }
        }
        return Optional.empty();
    }

    private static boolean near(JsonNode expected, JsonNode actual) {
        double difference = Math.abs(expected.asDouble() - actual.asDouble(Double.NaN));
        return actual.isNumber() && difference <= TOLERANCE;
    }

    private void count(JsonNode expected, JsonNode actual) {
        largest = Math.max(largest, Math.abs(expected.asDouble() - actual.asDouble()));
    }

    /** A line whose answer float noise could turn may differ in what the tie touches. */
    private boolean onlyTies(JsonNode expected, JsonNode actual) {
        if (!task.equals("token-classification")) {
            BiPredicate<JsonNode, JsonNode> scores = (one, other) -> near(one.path("score"), other.path("score"));
            return expected.isObject()
                    ? scores.test(expected, unwrapped(actual))
                    : expected.size() == actual.size()
                            && IntStream.range(0, expected.size())
                                    .allMatch(i -> scores.test(expected.path(i), actual.path(i)));
        }
        return lost(expected, actual) <= 3 && lost(actual, expected) <= 3;
    }

    private long lost(JsonNode from, JsonNode to) {
        return IntStream.range(0, from.size())
                .filter(i -> IntStream.range(0, to.size())
                        .allMatch(j -> item(from.path(i), to.path(j)).isPresent()))
                .count();
    }

    private static Optional<String> first(int count, IntFunction<Optional<String>> each) {
        return IntStream.range(0, count)
                .mapToObj(each)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> differs(String place, JsonNode expected, JsonNode actual) {
        return Optional.of("%s: %s, expected %s".formatted(place, actual, expected));
    }
}
