package dev.scholion.models.predict;

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
            rows.add(new PendingRow(windows.get(i).row(), new WindowReceiver(i)));
        }
        return rows;
    }

    private final class WindowReceiver implements RowReceiver {
        private final int index;

        private WindowReceiver(int index) {
            this.index = index;
        }

        @Override
        public boolean isDone() {
            return reply.isDone();
        }

        @Override
        public void starts(long now) {
            PendingText.this.starts(now);
        }

        @Override
        public void answer(RowAnswer answer, long now) {
            PendingText.this.answer(index, answer, now);
        }

        @Override
        public void fail(RuntimeException failure) {
            reply.fail(failure);
        }
    }

    private synchronized void starts(long now) {
        if (!running) {
            running = true;
            started = now;
        }
    }

    /** Takes one window's scores; the last one answers the text, on this thread. */
    private void answer(int index, RowAnswer answer, long now) {
        synchronized (this) {
            if (answers[index] != null) {
                throw new IllegalStateException("window %d is answered twice".formatted(index));
            }
            answers[index] = answer;
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
}
