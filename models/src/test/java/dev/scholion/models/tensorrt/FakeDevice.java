package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.gpu.CudaDevice;
import dev.scholion.models.gpu.PinnedMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;

/** A GPU in the heap: its memory is limited, work is done at once or recorded, and what is not freed can be counted. */
final class FakeDevice implements CudaDevice {
    private final long limit;
    private final Map<Long, ByteBuffer> memory = new TreeMap<>();
    private final Map<Long, ByteBuffer> pinned = new HashMap<>();
    private final Set<Long> streams = new HashSet<>();
    private final Map<Long, List<Runnable>> recorded = new HashMap<>();
    private final Map<Long, List<Runnable>> recording = new HashMap<>();
    private final Set<Thread> current = new HashSet<>();
    private long next = 1 << 20;
    int launches;
    int copiesOut;
    boolean capturing = true;

    @Nullable
    EngineException fault;

    @Nullable
    CyclicBarrier together;

    private boolean closed;

    FakeDevice(long limit) {
        this.limit = limit;
    }

    private synchronized void use() {
        if (!current.contains(Thread.currentThread())) {
            throw new AssertionError("the device is not this thread's");
        }
        if (fault != null && fault.kind() == EngineException.Kind.DEVICE_LOST) {
            throw fault;
        }
    }

    @Override
    public synchronized void makeCurrent() {
        current.add(Thread.currentThread());
    }

    private synchronized long address() {
        next += 1 << 20;
        return next;
    }

    @Override
    public synchronized long allocate(long bytes, String purpose) {
        use();
        long used = memory.values().stream().mapToLong(ByteBuffer::capacity).sum();
        if (used + bytes > limit) {
            throw new EngineException(
                    EngineException.Kind.OUT_OF_MEMORY, "%d bytes for %s: no memory".formatted(bytes, purpose));
        }
        long address = address();
        memory.put(address, ByteBuffer.allocate((int) bytes).order(ByteOrder.nativeOrder()));
        return address;
    }

    synchronized ByteBuffer at(long address) {
        ByteBuffer found = memory.get(address);
        if (found == null) {
            throw new AssertionError("no memory at " + address);
        }
        return found.duplicate().order(ByteOrder.nativeOrder());
    }

    @Override
    public synchronized void free(long address) {
        if (memory.remove(address) == null) {
            throw new AssertionError("freed twice");
        }
    }

    @Override
    public synchronized PinnedMemory allocatePinned(int bytes, String purpose) {
        use();
        long address = address();
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
        pinned.put(address, buffer);
        return new PinnedMemory(address, buffer);
    }

    @Override
    public synchronized void free(PinnedMemory freed) {
        if (pinned.remove(freed.address()) == null) {
            throw new AssertionError("freed twice");
        }
    }

    @Override
    public Memory memory() {
        return new Memory(0, limit);
    }

    @Override
    public synchronized long createStream() {
        use();
        long stream = address();
        streams.add(stream);
        return stream;
    }

    @Override
    public synchronized void destroyStream(long stream) {
        streams.remove(stream);
    }

    synchronized void work(long stream, Runnable work) {
        use();
        List<Runnable> record = recording.get(stream);
        if (record != null) {
            record.add(work);
        } else {
            work.run();
        }
    }

    @Override
    public void copyIn(long target, PinnedMemory source, long bytes, long stream) {
        work(stream, () -> at(target).put(source.buffer().slice(0, (int) bytes)));
    }

    @Override
    public void copyOut(PinnedMemory target, long source, long bytes, long stream) {
        work(stream, () -> {
            copiesOut++;
            target.buffer().duplicate().put(at(source).slice(0, (int) bytes));
        });
    }

    @Override
    public void synchronize(long stream) {
        use();
        CyclicBarrier barrier = together;
        if (barrier != null) {
            try {
                barrier.await(); // all lanes are busy now
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public synchronized void beginCapture(long stream) {
        use();
        if (!capturing) {
            throw new EngineException("no capture");
        }
        recording.put(stream, new ArrayList<>());
    }

    @Override
    public synchronized long endCapture(long stream) {
        long graph = address();
        recorded.put(graph, recording.remove(stream));
        return graph;
    }

    @Override
    public synchronized void abandonCapture(long stream) {
        recording.remove(stream);
    }

    @Override
    public synchronized void launch(long captured, long stream) {
        use();
        launches++;
        Objects.requireNonNull(recorded.get(captured)).forEach(Runnable::run);
    }

    @Override
    public synchronized void destroyCaptured(long captured) {
        recorded.remove(captured);
    }

    synchronized int graphs() {
        return recorded.size();
    }

    /** Things that were not freed. */
    synchronized int inUse() {
        return memory.size() + pinned.size() + streams.size() + recorded.size() + (closed ? 0 : 1);
    }

    @Override
    public Optional<EngineException> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
