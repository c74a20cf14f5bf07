package dev.scholion.models.verify;

import dev.scholion.models.batch.BudgetOverride;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.Padding;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineShapes;
import dev.scholion.models.engine.EngineSource;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.text.Row;
import dev.scholion.models.text.TextTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a text gets the same scores whatever stands beside it: each text alone, all together, and each beside a long
 * neighbour. Raw scores are compared; a difference is told as a share of the largest score of the same output.
 */
final class NeighbourCheck {
    private static final String NAME = "neighbours";
    private static final int MOST_TEXTS = 24;
    private static final int LONG_ROW = 128;

    /** Padded tokens of a batch: a head over the vocabulary has 100,000 scores for each. */
    private static final int BATCH_TOKENS = 1024;

    private static final List<String> SAMPLES = List.of(
            "Yes.",
            "The train to Lisbon was two hours late, and nobody told us why.",
            "Prices rose by 3.2 % in March 2024.",
            "Ada Lovelace wrote to Charles Babbage from London about the engine, its cards and its mill.",
            "Das Konzert war großartig!",
            "我们明天去北京。",
            "I have never been so disappointed by a restaurant; the soup was cold, the waiter rude, and the bill wrong."
                    + " We shall not come back, and we shall tell all our friends.");

    private final ModelPackage model;
    private final EngineOptions engineOptions;
    private final EngineSource source;
    private final List<String> texts;

    /** Of the stored answers, if there are some. */
    private final double storedTolerance;

    NeighbourCheck(ModelPackage model, EngineOptions engineOptions, EngineSource source) {
        this.model = model;
        this.engineOptions = engineOptions;
        this.source = source;
        boolean goldens = model.goldens(model.precision()).isPresent();
        this.texts = goldens
                ? Golden.read(model).cases().stream()
                        .map(Golden::text)
                        .distinct()
                        .limit(MOST_TEXTS)
                        .toList()
                : SAMPLES;
        this.storedTolerance = goldens ? Golden.read(model).tolerance() : 0;
    }

    Check make() {
        EngineRequest request = new EngineRequest(model, EngineShapes.of(model, BudgetOverride.NONE), engineOptions);
        try (TextTokenizer tokenizer = TextTokenizer.open(model);
                Engine engine = source.open(request)) {
            return new Comparison(tokenizer, engine).make();
        }
    }

    /** With an open model. */
    private final class Comparison {
        private final TextTokenizer tokenizer;
        private final Engine engine;
        private final double tolerance;
        private final int longest;
        private final TokenBatch batch;
        private final List<Row> rows;
        private final List<List<Scores>> alone;
        private double largest;
        private String where = "";

        Comparison(TextTokenizer tokenizer, Engine engine) {
            this.tokenizer = tokenizer;
            this.engine = engine;
            this.tolerance = Math.max(
                    storedTolerance, Tolerance.ofRawScores(engine.precision().orElse(model.precision())));
            this.longest = Math.min(LONG_ROW, engine.fixedColumns().orElse(model.window()));
            this.batch =
                    new TokenBatch(Math.max(BATCH_TOKENS, engine.fixedColumns().orElse(0)), model.padId());
            this.rows = texts.stream()
                    .map(text -> tokenizer
                            .windows(longest, 0)
                            .of(tokenizer.encode(text))
                            .get(0)
                            .row())
                    .filter(row -> row.length() > tokenizer.specialTokens())
                    .toList();
            this.alone = rows.stream().map(row -> run(List.of(row))).toList();
        }

        Check make() {
            if (rowsAreFixed()) {
                return Check.notMade(NAME, "the graph takes a fixed number of rows, there are no neighbours");
            }
            if (!isPadded()) {
                for (int i = 0; i < rows.size(); i++) {
                    compare(List.of(i), List.of(neighbour(rows.get(i).length())));
                }
            } else {
                together(List.of());
                together(List.of(neighbour(longest)));
            }
            String detail = "%d texts alone, %s: a score moves by %.2g of the largest at most, tolerance %.2g"
                    .formatted(
                            rows.size(),
                            !isPadded()
                                    ? "and beside one of equal length (this model bears no padding)"
                                    : "all together, and each beside a long one",
                            largest,
                            tolerance);
            if (largest <= tolerance) {
                return Check.passed(NAME, detail);
            }
            return new Check(
                    NAME,
                    Check.Outcome.FAILED,
                    detail,
                    List.of(where, "answers depend on the batch: use another precision, or one row a batch"));
        }

        /** Whether a stream pads rows of this model at all. */
        private boolean isPadded() {
            return model.padding() == Padding.RIGHT && engine.masksPadding();
        }

        private boolean rowsAreFixed() {
            return model.describeGraph().inputs().stream().anyMatch(input -> input.shape()
                    .filter(shape -> !shape.isEmpty() && shape.get(0) > 0)
                    .isPresent());
        }

        /** @param others rows that stand in each batch beside those that are compared */
        private void together(List<Row> others) {
            List<Integer> group = new ArrayList<>();
            int columns = width(others);
            for (int i = 0; i < rows.size(); i++) {
                columns = Math.max(columns, width(List.of(rows.get(i))));
                if (!group.isEmpty() && (group.size() + others.size() + 1) * columns > BATCH_TOKENS) {
                    compare(group, others);
                    group.clear();
                    columns = Math.max(width(others), width(List.of(rows.get(i))));
                }
                group.add(i);
            }
            compare(group, others);
        }

        private void compare(List<Integer> group, List<Row> others) {
            List<Row> all = Stream.concat(group.stream().map(rows::get), others.stream())
                    .toList();
            List<Scores> together = run(all);
            for (int i = 0; i < group.size(); i++) {
                compare(group.get(i), i, together);
            }
        }

        private void compare(int text, int place, List<Scores> together) {
            int length = rows.get(text).length();
            for (int output = 0; output < together.size(); output++) {
                Scores expected = alone.get(text).get(output);
                Scores actual = together.get(output);
                int columns = expected.columns() == 1 ? 1 : length;
                double scale = 1e-6;
                double difference = 0;
                for (int column = 0; column < columns; column++) {
                    float[] a = expected.at(0, column);
                    float[] b = actual.at(place, column);
                    // Where there is one column, its numbers are classes, or there is one for each token.
                    for (int i = 0; i < Math.min(a.length, b.length); i++) {
                        scale = Math.max(scale, Math.abs(a[i]));
                        difference = Math.max(difference, Float.isNaN(b[i] - a[i]) ? 1 : Math.abs(b[i] - a[i]));
                    }
                }
                note(difference / scale, text, output);
            }
        }

        private void note(double share, int text, int output) {
            if (share > largest) {
                largest = share;
                where = "'%s': output '%s' moves by %.2g of its largest score"
                        .formatted(texts.get(text), model.outputs().get(output), share);
            }
        }

        private Row neighbour(int length) {
            String one = String.join(" ", texts) + " ";
            return tokenizer
                    .windows(length, 0)
                    .of(tokenizer.encode(one.repeat(1 + 2 * length / Math.max(1, one.length() / 8))))
                    .get(0)
                    .row();
        }

        private int width(List<Row> some) {
            return engine.fixedColumns()
                    .orElse(some.stream().mapToInt(Row::length).max().orElse(1));
        }

        private List<Scores> run(List<Row> some) {
            batch.fill(some, width(some));
            return engine.run(batch);
        }
    }
}
