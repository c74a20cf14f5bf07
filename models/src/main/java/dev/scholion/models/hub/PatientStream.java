package dev.scholion.models.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An answer's bytes, given up when none comes for too long: Java's client bounds the time to the first byte only. */
final class PatientStream extends FilterInputStream {
    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hub-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration patience;
    private volatile boolean givenUp;

    PatientStream(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        ScheduledFuture<?> alarm = WATCH.schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            if (givenUp) {
                throw new HttpTimeoutException("no byte came for " + patience.toSeconds() + " s");
            }
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    private void giveUp() {
        givenUp = true;
        try {
            in.close(); // wakes the reader
        } catch (IOException e) {
            givenUp = true; // the reader fails by itself
        }
    }
}
