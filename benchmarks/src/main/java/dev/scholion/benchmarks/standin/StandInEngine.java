package dev.scholion.benchmarks.standin;

import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.engine.TokenBatch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/** Answers plausible scores after the time that a GPU would take for a batch. It computes nothing. */
public final class StandInEngine implements Engine {
    /** Ids, mask and types. */
    private static final int INPUTS = 3;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Of all stand-ins of the process. */
    private static final AtomicLong COST = new AtomicLong();

    private static final AtomicLong ROWS = new AtomicLong();
    private static final AtomicLong BATCHES = new AtomicLong();
    private static final AtomicLong PADDED_TOKENS = new AtomicLong();
    private static final AtomicLong OCCUPIED = new AtomicLong();

    private final StandInSettings settings;
    private final PlausibleScores scores;
    private final DeviceTime device = new DeviceTime();

    StandInEngine(StandInSettings settings, PlausibleScores scores) {
        this.settings = settings;
        this.scores = scores;
    }

    @Override
    public List<Scores> run(TokenBatch batch) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        int rows = batch.rows();
        int columns = batch.columns();
        long arrived = System.nanoTime() + settings.copyNanos((long) rows * columns * INPUTS * Long.BYTES);
        long occupied = settings.deviceNanos(rows, columns);
        long done = device.occupy(arrived, occupied);
        List<Scores> answer = scores.of(batch);
        DeviceTime.await(done + settings.copyNanos(scores.bytes(rows, columns)));
        ROWS.addAndGet(rows);
        BATCHES.incrementAndGet();
        PADDED_TOKENS.addAndGet((long) rows * columns);
        OCCUPIED.addAndGet(occupied);
        COST.addAndGet(THREADS.getCurrentThreadCpuTime() - cpu);
        return answer;
    }

    /**
     * What all stand-ins of this process did so far.
     *
     * @param hostNanos processor time that they took themselves, waiting and copying scores, which no real engine would
     *     take in this way: to be subtracted
     * @param deviceNanos time that the devices were occupied
     */
    public record Work(long rows, long batches, long paddedTokens, long hostNanos, long deviceNanos) {
        /** What was done since. */
        public Work since(Work before) {
            return new Work(
                    rows - before.rows,
                    batches - before.batches,
                    paddedTokens - before.paddedTokens,
                    hostNanos - before.hostNanos,
                    deviceNanos - before.deviceNanos);
        }
    }

    /** Counted in this process. */
    public static Work work() {
        return new Work(ROWS.get(), BATCHES.get(), PADDED_TOKENS.get(), COST.get(), OCCUPIED.get());
    }

    public StandInSettings settings() {
        return settings;
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "stand-in for %.4g of a %s, %d bits at %.0f %% of its peak, %s",
                settings.share(),
                settings.gpu().name(),
                settings.bits(),
                100 * settings.efficiency(),
                settings.shape());
    }

    @Override
    public OptionalInt lanes() {
        return OptionalInt.of(settings.lanes());
    }

    @Override
    public BatchBudget usualBudget() {
        return BatchBudget.OF_A_GPU;
    }

    @Override
    public Optional<String> precision() {
        return Optional.of(settings.bits() == 8 ? "int8" : "fp16");
    }

    @Override
    public void close() {}
}
