package dev.scholion.models.predict;

import dev.scholion.models.EngineException;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.batch.Batch;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.engine.TokenBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What an engine thread does: when a lane of the engine is free it takes a batch and runs it, gives the lane to another
 * thread, and hands the rows their scores. So a device does not wait for what is done with its answers.
 *
 * <p>A batch that fails is halved until the guilty row is alone. A row that fails alone is the text's fault if the engine
 * still takes the probe, and the engine's fault if not; so is an answer with another number of rows than the batch, memory
 * that does not suffice for one row, and a device that is lost.
 */
final class EngineLoop implements Runnable {
    private final Waiting waiting;
    private final Engine engine;
    private final Semaphore lanes;
    private final Probe probe;
    private final TokenBatch tokens;

    /**
     * @param lanes of the engine, shared by all its threads
     * @param tokens for this thread alone
     */
    EngineLoop(Waiting waiting, Engine engine, Semaphore lanes, Probe probe, TokenBatch tokens) {
        this.waiting = waiting;
        this.engine = engine;
        this.lanes = lanes;
        this.probe = probe;
        this.tokens = tokens;
    }

    /** Rows that ran together, and what came out. */
    private record Answered(List<PendingRow> rows, List<Scores> scores, long end) {
        void deliver() {
            for (int i = 0; i < rows.size(); i++) {
                rows.get(i).receiver().answer(new RowAnswer(scores, i), end);
            }
        }
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            List<Answered> answered = new ArrayList<>();
            lanes.acquireUninterruptibly();
            try {
                Optional<Batch<PendingRow>> batch = waiting.take();
                more = batch.isPresent();
                batch.ifPresent(each -> run(each, answered));
            } finally {
                lanes.release();
            }
            answered.forEach(this::deliver);
        }
    }

    /** Adds to the answers what could be had before something failed. */
    private void run(Batch<PendingRow> batch, List<Answered> answered) {
        List<PendingRow> rows =
                batch.rows().stream().filter(row -> !row.receiver().isDone()).toList();
        try {
            run(rows, batch.columns(), answered);
        } catch (EngineException e) {
            answered.forEach(this::deliver);
            answered.clear();
            fail(rows, e);
        } catch (Throwable e) { // an Error of native code or of memory: nothing can be said about the engine any more
            fail(rows, new EngineException("the engine's thread failed: " + e, e));
        }
    }

    private void deliver(Answered answered) {
        try {
            answered.deliver();
        } catch (Throwable e) { // what reads the scores is ours, and so is its mistake
            fail(answered.rows(), new EngineException("reading the engine's answer failed: " + e, e));
        }
    }

    private void fail(List<PendingRow> rows, EngineException failure) {
        waiting.fail(failure);
        rows.forEach(row -> row.receiver().fail(failure)); // those that have an answer keep it
    }

    private void run(List<PendingRow> rows, int columns, List<Answered> answered) {
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
                run(rows.subList(0, rows.size() / 2), columns, answered);
                run(rows.subList(rows.size() / 2, rows.size()), columns, answered);
            }
            return;
        }
        for (Scores output : scores) {
            if (output.rows() != rows.size()) {
                throw new EngineException(
                        "the engine answers %d rows for a batch of %d".formatted(output.rows(), rows.size()));
            }
        }
        answered.add(new Answered(rows, scores, System.nanoTime()));
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
