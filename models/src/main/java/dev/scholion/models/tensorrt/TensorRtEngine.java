package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.GraphInput;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.engine.TensorRtOptions;
import dev.scholion.models.engine.TokenBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TensorRT engine on one GPU: its weights are there once, and each of its lanes runs a batch. A call takes a free lane, or
 * waits for one.
 */
final class TensorRtEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(TensorRtEngine.class);

    /** Readers run, the writer frees. */
    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

    private final LoadedModel model;
    private final String description;
    private final Optional<String> precision;
    private final List<Lane> lanes = new ArrayList<>();
    private final BlockingQueue<Lane> free;
    private volatile @Nullable EngineException lost;
    private boolean closed;

    /**
     * Takes the model over, also if this fails.
     *
     * @param description beginning with {@code tensorrt} and its version
     * @param precision of the arithmetic, if it is another than that of the package
     * @throws EngineException if there is too little memory for all lanes
     */
    TensorRtEngine(LoadedModel model, TensorRtOptions options, String description, Optional<String> precision) {
        this.model = model;
        this.description = description;
        this.precision = precision;
        this.free = new ArrayBlockingQueue<>(options.lanes());
        try {
            for (int i = 0; i < options.lanes(); i++) {
                lanes.add(new Lane(model, options.cudaGraphs()));
            }
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.DEVICE_LOST) {
                lost = e;
            }
            close();
            throw new EngineException(
                    "lane %d of %d: %s".formatted(lanes.size() + 1, options.lanes(), e.getMessage()), e);
        }
        free.addAll(lanes);
    }

    @Override
    public List<Scores> run(TokenBatch batch) {
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the engine is closed");
            }
            EngineException before = lost;
            if (before != null) {
                throw new EngineException(String.valueOf(before.getMessage()), before);
            }
            return runInLane(batch);
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.DEVICE_LOST) {
                lost = e;
            }
            throw e;
        } finally {
            life.readLock().unlock();
        }
    }

    private List<Scores> runInLane(TokenBatch batch) {
        Lane lane;
        try {
            lane = free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while all lanes were busy", e);
        }
        try {
            model.device().makeCurrent();
            return lane.run(batch);
        } finally {
            free.add(lane);
        }
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public OptionalInt fixedColumns() {
        return model.inputs().values().stream()
                .mapToLong(tensor -> tensor.shape().get(1))
                .filter(columns -> columns > 0)
                .mapToInt(Math::toIntExact)
                .max();
    }

    @Override
    public OptionalInt lanes() {
        return OptionalInt.of(free.size() + free.remainingCapacity());
    }

    @Override
    public BatchBudget usualBudget() {
        return BatchBudget.OF_A_GPU;
    }

    @Override
    public Optional<String> precision() {
        return precision;
    }

    @Override
    public boolean masksPadding() {
        return model.inputs().containsKey(GraphInput.ATTENTION_MASK);
    }

    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                release();
            }
        } finally {
            life.writeLock().unlock();
        }
    }

    /** What lies on a lost device is left to the end of the process: nothing can be freed there, and trying may end it now. */
    private void release() {
        EngineException before = lost;
        if (before != null) {
            LOG.warn("An engine on a lost GPU is not freed: {}", before.getMessage());
            return;
        }
        try {
            model.device().makeCurrent();
            lanes.forEach(Lane::close);
            model.engine().close();
            model.device().close();
        } catch (RuntimeException e) {
            LOG.warn("An engine was not freed", e);
        }
    }
}
