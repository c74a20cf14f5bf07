package dev.scholion.models.gpu;

import dev.scholion.models.EngineException;
import java.util.Optional;

/**
 * One GPU as this process uses it: memory, streams, captured work. Addresses and handles are those of CUDA's driver.
 *
 * <p>Thread-safe, as the driver is; but each thread calls {@link #makeCurrent} before all else, and again after other code may
 * have used another device. All methods may throw an {@link EngineException} of the kind that the driver's error is; those that
 * free something never throw.
 */
public interface CudaDevice extends AutoCloseable {
    /** Of one process as of the whole device, in bytes. */
    record Memory(long free, long total) {}

    /**
     * Takes part in the primary context of a device, which is the one that libraries use, too.
     *
     * <p>Only for a device that {@link GpuProbe} has found.
     *
     * @throws EngineException if the driver does not give it
     */
    static CudaDevice open(int index) {
        return PrimaryContext.open(LibCuda.load(), index);
    }

    /** Makes the device the calling thread's. */
    void makeCurrent();

    /** @param purpose for the message if there is not enough */
    long allocate(long bytes, String purpose);

    void free(long address);

    /** @param bytes at most 2^31 - 1 */
    PinnedMemory allocatePinned(int bytes, String purpose);

    void free(PinnedMemory memory);

    Memory memory();

    long createStream();

    void destroyStream(long stream);

    /** Copies to the device, in the order of the stream; returns at once. */
    void copyIn(long target, PinnedMemory source, long bytes, long stream);

    /** Copies from the device, in the order of the stream; returns at once. */
    void copyOut(PinnedMemory target, long source, long bytes, long stream);

    /** Waits for all work of a stream. */
    void synchronize(long stream);

    /** From here on, this thread's work for the stream is recorded instead of done. */
    void beginCapture(long stream);

    /** Ends the record, and makes it launchable. */
    long endCapture(long stream);

    /** Ends the record without keeping it. Never throws. */
    void abandonCapture(long stream);

    /** Does recorded work once, in the order of the stream; returns at once. */
    void launch(long captured, long stream);

    void destroyCaptured(long captured);

    /** What is wrong with the device now, if something is: waits for all work of it. Never throws. */
    Optional<EngineException> fault();

    /** Leaves the context. What was allocated belongs to whoever asked for it, and is freed before. Never throws. */
    @Override
    void close();
}
