package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import dev.scholion.models.LanguageDetector;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.Predictor;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.EngineSource;
import dev.scholion.models.task.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One predictor for each model and its options, however many ask: counted, and closed with the last lease.
 *
 * <p>A predictor that broke is not leased again: the next lease opens it anew.
 */
public final class SharedPredictors {
    private static final SharedPredictors OF_PROCESS = new SharedPredictors(EngineChoice.ofThisMachine());

    private record Key(String digest, List<Task> tasks, PredictorOptions options) {}

    private static final class Entry {
        private final ModelPredictor predictor;
        private int leases;

        private Entry(ModelPredictor predictor) {
            this.predictor = predictor;
        }
    }

    private final EngineSource source;
    private final SharedTokenizers tokenizers = new SharedTokenizers();

    /** Guarded by this. Loading holds the lock, so that two slots that start together load once. */
    private final Map<Key, Entry> entries = new HashMap<>();

    public SharedPredictors(EngineSource source) {
        this.source = source;
    }

    /** Those of this process, on the engines of this machine. */
    public static SharedPredictors ofProcess() {
        return OF_PROCESS;
    }

    /**
     * A share in the predictors of some models; loads what is not there.
     *
     * @param detector asked for the language of each text that does not state it
     * @return closing it gives the share back; closing the last one closes the predictors
     * @throws dev.scholion.models.catalog.ModelPackageException if a package is not what it promised
     * @throws IllegalArgumentException if two models would answer the same task about the same text
     */
    public Predictor lease(List<ModelUse> uses, Optional<LanguageDetector> detector) {
        return RoutingPredictor.open(uses, detector, this::lease);
    }

    private synchronized EncodedPredictor lease(ModelUse use) {
        Key key = new Key(use.model().digest(), use.tasks(), use.options());
        Entry entry = entries.get(key);
        if (entry == null || entry.predictor.isBroken()) {
            entry = new Entry(Predictors.open(use, source, tokenizers));
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

    private final class Lease implements EncodedPredictor {
        private final Key key;
        private final Entry entry;
        private final AtomicBoolean returned = new AtomicBoolean();

        private Lease(Key key, Entry entry) {
            this.key = key;
            this.entry = entry;
        }

        @Override
        public CompletableFuture<Annotations> predict(EncodedText text) {
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
