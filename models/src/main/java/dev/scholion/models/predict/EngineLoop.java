package dev.scholion.models.predict;

import dev.scholion.models.EngineException;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.batch.Batch;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.engine.TokenBatch;
import java.util.List;
import java.util.Optional;

/**
 * What an engine thread does: it takes a batch when it is free, runs it, hands the rows their scores.
 *
 * <p>A batch that fails is halved until the guilty row is alone. A row that fails alone is the text's fault if the engine
 * still takes the probe, and the engine's fault if not; so is an answer with another number of rows than the batch, memory
 * that does not suffice for one row, and a device that is lost.
 */
final class EngineLoop implements Runnable {
    private final Waiting waiting;
    private final Engine engine;
    private final Probe probe;
    private final TokenBatch tokens;

    /** @param tokens for this thread alone */
    EngineLoop(Waiting waiting, Engine engine, Probe probe, TokenBatch tokens) {
        this.waiting = waiting;
        this.engine = engine;
        this.probe = probe;
        this.tokens = tokens;
    }

    @Override
    public void run() {
        for (Optional<Batch<PendingRow>> batch = waiting.take(); batch.isPresent(); batch = waiting.take()) {
            List<PendingRow> rows = batch.get().rows().stream()
                    .filter(row -> !row.receiver().isDone())
                    .toList();
            int columns = batch.get().columns();
            try {
                answer(rows, columns);
            } catch (EngineException e) {
                fail(rows, e);
            } catch (
                    Throwable
                            e) { // an Error of native code or of memory: nothing can be said about the engine any more
                fail(rows, new EngineException("the engine's thread failed: " + e, e));
            }
        }
    }

    private void fail(List<PendingRow> rows, EngineException failure) {
        waiting.fail(failure);
        rows.forEach(row -> row.receiver().fail(failure)); // those that have an answer keep it
    }

    private void answer(List<PendingRow> rows, int columns) {
        if (rows.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        rows.forEach(row -> row.receiver().starts(start));
        List<Scores> scores;
        try {
            tokens.fill(rows.stream().map(PendingRow::row).toList(), columns);
            scores = engine.run(tokens);
        } catch (RuntimeException e) {
            if (isFinal(e, rows.size())) {
                throw e;
            }
            if (rows.size() == 1) {
                refuse(rows.get(0), e);
            } else {
                answer(rows.subList(0, rows.size() / 2), columns);
                answer(rows.subList(rows.size() / 2, rows.size()), columns);
            }
            return;
        }
        for (Scores output : scores) {
            if (output.rows() != rows.size()) {
                throw new EngineException(
                        "the engine answers %d rows for a batch of %d".formatted(output.rows(), rows.size()));
            }
        }
        long end = System.nanoTime();
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).receiver().answer(new RowAnswer(scores, i), end);
        }
    }

    /** Whether no smaller batch can help and no text is to blame. */
    private static boolean isFinal(RuntimeException failure, int rows) {
        return failure instanceof EngineException engine
                && (engine.kind() == EngineException.Kind.DEVICE_LOST
                        || (engine.kind() == EngineException.Kind.OUT_OF_MEMORY && rows == 1));
    }

    private void refuse(PendingRow row, RuntimeException reason) {
        probe.ask(engine, tokens);
        row.receiver()
                .fail(new TextFaultException(
                        TextFaultException.Kind.ENGINE_REFUSED,
                        "the engine refuses this text: " + reason.getMessage()));
    }
}
