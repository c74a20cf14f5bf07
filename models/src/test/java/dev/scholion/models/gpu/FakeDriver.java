package dev.scholion.models.gpu;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A driver with one GPU that does nothing; each function returns 0 unless told otherwise. */
final class FakeDriver implements CudaDriver {
    final Map<String, Integer> results = new HashMap<>();
    final List<String> calls = new ArrayList<>();
    private final int devices;

    FakeDriver(int devices) {
        this.devices = devices;
    }

    private int call(String function) {
        calls.add(function);
        return results.getOrDefault(function, 0);
    }

    private int call(String function, long[] out, long value) {
        out[0] = value;
        return call(function);
    }

    private int call(String function, int[] out, int value) {
        out[0] = value;
        return call(function);
    }

    @Override
    public int cuInit(int flags) {
        return call("cuInit");
    }

    @Override
    public int cuDriverGetVersion(int[] version) {
        return call("cuDriverGetVersion", version, 12060);
    }

    @Override
    public int cuDeviceGetCount(int[] count) {
        return call("cuDeviceGetCount", count, devices);
    }

    @Override
    public int cuDeviceGet(int[] device, int index) {
        return call("cuDeviceGet", device, index);
    }

    @Override
    public int cuDeviceGetName(byte[] name, int length, int device) {
        byte[] bytes = ("Fake\tGPU " + device).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, name, 0, bytes.length);
        return call("cuDeviceGetName");
    }

    @Override
    public int cuDeviceGetAttribute(int[] value, int attribute, int device) {
        return call("cuDeviceGetAttribute", value, attribute == 75 ? 9 : 0);
    }

    @Override
    public int cuDeviceTotalMem_v2(long[] bytes, int device) {
        return call("cuDeviceTotalMem_v2", bytes, 141L << 30);
    }

    @Override
    public int cuDevicePrimaryCtxRetain(long[] context, int device) {
        return call("cuDevicePrimaryCtxRetain", context, 77);
    }

    @Override
    public int cuDevicePrimaryCtxRelease_v2(int device) {
        return call("cuDevicePrimaryCtxRelease_v2");
    }

    @Override
    public int cuCtxSetCurrent(long context) {
        return call("cuCtxSetCurrent");
    }

    @Override
    public int cuCtxSynchronize() {
        return call("cuCtxSynchronize");
    }

    @Override
    public int cuMemGetInfo_v2(long[] free, long[] total) {
        total[0] = 100;
        return call("cuMemGetInfo_v2", free, 50);
    }

    @Override
    public int cuMemAlloc_v2(long[] address, long bytes) {
        return call("cuMemAlloc_v2", address, 1 << 20);
    }

    @Override
    public int cuMemFree_v2(long address) {
        return call("cuMemFree_v2");
    }

    @Override
    public int cuMemHostAlloc(long[] address, long bytes, int flags) {
        return call("cuMemHostAlloc", address, 1 << 21);
    }

    @Override
    public int cuMemFreeHost(long address) {
        return call("cuMemFreeHost");
    }

    @Override
    public int cuStreamCreate(long[] stream, int flags) {
        return call("cuStreamCreate", stream, 5);
    }

    @Override
    public int cuStreamDestroy_v2(long stream) {
        return call("cuStreamDestroy_v2");
    }

    @Override
    public int cuStreamSynchronize(long stream) {
        return call("cuStreamSynchronize");
    }

    @Override
    public int cuMemcpyHtoDAsync_v2(long target, long source, long bytes, long stream) {
        return call("cuMemcpyHtoDAsync_v2");
    }

    @Override
    public int cuMemcpyDtoHAsync_v2(long target, long source, long bytes, long stream) {
        return call("cuMemcpyDtoHAsync_v2");
    }

    @Override
    public int cuStreamBeginCapture_v2(long stream, int mode) {
        return call("cuStreamBeginCapture_v2");
    }

    @Override
    public int cuStreamEndCapture(long stream, long[] graph) {
        return call("cuStreamEndCapture", graph, 8);
    }

    @Override
    public int cuGraphInstantiateWithFlags(long[] executable, long graph, long flags) {
        return call("cuGraphInstantiateWithFlags", executable, 9);
    }

    @Override
    public int cuGraphDestroy(long graph) {
        return call("cuGraphDestroy");
    }

    @Override
    public int cuGraphLaunch(long executable, long stream) {
        return call("cuGraphLaunch");
    }

    @Override
    public int cuGraphExecDestroy(long executable) {
        return call("cuGraphExecDestroy");
    }

    @Override
    public int cuGetErrorName(int error, long[] name) {
        name[0] = error;
        return 0;
    }

    @Override
    public String text(long address) {
        return "CUDA_ERROR_" + address;
    }

    @Override
    public ByteBuffer memory(long address, long bytes) {
        return ByteBuffer.allocate((int) bytes);
    }
}
