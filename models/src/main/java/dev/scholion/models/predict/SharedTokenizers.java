package dev.scholion.models.predict;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.TextTokenizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** One tokenizer for all models whose files for it are the same: counted, and freed with the last lease. Thread-safe. */
final class SharedTokenizers {
    /** What makes one tokenizer another: its sources, and whether a text may spell the mask. */
    private record Key(List<String> sources, boolean maskMeant) {}

    private static final class Entry {
        private final TextTokenizer tokenizer;
        private int leases;

        private Entry(TextTokenizer tokenizer) {
            this.tokenizer = tokenizer;
        }
    }

    /** A share in a tokenizer. */
    final class Lease implements AutoCloseable {
        private final Key key;
        private final Entry entry;
        private final AtomicBoolean returned = new AtomicBoolean();

        private Lease(Key key, Entry entry) {
            this.key = key;
            this.entry = entry;
        }

        TextTokenizer tokenizer() {
            return entry.tokenizer;
        }

        @Override
        public void close() {
            if (returned.compareAndSet(false, true)) {
                giveBack(key, entry);
            }
        }
    }

    /** Guarded by this. */
    private final Map<Key, Entry> entries = new HashMap<>();

    /**
     * A share in the tokenizer that a model needs for its tasks; loads it if there is none.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException if the file is not what was promised, or no tokenizer
     */
    synchronized Lease lease(ModelUse use) {
        ModelPackage model = use.model();
        boolean maskMeant = use.tasks().stream().anyMatch(Task.FillMask.class::isInstance);
        Key key = new Key(TextTokenizer.sources(model), maskMeant);
        Entry entry = entries.computeIfAbsent(key, absent -> new Entry(TextTokenizer.open(model, maskMeant)));
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
        entry.tokenizer.close();
    }
}
