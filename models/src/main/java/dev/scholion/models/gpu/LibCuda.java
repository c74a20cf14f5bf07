package dev.scholion.models.gpu;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.scholion.models.EngineException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The driver itself, {@code libcuda.so.1}, by JNA's direct calls. It comes with the kernel module, not with us. */
final class LibCuda implements CudaDriver {
    private static final String LIBRARY = "libcuda.so.1";

    private static @Nullable CudaDriver loaded;

    private LibCuda() {}

    /**
     * Loads it, once a process.
     *
     * @throws EngineException if there is none, or it is too old
     */
    static synchronized CudaDriver load() {
        if (loaded == null) {
            try {
                Native.register(LibCuda.class, NativeLibrary.getInstance(LIBRARY));
            } catch (LinkageError e) {
                throw new EngineException(LIBRARY + " cannot be loaded: " + reason(String.valueOf(e.getMessage())), e);
            }
            loaded = new LibCuda();
        }
        return loaded;
    }

    /** JNA tells first that it failed, then what the linker said, then where else it looked. */
    private static String reason(String message) {
        return message.lines().skip(1).findFirst().orElse(message);
    }

    @Override
    public native int cuInit(int flags);

    @Override
    public native int cuDriverGetVersion(int[] version);

    @Override
    public native int cuDeviceGetCount(int[] count);

    @Override
    public native int cuDeviceGet(int[] device, int index);

    @Override
    public native int cuDeviceGetName(byte[] name, int length, int device);

    @Override
    public native int cuDeviceGetAttribute(int[] value, int attribute, int device);

    @Override
    public native int cuDeviceTotalMem_v2(long[] bytes, int device);

    @Override
    public native int cuDevicePrimaryCtxRetain(long[] context, int device);

    @Override
    public native int cuDevicePrimaryCtxRelease_v2(int device);

    @Override
    public native int cuCtxSetCurrent(long context);

    @Override
    public native int cuCtxSynchronize();

    @Override
    public native int cuMemGetInfo_v2(long[] free, long[] total);

    @Override
    public native int cuMemAlloc_v2(long[] address, long bytes);

    @Override
    public native int cuMemFree_v2(long address);

    @Override
    public native int cuMemHostAlloc(long[] address, long bytes, int flags);

    @Override
    public native int cuMemFreeHost(long address);

    @Override
    public native int cuStreamCreate(long[] stream, int flags);

    @Override
    public native int cuStreamDestroy_v2(long stream);

    @Override
    public native int cuStreamSynchronize(long stream);

    @Override
    public native int cuMemcpyHtoDAsync_v2(long target, long source, long bytes, long stream);

    @Override
    public native int cuMemcpyDtoHAsync_v2(long target, long source, long bytes, long stream);

    @Override
    public native int cuStreamBeginCapture_v2(long stream, int mode);

    @Override
    public native int cuStreamEndCapture(long stream, long[] graph);

    @Override
    public native int cuGraphInstantiateWithFlags(long[] executable, long graph, long flags);

    @Override
    public native int cuGraphDestroy(long graph);

    @Override
    public native int cuGraphLaunch(long executable, long stream);

    @Override
    public native int cuGraphExecDestroy(long executable);

    @Override
    public native int cuGetErrorName(int error, long[] name);

    @Override
    public String text(long address) {
        return new Pointer(address).getString(0);
    }

    @Override
    public ByteBuffer memory(long address, long bytes) {
        return new Pointer(address).getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
    }
}
