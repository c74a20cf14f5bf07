package dev.scholion.models.testing;

import dev.scholion.models.EngineException;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.engine.TokenBatch;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine for {@link TinyModel#classifier}: the raw scores of a row are 0 and the sum of its words' numbers, so that an
 * answer tells whose it is. Words can be made poisonous.
 */
public final class FakeEngine implements Engine {
    public static final String REFUSED = "w99";
    public static final String NOT_A_NUMBER = "w98";
    public static final String BREAKS_ALL = "w97";
    public static final String LOSES_ROWS = "w96";
    public static final String LOSES_DEVICE = "w95";

    /** A batch with this word fits the memory only alone. */
    public static final String FITS_ALONE = "w94";

    /** Not even a row fits the memory that has this word. */
    public static final String FITS_NEVER = "w93";

    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch gate;
    private volatile boolean broken;
    private volatile boolean oneLane;

    private FakeEngine(CountDownLatch gate) {
        this.gate = gate;
    }

    public static FakeEngine answering() {
        return new FakeEngine(new CountDownLatch(0));
    }

    /** After its probe, it hangs in the first call until the gate opens. */
    public static FakeEngine hangingUntil(CountDownLatch gate) {
        return new FakeEngine(gate);
    }

    @Override
    public List<Scores> run(TokenBatch batch) {
        if (closes.get() > 0) {
            throw new AssertionError("run after close");
        }
        if (runs.getAndIncrement() > 0) { // the first is the probe
            started.countDown();
            await(gate);
        }
        float[] values = new float[batch.rows() * 2];
        int rows = batch.rows();
        for (int row = 0; row < batch.rows(); row++) {
            for (int column = 0; column < batch.columns(); column++) {
                int word = (int) batch.id(row, column) - TinyModel.FIRST_WORD;
                switch ("w" + word) {
                    case REFUSED -> throw new EngineException("refused");
                    case BREAKS_ALL -> broken = true;
                    case LOSES_ROWS -> rows = batch.rows() - 1;
                    case LOSES_DEVICE -> throw new EngineException(EngineException.Kind.DEVICE_LOST, "device lost");
                    case FITS_ALONE -> requireMemory(batch.rows() == 1);
                    case FITS_NEVER -> requireMemory(false);
                    case NOT_A_NUMBER -> values[row * 2] = Float.NaN;
                    default -> values[row * 2 + 1] += Math.max(0, word);
                }
            }
        }
        if (broken) {
            throw new EngineException("the engine is broken");
        }
        return List.of(new Scores(rows, 1, 2, Arrays.copyOf(values, rows * 2)));
    }

    private static void requireMemory(boolean enough) {
        if (!enough) {
            throw new EngineException(EngineException.Kind.OUT_OF_MEMORY, "out of memory");
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Blocks until a batch is in the engine. */
    public void awaitStart() {
        await(started);
    }

    public int runs() {
        return runs.get();
    }

    public int closes() {
        return closes.get();
    }

    /** As an engine on a device that runs one batch at a time, whoever calls. */
    public FakeEngine ofOneLane() {
        oneLane = true;
        return this;
    }

    @Override
    public OptionalInt lanes() {
        return oneLane ? OptionalInt.of(1) : OptionalInt.empty();
    }

    @Override
    public String description() {
        return "fake 1";
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }
}
