package dev.scholion.schemas.registry;

import dev.scholion.schemas.registry.RegistryException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * Asks again where a registry was {@linkplain Kind#UNAVAILABLE unavailable}, each time after twice the pause, and gives
 * up after the last try with its exception. The calling thread waits meanwhile; an interrupt ends it at once.
 */
public final class RetryingSchemaRegistry implements SchemaRegistry {
    private final SchemaRegistry registry;
    private final int tries;
    private final Duration firstPause;
    private final Consumer<Duration> pause;

    /** @param tries in all, at least 1 */
    public RetryingSchemaRegistry(SchemaRegistry registry, int tries, Duration firstPause) {
        this(registry, tries, firstPause, duration -> LockSupport.parkNanos(duration.toNanos()));
    }

    RetryingSchemaRegistry(SchemaRegistry registry, int tries, Duration firstPause, Consumer<Duration> pause) {
        if (tries < 1) {
            throw new IllegalArgumentException("at least one try, not " + tries);
        }
        this.registry = registry;
        this.tries = tries;
        this.firstPause = firstPause;
        this.pause = pause;
    }

    @Override
    public int id(String subject, Schema schema) {
        return patiently(() -> registry.id(subject, schema));
    }

    @Override
    public int register(String subject, Schema schema) {
        return patiently(() -> registry.register(subject, schema));
    }

    @Override
    public Schema schema(int id) {
        return patiently(() -> registry.schema(id));
    }

    @Override
    public List<String> incompatibilities(String subject, Schema schema) {
        return patiently(() -> registry.incompatibilities(subject, schema));
    }

    private <T> T patiently(Supplier<T> question) {
        Duration next = firstPause;
        for (int left = tries - 1; ; left--) {
            try {
                return question.get();
            } catch (RegistryException e) {
                if (e.kind() != Kind.UNAVAILABLE
                        || left == 0
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            pause.accept(next);
            next = next.multipliedBy(2);
        }
    }
}
