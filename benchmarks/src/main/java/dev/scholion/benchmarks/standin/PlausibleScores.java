package dev.scholion.benchmarks.standin;

import dev.scholion.benchmarks.shape.EncoderShape;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.engine.TokenBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Scores such as a trained model gives: of each output's shape, different from text to text, the same whatever stands
 * beside a text, and mostly no entity. They are copied out of a table, as a real engine's are out of its buffers.
 */
final class PlausibleScores {
    private static final int TABLE_ROWS = 1024;

    /** How much more likely than a type {@code O} is: so that about one token in ten is an entity's. */
    private static final float OUTSIDE = 4;

    private static final class Output {
        private final TaskSpec.Kind kind;
        private final int classes;
        private final float[] table;

        private Output(TaskSpec.Kind kind, int classes, float[] table) {
            this.kind = kind;
            this.classes = classes;
            this.table = table;
        }
    }

    private final List<Output> outputs;

    PlausibleScores(ModelPackage model, EncoderShape shape) {
        this.outputs = model.outputs().stream()
                .map(name -> output(head(model, name), model, shape, name.hashCode()))
                .toList();
    }

    private static TaskHead head(ModelPackage model, String output) {
        return model.tasks().stream()
                .filter(head -> head.spec().outputs().contains(output))
                .findFirst()
                .orElseThrow();
    }

    private static Output output(TaskHead head, ModelPackage model, EncoderShape shape, long seed) {
        TaskSpec.Kind kind = head.spec().kind();
        List<String> labels = head.spec().labels();
        int classes =
                switch (kind) {
                    case TEXT_CLASSIFICATION, TOKEN_CLASSIFICATION -> labels.size();
                    case QUESTION_ANSWERING -> 1;
                    case FILL_MASK -> model.vocabulary().orElse(30_522);
                    case SENTENCE_EMBEDDING -> shape.hidden();
                    default -> throw new IllegalArgumentException("a stand-in has no scores for " + kind);
                };
        Random random = new Random(seed);
        float[] table = new float[Math.multiplyExact(TABLE_ROWS, classes)];
        int outside = labels.indexOf("O");
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) random.nextGaussian() * 2 + (i % classes == outside ? OUTSIDE : 0);
        }
        return new Output(kind, classes, table);
    }

    List<Scores> of(TokenBatch batch) {
        List<Scores> scores = new ArrayList<>();
        for (Output output : outputs) {
            scores.add(
                    switch (output.kind) {
                        case TEXT_CLASSIFICATION -> ofTexts(output, batch);
                        case QUESTION_ANSWERING ->
                            new Scores(batch.rows(), 1, batch.columns(), ofTokens(output, batch));
                        default -> new Scores(batch.rows(), batch.columns(), output.classes, ofTokens(output, batch));
                    });
        }
        return scores;
    }

    /** Bytes that come back from the device for a batch. */
    long bytes(int rows, int columns) {
        long numbers = 0;
        for (Output output : outputs) {
            numbers += (long) output.classes * (output.kind == TaskSpec.Kind.TEXT_CLASSIFICATION ? 1 : columns);
        }
        return rows * numbers * Float.BYTES;
    }

    private static Scores ofTexts(Output output, TokenBatch batch) {
        float[] values = new float[batch.rows() * output.classes];
        for (int row = 0; row < batch.rows(); row++) {
            long hash = 0;
            for (int column = 0; column < Math.min(8, batch.columns()); column++) {
                hash = 31 * hash + batch.id(row, column);
            }
            copy(output, hash, values, row);
        }
        return new Scores(batch.rows(), 1, output.classes, values);
    }

    private static float[] ofTokens(Output output, TokenBatch batch) {
        float[] values = new float[batch.rows() * batch.columns() * output.classes];
        for (int row = 0, place = 0; row < batch.rows(); row++) {
            for (int column = 0; column < batch.columns(); column++, place++) {
                copy(output, batch.id(row, column), values, place);
            }
        }
        return values;
    }

    private static void copy(Output output, long key, float[] values, int place) {
        int from = (int) Math.floorMod((key * 0x9E3779B97F4A7C15L) >>> 20, (long) TABLE_ROWS);
        System.arraycopy(output.table, from * output.classes, values, place * output.classes, output.classes);
    }
}
