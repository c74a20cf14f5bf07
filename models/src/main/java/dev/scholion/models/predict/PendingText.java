package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.TaskResult;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Reading;
import dev.scholion.models.text.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tokenised text that waits for all of its rows. Rows of several engine threads end here: its own lock guards it.
 *
 * <p>Only a few of a long text's rows are in the queue at a time, and each that is answered makes room for the next: so a
 * document takes its turn beside short texts and does not hold them up.
 */
final class PendingText {
    private final EncodedText text;
    private final Encoding encoding;
    private final Map<Reading, List<Window>> readings;
    private final List<Window> windows = new ArrayList<>();
    private final @Nullable RowAnswer[] answers;
    private final ModelTasks tasks;
    private final ModelIdentity model;
    private final BatchingEngine engine;
    private final Reply reply;
    private final long asked;
    private final long tokenized;
    private int added;
    private int missing;
    private long started;
    private boolean running;

    /**
     * @param readings windows by the way the text is read, at least one
     * @param asked in {@link System#nanoTime} terms
     */
    PendingText(
            EncodedText text,
            Encoding encoding,
            Map<Reading, List<Window>> readings,
            ModelTasks tasks,
            ModelIdentity model,
            BatchingEngine engine,
            Reply reply,
            long asked) {
        this.text = text;
        this.encoding = encoding;
        this.readings = readings;
        this.tasks = tasks;
        this.model = model;
        this.engine = engine;
        this.reply = reply;
        this.asked = asked;
        this.tokenized = System.nanoTime();
        readings.values().forEach(windows::addAll);
        this.answers = new RowAnswer[windows.size()];
        this.missing = windows.size();
    }

    /** Puts the first rows into the queue. */
    void start() {
        int first;
        synchronized (this) {
            first = Math.min(engine.rowsAtATime(), windows.size());
            added = first;
        }
        for (int i = 0; i < first; i++) {
            engine.add(windows.get(i).row(), new WindowReceiver(i));
        }
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

    /** Takes one row's scores and puts the next one into the queue; the last one answers the text, on this thread. */
    private void answer(int index, RowAnswer answer, long now) {
        int next;
        synchronized (this) {
            if (answers[index] != null) {
                throw new IllegalStateException("row %d is answered twice".formatted(index));
            }
            answers[index] = answer;
            missing--;
            next = added < windows.size() ? added++ : -1;
            if (missing > 0 && next < 0) {
                return;
            }
        }
        if (next >= 0) {
            engine.addNext(windows.get(next).row(), new WindowReceiver(next));
        } else {
            complete(now);
        }
    }

    private void complete(long now) {
        try {
            reply.complete(new Trace(
                    annotations(),
                    encoding,
                    readings.values().iterator().next(),
                    Duration.ofNanos(tokenized - asked),
                    Duration.ofNanos(started - tokenized),
                    Duration.ofNanos(now - started)));
        } catch (RuntimeException e) {
            reply.fail(e);
        }
    }

    private Annotations annotations() {
        Map<Reading, List<WindowAnswer>> byReading = new LinkedHashMap<>();
        int place = 0;
        int most = 1;
        for (Map.Entry<Reading, List<Window>> reading : readings.entrySet()) {
            List<WindowAnswer> answered = new ArrayList<>();
            for (Window window : reading.getValue()) {
                answered.add(new WindowAnswer(window, Objects.requireNonNull(answers[place++])));
            }
            byReading.put(reading.getKey(), answered);
            most = reading.getKey().bySentence() ? most : Math.max(most, answered.size());
        }
        Map<String, TaskResult> results = tasks.decode(text.input(), encoding, byReading);
        Map<String, ModelIdentity> models = new LinkedHashMap<>();
        results.keySet().forEach(task -> models.put(task, model));
        return new Annotations(
                results, models, most, encoding.length(), false, text.input().language());
    }
}
