package dev.scholion.models.testing;

import dev.scholion.models.EngineException;
import dev.scholion.models.engine.EncodedRow;
import dev.scholion.models.engine.EncoderDecoder;
import dev.scholion.models.text.Row;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model of generation for {@link TinyModel#generator} that writes what it read, to the end token. Words can be made
 * poisonous.
 */
public final class EchoModel implements EncoderDecoder {
    public static final String REFUSED = "w99";
    public static final String NOT_A_NUMBER = "w98";
    public static final String BREAKS_ALL = "w97";

    private static final int VOCABULARY = 105;

    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger rows = new AtomicInteger();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch gate;
    private volatile boolean broken;

    private EchoModel(CountDownLatch gate) {
        this.gate = gate;
    }

    public static EchoModel answering() {
        return new EchoModel(new CountDownLatch(0));
    }

    /** After its probe, it hangs in the first call until the gate opens. */
    public static EchoModel hangingUntil(CountDownLatch gate) {
        return new EchoModel(gate);
    }

    @Override
    public EncodedRow encode(Row row) {
        requireOpen();
        if (rows.getAndIncrement() > 0) { // the first is the probe
            started.countDown();
            await(gate);
        }
        float[] ids = new float[row.length()];
        for (int column = 0; column < row.length(); column++) {
            ids[column] = row.id(column);
            switch ("w" + (row.id(column) - TinyModel.FIRST_WORD)) {
                case REFUSED -> throw new EngineException("refused");
                case BREAKS_ALL -> broken = true;
                default -> {}
            }
        }
        if (broken) {
            throw new EngineException("device lost");
        }
        return new EncodedRow(ids.length, 1, ids);
    }

    @Override
    public float[][] next(EncodedRow source, List<int[]> prefixes) {
        requireOpen();
        float[][] scores = new float[prefixes.size()][VOCABULARY];
        for (int i = 0; i < scores.length; i++) {
            int column = Math.min(prefixes.get(i).length, source.columns() - 1);
            int id = (int) source.at(column, 0);
            scores[i][id] = ("w" + (id - TinyModel.FIRST_WORD)).equals(NOT_A_NUMBER) ? Float.NaN : 10;
        }
        return scores;
    }

    private void requireOpen() {
        if (closes.get() > 0) {
            throw new AssertionError("run after close");
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Blocks until a text is in the engine. */
    public void awaitStart() {
        await(started);
    }

    /** Rows that were read, the probe among them. */
    public int rows() {
        return rows.get();
    }

    public int closes() {
        return closes.get();
    }

    @Override
    public String description() {
        return "echo 1";
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }
}
