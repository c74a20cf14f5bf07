package dev.scholion.models.gpu;

/**
 * The functions of CUDA's driver API that are used here, by their own names. Each returns a {@code CUresult}, 0 for success; a
 * value comes back in an array of one element. Handles and device addresses are {@code long}.
 */
@SuppressWarnings({"MethodName", "checkstyle:MethodName"}) // the driver's
interface CudaDriver {
    int cuInit(int flags);

    int cuDriverGetVersion(int[] version);

    int cuDeviceGetCount(int[] count);

    int cuDeviceGet(int[] device, int index);

    int cuDeviceGetName(byte[] name, int length, int device);

    int cuDeviceGetAttribute(int[] value, int attribute, int device);

    int cuDeviceTotalMem_v2(long[] bytes, int device);

    int cuDevicePrimaryCtxRetain(long[] context, int device);

    int cuDevicePrimaryCtxRelease_v2(int device);

    int cuCtxSetCurrent(long context);

    int cuCtxSynchronize();

    int cuMemGetInfo_v2(long[] free, long[] total);

    int cuMemAlloc_v2(long[] address, long bytes);

    int cuMemFree_v2(long address);

    int cuMemHostAlloc(long[] address, long bytes, int flags);

    int cuMemFreeHost(long address);

    int cuStreamCreate(long[] stream, int flags);

    int cuStreamDestroy_v2(long stream);

    int cuStreamSynchronize(long stream);

    int cuMemcpyHtoDAsync_v2(long target, long source, long bytes, long stream);

    int cuMemcpyDtoHAsync_v2(long target, long source, long bytes, long stream);

    int cuStreamBeginCapture_v2(long stream, int mode);

    int cuStreamEndCapture(long stream, long[] graph);

    int cuGraphInstantiateWithFlags(long[] executable, long graph, long flags);

    int cuGraphDestroy(long graph);

    int cuGraphLaunch(long executable, long stream);

    int cuGraphExecDestroy(long executable);

    int cuGetErrorName(int error, long[] name);

    /** Text at an address that this driver gave out. */
    String text(long address);

    /** Memory at an address that this driver gave out. */
    java.nio.ByteBuffer memory(long address, long bytes);
}
