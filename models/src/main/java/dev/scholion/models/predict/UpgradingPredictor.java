package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TextInput;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A predictor that serves until a better one is there, which then takes its place: what was accepted before is answered by the
 * first. If there will be no better one, the first stays. Thread-safe.
 */
final class UpgradingPredictor implements ModelPredictor {
    private static final Logger LOG = LoggerFactory.getLogger(UpgradingPredictor.class);

    /** Readers hand in texts, the writer exchanges the predictor: none is closed between being read and being asked. */
    private final ReadWriteLock life = new ReentrantReadWriteLock();

    private ModelPredictor current;
    private boolean closed;

    /** Takes over both. */
    UpgradingPredictor(ModelPredictor first, CompletableFuture<? extends ModelPredictor> better) {
        this.current = first;
        better.whenComplete((predictor, failure) -> {
            if (failure == null) {
                upgrade(predictor);
            } else {
                LOG.warn(
                        "The model '{}' stays on {}",
                        first.model().name(),
                        first.model().engine(),
                        failure);
            }
        });
    }

    private void upgrade(ModelPredictor better) {
        ModelPredictor unused = exchange(better);
        if (unused != better) {
            LOG.info(
                    "The model '{}' now runs on {}",
                    better.model().name(),
                    better.model().engine());
        }
        unused.close();
    }

    private ModelPredictor exchange(ModelPredictor better) {
        life.writeLock().lock();
        try {
            if (closed) {
                return better;
            }
            ModelPredictor first = current;
            current = better;
            return first;
        } finally {
            life.writeLock().unlock();
        }
    }

    @Override
    public CompletableFuture<Annotations> predict(EncodedText text) {
        life.readLock().lock();
        try {
            return current.predict(text);
        } finally {
            life.readLock().unlock();
        }
    }

    @Override
    public CompletableFuture<Trace> trace(TextInput input) {
        life.readLock().lock();
        try {
            return current.trace(input);
        } finally {
            life.readLock().unlock();
        }
    }

    private ModelPredictor current() {
        life.readLock().lock();
        try {
            return current;
        } finally {
            life.readLock().unlock();
        }
    }

    @Override
    public ModelIdentity model() {
        return current().model();
    }

    @Override
    public List<TaskSpec> tasks() {
        return current().tasks();
    }

    @Override
    public int capacity() {
        return current().capacity();
    }

    @Override
    public boolean isBroken() {
        return current().isBroken();
    }

    /** Closes the one that serves; a better one that comes later is closed then. */
    @Override
    public void close() {
        ModelPredictor serving;
        life.writeLock().lock();
        try {
            closed = true;
            serving = current;
        } finally {
            life.writeLock().unlock();
        }
        serving.close();
    }
}
