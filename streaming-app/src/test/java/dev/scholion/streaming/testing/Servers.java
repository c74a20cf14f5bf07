package dev.scholion.streaming.testing;

import dev.scholion.streaming.local.Installation;
import dev.scholion.streaming.local.LocalBroker;
import dev.scholion.streaming.local.LocalRegistry;
import java.nio.file.Path;

/** A real broker and a real registry, with what reads and writes their topics. */
public record Servers(LocalBroker broker, LocalRegistry registry, Topics topics, Results results)
        implements AutoCloseable {
    /** @param folder empty; the servers keep their data there */
    public static Servers start(Path folder) throws Exception {
        LocalBroker broker = LocalBroker.start(Installation.current(), folder.resolve("broker"));
        try {
            LocalRegistry registry = LocalRegistry.start(Installation.current(), folder.resolve("registry"));
            return new Servers(broker, registry, new Topics(broker.bootstrapServers()), new Results(registry.url()));
        } catch (Exception e) {
            broker.close();
            throw e;
        }
    }

    @Override
    public void close() {
        topics.close();
        registry.close();
        broker.close();
    }
}
