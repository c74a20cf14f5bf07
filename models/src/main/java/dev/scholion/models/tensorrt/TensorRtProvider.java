package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.EngineProvider;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineShapes;
import dev.scholion.models.engine.GpuGraph;
import dev.scholion.models.engine.TensorRtOptions;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import dev.scholion.models.gpu.CudaDevice;
import dev.scholion.models.gpu.Gpu;
import dev.scholion.models.gpu.GpuProbe;
import dev.scholion.models.gpu.Gpus;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TensorRT on an NVIDIA GPU. NVIDIA's libraries come from the folder that the options name; an engine is built once for a
 * model, a kind of GPU and a version of TensorRT, which takes minutes, and kept in the cache.
 */
public final class TensorRtProvider implements EngineProvider {
    private static final Logger LOG = LoggerFactory.getLogger(TensorRtProvider.class);

    private static final int LEAST_MAJOR = 7;
    private static final int LEAST_MINOR = 5;
    private static final int LEAST_DRIVER = 12_000;

    private final Supplier<Gpus> gpus;
    private final Function<TensorRtLibraries, ? extends TensorRt> loader;
    private final IntFunction<CudaDevice> devices;
    private final Supplier<EngineBuilder> builder;

    /** On the GPUs of this machine. */
    public TensorRtProvider() {
        this(() -> GpuProbe.ofThisMachine().gpus(), NativeTensorRt::load, CudaDevice::open, ChildBuilder::usual);
    }

    /**
     * What is native stands behind the parameters.
     *
     * @param loader called only if there is a GPU
     */
    TensorRtProvider(
            Supplier<Gpus> gpus,
            Function<TensorRtLibraries, ? extends TensorRt> loader,
            IntFunction<CudaDevice> devices,
            Supplier<EngineBuilder> builder) {
        this.gpus = gpus;
        this.loader = loader;
        this.devices = devices;
        this.builder = builder;
    }

    @Override
    public String kind() {
        return EngineOptions.TENSORRT;
    }

    @Override
    public Optional<String> unavailable(EngineOptions options) {
        Optional<String> absence = gpus.get().unavailable(options.device());
        if (absence.isPresent()) {
            return absence;
        }
        Gpu gpu = gpu(options);
        if (gpu.major() < LEAST_MAJOR || (gpu.major() == LEAST_MAJOR && gpu.minor() < LEAST_MINOR)) {
            return Optional.of("%s; TensorRT 10 needs %d.%d".formatted(gpu, LEAST_MAJOR, LEAST_MINOR));
        }
        int driver = gpus.get().driver();
        if (driver < LEAST_DRIVER) {
            return Optional.of("the driver is for CUDA %d.%d; TensorRT 10 needs one for CUDA 12"
                    .formatted(driver / 1000, driver % 1000 / 10));
        }
        return new TensorRtLibraries(options.tensorRt().libraries()).unfitToRun();
    }

    private Gpu gpu(EngineOptions options) {
        Gpus found = gpus.get();
        return found.device(options.device())
                .orElseThrow(() ->
                        new EngineException(found.unavailable(options.device()).orElse("no GPU " + options.device())));
    }

    /** All about one engine before it is there. */
    private record Plan(ModelPackage model, Gpu gpu, TensorRt tensorRt, Profiles profiles, EngineKey key) {}

    private Plan plan(EngineRequest request) {
        Gpu gpu = gpu(request.options());
        TensorRtOptions options = request.options().tensorRt();
        ModelPackage model = GpuGraph.forTensorRt(options.precision()).of(request.model());
        InputLengths lengths = InputLengths.of(model);
        EngineShapes shapes = lengths.over(request.shapes());
        Profiles profiles = Profiles.of(
                shapes.lengths(),
                shapes.budgetOr(BatchBudget.OF_A_GPU),
                lengths.fixed().isPresent());
        TensorRt tensorRt = loader.apply(new TensorRtLibraries(options.libraries()));
        EngineKey key = EngineKey.of(model, tensorRt.version(), gpu, options.precision(), profiles);
        return new Plan(model, gpu, tensorRt, profiles, key);
    }

    @Override
    public boolean isReady(EngineRequest request) {
        try {
            return new EngineCache(request.options().tensorRt().cache())
                    .has(plan(request).key());
        } catch (EngineException | ModelPackageException e) {
            return true; // it will not take minutes to fail
        }
    }

    @Override
    public Engine open(EngineRequest request) {
        Plan plan = plan(request);
        EngineCache cache = new EngineCache(request.options().tensorRt().cache());
        ByteBuffer built = cache.find(plan.key()).orElseGet(() -> build(plan, cache, request.options()));
        CudaDevice device = devices.apply(plan.gpu().index());
        try {
            device.makeCurrent();
            return load(plan, request, device, engine(plan, built, device));
        } catch (RuntimeException e) {
            device.close();
            throw e;
        }
    }

    private static BuiltEngine engine(Plan plan, ByteBuffer built, CudaDevice device) {
        try {
            return plan.tensorRt().load(built);
        } catch (EngineException e) {
            Optional<EngineException> fault = device.fault();
            throw fault.orElse(e);
        }
    }

    private static Engine load(Plan plan, EngineRequest request, CudaDevice device, BuiltEngine engine) {
        LoadedModel loaded;
        try {
            loaded = LoadedModel.of(plan.model(), plan.tensorRt(), device, engine, plan.profiles());
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
        TensorRtOptions options = request.options().tensorRt();
        String precision = options.precision() == Precision.AS_IN_MODEL
                ? plan.model().precision()
                : options.precision().name().toLowerCase(Locale.ROOT);
        String description = "tensorrt %s %s on %s"
                .formatted(plan.tensorRt().version(), precision, plan.gpu().name());
        return new TensorRtEngine(
                loaded,
                options,
                description,
                Optional.of(precision)
                        .filter(other -> !other.equals(request.model().precision())));
    }

    private ByteBuffer build(Plan plan, EngineCache cache, EngineOptions options) {
        TensorRtOptions tensorRt = options.tensorRt();
        return cache.exclusively(plan.key(), tensorRt.buildTimeout(), () -> cache.find(plan.key())
                .orElseGet(() -> {
                    build(plan, cache, tensorRt);
                    return cache.find(plan.key())
                            .orElseThrow(() -> new EngineException(
                                    "the engine that was just built is damaged in " + tensorRt.cache()));
                }));
    }

    private void build(Plan plan, EngineCache cache, TensorRtOptions options) {
        TensorRtLibraries libraries = new TensorRtLibraries(options.libraries());
        Optional<String> unfit = libraries.unfitToBuild(plan.gpu().major());
        if (unfit.isPresent()) {
            throw new EngineException(unfit.get());
        }
        LOG.info(
                "Building a TensorRT engine of '{}' ({}, {}) for {}; this takes minutes, and the next time it is in {}",
                plan.model().name(),
                options.precision(),
                plan.profiles().ranges(),
                plan.gpu(),
                options.cache());
        long start = System.nanoTime();
        Path file = cache.newFile(plan.key());
        try (VerifiedGraph graph = VerifiedGraph.copy(plan.model())) {
            BuildOrder order = new BuildOrder(
                    options.libraries(),
                    plan.gpu().index(),
                    graph.graph(),
                    plan.model().outputs(),
                    options.precision(),
                    plan.profiles().ranges(),
                    cache.timings(plan.tensorRt().version() + "-" + plan.gpu().name()),
                    file);
            builder.get().build(order, graph.beside("order.properties"), options.buildTimeout());
            cache.store(plan.key(), file);
        } finally {
            cache.discard(file);
        }
        LOG.info(
                "Built the TensorRT engine of '{}' in {} s",
                plan.model().name(),
                Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }
}
