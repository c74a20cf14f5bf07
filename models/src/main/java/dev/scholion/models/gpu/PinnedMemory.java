package dev.scholion.models.gpu;

import java.nio.ByteBuffer;

/**
 * Memory of this process that the GPU copies from and to by itself. It belongs to the device that gave it, and its buffer is no
 * good once it is freed.
 *
 * @param buffer all of it, in the machine's byte order
 */
public record PinnedMemory(long address, ByteBuffer buffer) {
    /** Bytes. */
    public long size() {
        return buffer.capacity();
    }
}
