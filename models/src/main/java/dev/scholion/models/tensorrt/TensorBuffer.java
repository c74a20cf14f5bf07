package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.gpu.CudaDevice;
import dev.scholion.models.gpu.PinnedMemory;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One tensor's memory, on the device and pinned on the host, which grows to what batches need. For one lane. */
final class TensorBuffer implements AutoCloseable {
    private static final int STEP = 1 << 16;

    private final CudaDevice device;
    private final EngineTensor tensor;
    private @Nullable PinnedMemory host;
    private long address;

    TensorBuffer(CudaDevice device, EngineTensor tensor) {
        this.device = device;
        this.tensor = tensor;
    }

    EngineTensor tensor() {
        return tensor;
    }

    /** Whether so many bytes have room without {@link #grow}. */
    boolean holds(long bytes) {
        return host != null && bytes <= host.size();
    }

    /**
     * Takes new memory. Nothing may be under way that uses the old one.
     *
     * @throws EngineException if there is not enough; it can be tried again with less
     */
    void grow(long bytes) {
        String purpose = "the tensor '%s'".formatted(tensor.name());
        if (bytes > Integer.MAX_VALUE) {
            throw new EngineException(
                    EngineException.Kind.OUT_OF_MEMORY,
                    "%d bytes for %s, at most 2^31 - 1 are possible".formatted(bytes, purpose));
        }
        close();
        int rounded = (int) Math.min(Integer.MAX_VALUE, (bytes + STEP - 1) / STEP * STEP);
        PinnedMemory memory = device.allocatePinned(rounded, purpose);
        try {
            address = device.allocate(rounded, purpose);
        } catch (RuntimeException e) {
            device.free(memory);
            throw e;
        }
        host = memory;
    }

    /** On the device. */
    long address() {
        return address;
    }

    /** On the host; of the size that was asked for, or larger. */
    PinnedMemory host() {
        if (host == null) {
            throw new IllegalStateException("'%s' has no memory yet".formatted(tensor.name()));
        }
        return host;
    }

    /** A view of the beginning of what is on the host, in the machine's byte order. */
    ByteBuffer view(int bytes) {
        ByteBuffer whole = host().buffer();
        return whole.slice(0, bytes).order(whole.order());
    }

    @Override
    public void close() {
        PinnedMemory old = host;
        if (old != null) {
            host = null;
            device.free(old);
            device.free(address);
        }
    }
}
