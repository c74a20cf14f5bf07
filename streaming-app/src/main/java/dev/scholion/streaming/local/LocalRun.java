package dev.scholion.streaming.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Broker, registry and a Flink cluster that run in the background on this machine.
 *
 * <p>A folder holds one such run: its data, its logs and what was started. Only processes that were started here are ever
 * stopped.
 */
public final class LocalRun {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final List<String> STOP_ORDER =
            List.of(LocalFlink.TASK_MANAGER, LocalFlink.JOB_MANAGER, LocalRegistry.NAME, LocalBroker.NAME);

    private final Installation installation;
    private final RunFolder folder;

    /** @param folder usually {@code .scholion} in the project's root */
    public LocalRun(Installation installation, Path folder) {
        this.installation = installation;
        this.folder = new RunFolder(folder);
    }

    public Path folder() {
        return folder.root();
    }

    /**
     * Starts what does not run yet, side by side, and returns when all answer.
     *
     * @throws LocalRunException if a wanted port is taken or a process does not become ready; the others are left as they
     *     are then, and {@link #down} stops them
     */
    public void up(RunPlan plan, RunListener listener) throws LocalRunException {
        try (RunFolder.Lock lock = folder.lock()) {
            lock.requireHeld();
            Ports ports = new Ports();
            List<Callable<Void>> chains = List.of(
                    () -> broker(plan, ports, listener),
                    () -> registry(plan, listener),
                    () -> flink(plan, ports, listener));
            runAll(chains);
        } catch (LocalRunException e) {
            throw e;
        } catch (IOException e) {
            throw new LocalRunException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Stops what was started here, consumers before what they consume from. Returns how many processes were stopped. */
    public int down(RunListener listener) throws LocalRunException {
        int stopped = 0;
        try (RunFolder.Lock lock = folder.lock()) {
            lock.requireHeld();
            List<ProcessRecord> records = new ArrayList<>(folder.all());
            records.sort(Comparator.comparingInt(LocalRun::stopOrder));
            for (ProcessRecord recorded : records) {
                Optional<ProcessHandle> process = recorded.process();
                if (process.isPresent()) {
                    ServerProcess.stop(process.get(), GRACE);
                    listener.stopped(recorded.name());
                    stopped++;
                }
                folder.forget(recorded.name());
            }
            return stopped;
        } catch (LocalRunException e) {
            throw e;
        } catch (IOException e) {
            throw new LocalRunException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Every process that was started, and the usual ones that were not. */
    public List<ComponentStatus> status() throws LocalRunException {
        List<ComponentStatus> all = new ArrayList<>();
        try {
            List<ProcessRecord> records = folder.all();
            for (String usual : List.of(LocalBroker.NAME, LocalRegistry.NAME, LocalFlink.JOB_MANAGER)) {
                all.add(folder.find(usual).map(ComponentStatus::of).orElseGet(() -> ComponentStatus.stopped(usual)));
            }
            List<ComponentStatus> workers = records.stream()
                    .filter(recorded -> recorded.name().startsWith(LocalFlink.TASK_MANAGER))
                    .map(ComponentStatus::of)
                    .toList();
            all.addAll(workers.isEmpty() ? List.of(ComponentStatus.stopped(LocalFlink.TASK_MANAGER + "-1")) : workers);
            return all;
        } catch (IOException e) {
            throw new LocalRunException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where a component that runs is to be reached. */
    public Optional<String> address(String component) throws LocalRunException {
        return status().stream()
                .filter(status -> status.name().equals(component) && status.state() == ComponentStatus.State.RUNNING)
                .map(ComponentStatus::address)
                .findFirst();
    }

    private Void broker(RunPlan plan, Ports ports, RunListener listener) throws IOException {
        if (isRunning(LocalBroker.NAME, listener)) {
            return null;
        }
        int port = port(LocalBroker.NAME, plan.brokerPort(), "--broker-port");
        int inner = folder.find(LocalBroker.NAME)
                .map(ProcessRecord::innerPort)
                .filter(Ports::isFree)
                .orElseGet(ports::any);
        String address = "127.0.0.1:" + port;
        start(
                LocalBroker.NAME,
                address,
                port,
                inner,
                listener,
                lifetime ->
                        LocalBroker.start(installation, folder.of(LocalBroker.NAME), port, inner, lifetime, listener));
        return null;
    }

    private Void registry(RunPlan plan, RunListener listener) throws IOException {
        if (isRunning(LocalRegistry.NAME, listener)) {
            return null;
        }
        int port = port(LocalRegistry.NAME, plan.registryPort(), "--registry-port");
        start(
                LocalRegistry.NAME,
                LocalRegistry.url(port),
                port,
                0,
                listener,
                lifetime -> LocalRegistry.start(installation, folder.of(LocalRegistry.NAME), port, lifetime, listener));
        return null;
    }

    private Void flink(RunPlan plan, Ports ports, RunListener listener) throws IOException {
        Path home = folder.of("flink");
        if (!isRunning(LocalFlink.JOB_MANAGER, listener)) {
            int port = port(LocalFlink.JOB_MANAGER, plan.webPort(), "--web-port");
            // Workers that outlived their JobManager look for the next one at the same place.
            int inner = folder.find(LocalFlink.JOB_MANAGER)
                    .map(ProcessRecord::innerPort)
                    .filter(Ports::isFree)
                    .orElseGet(ports::any);
            start(
                    LocalFlink.JOB_MANAGER,
                    "http://127.0.0.1:" + port,
                    port,
                    inner,
                    listener,
                    lifetime -> LocalFlink.startJobManager(
                            installation, home, port, inner, plan.slots(), lifetime, listener));
        }
        int webPort = folder.find(LocalFlink.JOB_MANAGER).orElseThrow().port();
        for (int i = 1; i <= plan.taskManagers(); i++) {
            int number = i;
            String name = LocalFlink.TASK_MANAGER + "-" + number;
            if (!isRunning(name, listener)) {
                start(
                        name,
                        "http://127.0.0.1:" + webPort,
                        webPort,
                        0,
                        listener,
                        lifetime ->
                                LocalFlink.startTaskManager(installation, home, webPort, number, lifetime, listener));
            }
        }
        return null;
    }

    /** One start of a component. */
    private interface Start {
        Object in(Lifetime lifetime) throws LocalRunException;
    }

    private void start(String name, String address, int port, int innerPort, RunListener listener, Start start)
            throws IOException {
        long began = System.nanoTime();
        Lifetime lifetime = Lifetime.detached(process -> {
            try {
                folder.remember(ProcessRecord.of(name, process, address, port, innerPort));
            } catch (IOException e) {
                process.destroy(); // nobody could stop it later
                throw new UncheckedIOException(e);
            }
        });
        start.in(lifetime);
        listener.started(
                ComponentStatus.of(folder.find(name).orElseThrow()), Duration.ofNanos(System.nanoTime() - began));
    }

    private boolean isRunning(String name, RunListener listener) throws IOException {
        Optional<ProcessRecord> running =
                folder.find(name).filter(recorded -> recorded.process().isPresent());
        running.map(ComponentStatus::of).ifPresent(listener::found);
        return running.isPresent();
    }

    /** The port of a component that died, so that its clients find it again, and otherwise the wanted one. */
    private int port(String name, int wanted, String option) throws IOException {
        int port = folder.find(name).map(ProcessRecord::port).orElse(wanted);
        if (!Ports.isFree(port)) {
            throw new LocalRunException(
                    "port %d, meant for the %s, is taken; choose another one with %s".formatted(port, name, option));
        }
        return port;
    }

    private static int stopOrder(ProcessRecord recorded) {
        for (int i = 0; i < STOP_ORDER.size(); i++) {
            if (recorded.name().startsWith(STOP_ORDER.get(i))) {
                return i;
            }
        }
        return STOP_ORDER.size();
    }

    private static void runAll(List<Callable<Void>> chains) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(chains.size());
        try {
            List<String> failures = new ArrayList<>();
            for (Future<Void> chain : threads.invokeAll(chains)) {
                try {
                    chain.get();
                } catch (ExecutionException e) {
                    Throwable cause = e.getCause();
                    failures.add(String.valueOf(cause == null ? e : cause.getMessage()));
                }
            }
            if (!failures.isEmpty()) {
                throw new LocalRunException(String.join(System.lineSeparator(), failures));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalRunException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
