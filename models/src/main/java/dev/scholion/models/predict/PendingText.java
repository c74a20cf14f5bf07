package dev.scholion.models.predict;

import dev.scholion.models.engine.Scores;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tokenised text that waits for all of its windows. Rows of several engine threads end here: its own lock guards it. */
final class PendingText {
    private final Encoding encoding;
    private final List<Window> windows;
    private final Reply reply;
    private final AnswerDecoder decoder;
    private final @Nullable RowAnswer[] answers;
    private final long asked;
    private final long tokenized;
    private int missing;
    private long started;
    private boolean running;

    /** @param asked and {@code tokenized} in {@link System#nanoTime} terms */
    PendingText(
            Encoding encoding, List<Window> windows, Reply reply, AnswerDecoder decoder, long asked, long tokenized) {
        this.encoding = encoding;
        this.windows = List.copyOf(windows);
        this.reply = reply;
        this.decoder = decoder;
        this.answers = new RowAnswer[windows.size()];
        this.asked = asked;
        this.tokenized = tokenized;
        this.missing = windows.size();
    }

    List<PendingRow> rows() {
        List<PendingRow> rows = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            rows.add(new PendingRow(this, i));
        }
        return rows;
    }

    Window window(int index) {
        return windows.get(index);
    }

    /** Whether nobody waits any more: cancelled, or failed by another window. */
    boolean isDone() {
        return reply.isDone();
    }

    synchronized void starts(long now) {
        if (!running) {
            running = true;
            started = now;
        }
    }

    /** Takes one window's scores; the last one answers the text, on this thread. */
    void answer(int index, List<Scores> scores, int row, long now) {
        synchronized (this) {
            if (answers[index] != null) {
                throw new IllegalStateException("window %d is answered twice".formatted(index));
            }
            answers[index] = new RowAnswer(scores, row);
            missing--;
            if (missing > 0) {
                return;
            }
        }
        complete(now);
    }

    private void complete(long now) {
        try {
            reply.complete(new Trace(
                    decoder.decode(encoding, windows, List.of(answers)),
                    encoding,
                    windows,
                    Duration.ofNanos(tokenized - asked),
                    Duration.ofNanos(started - tokenized),
                    Duration.ofNanos(now - started)));
        } catch (RuntimeException e) {
            reply.fail(e);
        }
    }

    void fail(RuntimeException failure) {
        reply.fail(failure);
    }
}
