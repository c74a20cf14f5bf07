package dev.scholion.models.gpu;

import dev.scholion.models.EngineException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A device's primary context, through the driver. */
final class PrimaryContext implements CudaDevice {
    private static final Logger LOG = LoggerFactory.getLogger(PrimaryContext.class);

    private static final int PORTABLE = 1;
    private static final int NON_BLOCKING = 1;

    /** Other threads may allocate while one captures. */
    private static final int THREAD_LOCAL = 1;

    private final CudaDriver driver;
    private final CudaCalls calls;
    private final int device;
    private final long context;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PrimaryContext(CudaDriver driver, int device, long context) {
        this.driver = driver;
        this.calls = new CudaCalls(driver);
        this.device = device;
        this.context = context;
    }

    static PrimaryContext open(CudaDriver driver, int index) {
        CudaCalls calls = new CudaCalls(driver);
        calls.check(driver.cuInit(0), "CUDA does not start");
        int[] device = new int[1];
        calls.check(driver.cuDeviceGet(device, index), "GPU " + index);
        long[] context = new long[1];
        calls.check(driver.cuDevicePrimaryCtxRetain(context, device[0]), "the context of GPU " + index);
        return new PrimaryContext(driver, device[0], context[0]);
    }

    @Override
    public void makeCurrent() {
        calls.check(driver.cuCtxSetCurrent(context), "the GPU's context");
    }

    @Override
    public long allocate(long bytes, String purpose) {
        long[] address = new long[1];
        calls.check(driver.cuMemAlloc_v2(address, Math.max(1, bytes)), "%d bytes for %s".formatted(bytes, purpose));
        return address[0];
    }

    @Override
    public void free(long address) {
        tell(driver.cuMemFree_v2(address), "memory");
    }

    @Override
    public PinnedMemory allocatePinned(int bytes, String purpose) {
        long[] address = new long[1];
        calls.check(
                driver.cuMemHostAlloc(address, Math.max(1, bytes), PORTABLE),
                "%d pinned bytes for %s".formatted(bytes, purpose));
        return new PinnedMemory(address[0], driver.memory(address[0], bytes));
    }

    @Override
    public void free(PinnedMemory memory) {
        tell(driver.cuMemFreeHost(memory.address()), "pinned memory");
    }

    @Override
    public Memory memory() {
        long[] free = new long[1];
        long[] total = new long[1];
        calls.check(driver.cuMemGetInfo_v2(free, total), "free memory");
        return new Memory(free[0], total[0]);
    }

    @Override
    public long createStream() {
        long[] stream = new long[1];
        calls.check(driver.cuStreamCreate(stream, NON_BLOCKING), "a stream");
        return stream[0];
    }

    @Override
    public void destroyStream(long stream) {
        tell(driver.cuStreamDestroy_v2(stream), "a stream");
    }

    @Override
    public void copyIn(long target, PinnedMemory source, long bytes, long stream) {
        calls.check(driver.cuMemcpyHtoDAsync_v2(target, source.address(), bytes, stream), "a copy to the GPU");
    }

    @Override
    public void copyOut(PinnedMemory target, long source, long bytes, long stream) {
        calls.check(driver.cuMemcpyDtoHAsync_v2(target.address(), source, bytes, stream), "a copy from the GPU");
    }

    @Override
    public void synchronize(long stream) {
        calls.check(driver.cuStreamSynchronize(stream), "work on the GPU");
    }

    @Override
    public void beginCapture(long stream) {
        calls.check(driver.cuStreamBeginCapture_v2(stream, THREAD_LOCAL), "the start of a capture");
    }

    @Override
    public long endCapture(long stream) {
        long[] graph = new long[1];
        calls.check(driver.cuStreamEndCapture(stream, graph), "the end of a capture");
        long[] executable = new long[1];
        int result = driver.cuGraphInstantiateWithFlags(executable, graph[0], 0);
        tell(driver.cuGraphDestroy(graph[0]), "a graph");
        calls.check(result, "a captured graph");
        return executable[0];
    }

    @Override
    public void abandonCapture(long stream) {
        long[] graph = new long[1];
        driver.cuStreamEndCapture(stream, graph); // an invalid capture is ended, and told to have been invalid
        if (graph[0] != 0) {
            tell(driver.cuGraphDestroy(graph[0]), "a graph");
        }
    }

    @Override
    public void launch(long captured, long stream) {
        calls.check(driver.cuGraphLaunch(captured, stream), "the launch of a graph");
    }

    @Override
    public void destroyCaptured(long captured) {
        tell(driver.cuGraphExecDestroy(captured), "a graph");
    }

    @Override
    public Optional<EngineException> fault() {
        int result = driver.cuCtxSynchronize();
        return result == 0
                ? Optional.empty()
                : Optional.of(
                        new EngineException(new CudaError(result).kind(), "the GPU fails: " + calls.name(result)));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            tell(driver.cuDevicePrimaryCtxRelease_v2(device), "a context");
        }
    }

    private void tell(int result, String what) {
        if (result != 0) {
            LOG.warn("CUDA did not free {}: {}", what, calls.name(result));
        }
    }
}
