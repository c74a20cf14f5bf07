package dev.scholion.models.engine;

import dev.scholion.models.EngineException;
import dev.scholion.models.catalog.ModelPackageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the engine that a request asks for, or the best that the machine has: TensorRT, then CUDA, then the CPU. What is
 * passed over is told in the log, with the reason. Thread-safe.
 */
public final class EngineChoice implements EngineSource {
    private static final Logger LOG = LoggerFactory.getLogger(EngineChoice.class);

    /** Best first. Kinds that are not here have to be named to be used. */
    private static final List<String> ORDER = List.of(EngineOptions.TENSORRT, EngineOptions.CUDA, EngineOptions.CPU);

    private final List<EngineProvider> providers;

    public EngineChoice(List<EngineProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    /** Among all kinds of engine on the class path. */
    public static EngineChoice ofThisMachine() {
        return new EngineChoice(ServiceLoader.load(EngineProvider.class, EngineProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** Names of all kinds that there are, those of the usual order first. */
    public List<String> kinds() {
        Comparator<String> byOrder =
                Comparator.comparingInt(kind -> ORDER.contains(kind) ? ORDER.indexOf(kind) : ORDER.size());
        return providers.stream()
                .map(EngineProvider::kind)
                .sorted(byOrder.thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /**
     * Why a kind of engine cannot run on this machine, or empty if it seems that it can.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public Optional<String> unavailable(String kind, EngineOptions options) {
        return provider(kind).unavailable(options);
    }

    /**
     * {@inheritDoc}
     *
     * @throws EngineException if the engine that was asked for, or every one that may be chosen, does not start; the message
     *     has the reason of each
     */
    @Override
    public Engine open(EngineRequest request) {
        return open(request, wanted(request.options()));
    }

    private Engine open(EngineRequest request, List<EngineProvider> wanted) {
        List<String> reasons = new ArrayList<>();
        boolean failed = false;
        EngineException last = null;
        for (EngineProvider provider : wanted) {
            Optional<String> unavailable = provider.unavailable(request.options());
            if (unavailable.isPresent()) {
                reasons.add(provider.kind() + ": " + unavailable.get());
                continue;
            }
            try {
                Engine engine = provider.open(request.on(provider.kind()));
                tell(request, engine, reasons, failed);
                return engine;
            } catch (ModelPackageException e) {
                if (provider == wanted.get(wanted.size() - 1)) {
                    throw e;
                }
                reasons.add(provider.kind() + ": " + e.getMessage());
                failed = true;
            } catch (EngineException e) {
                if (e.kind() == EngineException.Kind.DEVICE_LOST) {
                    throw e; // the process is no good for anything that follows
                }
                reasons.add(provider.kind() + ": " + e.getMessage());
                failed = true;
                last = e;
            }
        }
        String message =
                "no engine for the model '%s': %s".formatted(request.model().name(), String.join("; ", reasons));
        throw last == null ? new EngineException(message) : new EngineException(message, last);
    }

    /** @param failed whether something that seemed to be there did not work, which somebody should look at */
    private static void tell(EngineRequest request, Engine engine, List<String> reasons, boolean failed) {
        String because = reasons.isEmpty() ? "" : ", because of " + String.join("; ", reasons);
        if (failed) {
            LOG.warn("The model '{}' runs on {}{}", request.model().name(), engine.description(), because);
        } else {
            LOG.info("The model '{}' runs on {}{}", request.model().name(), engine.description(), because);
        }
    }

    @Override
    public Opening start(EngineRequest request) {
        List<EngineProvider> wanted = wanted(request.options());
        if (request.options().tensorRt().whileBuilding() == TensorRtOptions.WhileBuilding.WAIT || wanted.size() == 1) {
            return EngineSource.super.start(request);
        }
        Optional<EngineProvider> unbuilt = wanted.stream()
                .filter(provider -> provider.unavailable(request.options()).isEmpty())
                .findFirst()
                .filter(best -> !best.isReady(request.on(best.kind())));
        if (unbuilt.isEmpty()) {
            return EngineSource.super.start(request);
        }
        List<EngineProvider> others = new ArrayList<>(wanted);
        others.remove(unbuilt.get());
        return new Opening(open(request, others), Optional.of(building(request, unbuilt.get())));
    }

    private static CompletableFuture<Engine> building(EngineRequest request, EngineProvider provider) {
        CompletableFuture<Engine> engine = new CompletableFuture<>();
        Thread builder = new Thread(
                () -> {
                    try {
                        engine.complete(provider.open(request.on(provider.kind())));
                    } catch (Throwable e) { // told to whoever waits
                        engine.completeExceptionally(e);
                    }
                },
                "scholion-engine-builder");
        builder.setDaemon(true);
        builder.start();
        return engine;
    }

    /** What may run, best first. */
    private List<EngineProvider> wanted(EngineOptions options) {
        return options.kind().map(kind -> List.of(provider(kind))).orElseGet(() -> ORDER.stream()
                .flatMap(kind ->
                        providers.stream().filter(provider -> provider.kind().equals(kind)))
                .toList());
    }

    private EngineProvider provider(String kind) {
        return providers.stream()
                .filter(provider -> provider.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no kind of engine '%s'; there are %s".formatted(kind, String.join(", ", kinds()))));
    }
}
