package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.Predictor;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.EngineSource;
import dev.scholion.models.engine.OnnxEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One predictor for each model and its options, however many ask: counted, and closed with the last lease.
 *
 * <p>A predictor that broke is not leased again: the next lease opens it anew.
 */
public final class SharedPredictors {
    private static final SharedPredictors OF_PROCESS = new SharedPredictors(OnnxEngine::cpu);

    private record Key(String digest, List<?> tasks, PredictorOptions options) {}

    private static final class Entry {
        private final BatchingPredictor predictor;
        private int leases;

        private Entry(BatchingPredictor predictor) {
            this.predictor = predictor;
        }
    }

    private final EngineSource source;

    /** Guarded by this. Loading holds the lock, so that two slots that start together load once. */
    private final Map<Key, Entry> entries = new HashMap<>();

    public SharedPredictors(EngineSource source) {
        this.source = source;
    }

    /** Those of this process, on ONNX Runtime on the CPU. */
    public static SharedPredictors ofProcess() {
        return OF_PROCESS;
    }

    /**
     * A share in the predictor of a model; loads it if there is none.
     *
     * @return closing it gives the share back; closing the last one closes the predictor
     * @throws dev.scholion.models.catalog.ModelPackageException if the package is not what it promised
     */
    public synchronized Predictor lease(ModelPackage model, PredictorOptions options) {
        Key key = new Key(model.digest(), model.tasks(), options);
        Entry entry = entries.get(key);
        if (entry == null || entry.predictor.isBroken()) {
            entry = new Entry(Predictors.open(model, options, source));
            entries.put(key, entry);
        }
        entry.leases++;
        return new Lease(key, entry);
    }

    private void giveBack(Key key, Entry entry) {
        synchronized (this) {
            entry.leases--;
            if (entry.leases > 0) {
                return;
            }
            entries.remove(key, entry);
        }
        entry.predictor.close();
    }

    private final class Lease implements Predictor {
        private final Key key;
        private final Entry entry;
        private final AtomicBoolean returned = new AtomicBoolean();

        private Lease(Key key, Entry entry) {
            this.key = key;
            this.entry = entry;
        }

        @Override
        public CompletableFuture<Annotations> predict(String text) {
            return entry.predictor.predict(text);
        }

        @Override
        public ModelIdentity model() {
            return entry.predictor.model();
        }

        @Override
        public List<TaskSpec> tasks() {
            return entry.predictor.tasks();
        }

        @Override
        public int capacity() {
            return entry.predictor.capacity();
        }

        @Override
        public void close() {
            if (returned.compareAndSet(false, true)) {
                giveBack(key, entry);
            }
        }
    }
}
