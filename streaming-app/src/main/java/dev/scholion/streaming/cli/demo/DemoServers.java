package dev.scholion.streaming.cli.demo;

import dev.scholion.streaming.local.EmbeddedFlink;
import dev.scholion.streaming.local.Installation;
import dev.scholion.streaming.local.Lifetime;
import dev.scholion.streaming.local.LocalBroker;
import dev.scholion.streaming.local.LocalRegistry;
import dev.scholion.streaming.local.LocalRunException;
import dev.scholion.streaming.local.Progress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Broker, registry and Flink of a demo. Closing stops them, consumers before what they consume from. */
final class DemoServers implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final Future<LocalBroker> broker;
    private final Future<LocalRegistry> registry;
    private final Future<EmbeddedFlink> flink;

    /** Begins to start all three, side by side: most of their time is their own JVMs'. */
    DemoServers(Installation installation, Path folder, DemoPorts ports, int slots, Progress progress) {
        broker = threads.submit((Callable<LocalBroker>) () -> LocalBroker.start(
                installation,
                folder.resolve("broker"),
                ports.broker(),
                ports.controller(),
                Lifetime.ATTACHED,
                progress));
        registry = threads.submit((Callable<LocalRegistry>) () -> LocalRegistry.start(
                installation, folder.resolve("registry"), ports.registry(), Lifetime.ATTACHED, progress));
        flink = threads.submit(
                (Callable<EmbeddedFlink>) () -> EmbeddedFlink.start(folder.resolve("flink"), ports.web(), slots));
        threads.shutdown();
    }

    /** Blocks until the broker answers. */
    LocalBroker broker() throws LocalRunException {
        return started(broker);
    }

    /** Blocks until the registry answers. */
    LocalRegistry registry() throws LocalRunException {
        return started(registry);
    }

    /** Blocks until the cluster answers. */
    EmbeddedFlink flink() throws LocalRunException {
        return started(flink);
    }

    /** Waits for what is still starting, too: it would be left running otherwise. */
    @Override
    public void close() {
        stop(flink);
        stop(registry);
        stop(broker);
    }

    private static <T> T started(Future<T> server) throws LocalRunException {
        try {
            return server.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LocalRunException known
                    ? known
                    : new LocalRunException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalRunException("interrupted", e);
        }
    }

    private static void stop(Future<? extends AutoCloseable> server) {
        try {
            server.get().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // it never started, and whoever asked for it has been told
        }
    }
}
