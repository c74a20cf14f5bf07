package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TensorRT whose engines have two outputs: {@code logits} of a row are the sum of its ids and the number of its tokens, and
 * {@code hidden} is read by nobody.
 */
final class FakeTensorRt implements TensorRt {
    final FakeDevice device;
    final AtomicInteger contexts = new AtomicInteger();
    final AtomicInteger engines = new AtomicInteger();
    int profiles = 1;
    TensorType ids = TensorType.INT64;
    TensorType logits = TensorType.FLOAT;
    long columns = -1;
    long width = 4;
    boolean running = true;
    String errors = "it logged no error";
    byte[] loaded = {};

    FakeTensorRt(FakeDevice device) {
        this.device = device;
    }

    @Override
    public String version() {
        return "10.6.0";
    }

    @Override
    public BuiltEngine load(ByteBuffer plan) {
        loaded = new byte[plan.remaining()];
        plan.duplicate().get(loaded);
        engines.incrementAndGet();
        return new Fake();
    }

    @Override
    public String lastErrors() {
        return errors;
    }

    private final class Fake implements BuiltEngine {
        @Override
        public List<EngineTensor> tensors() {
            return List.of(
                    new EngineTensor("input_ids", true, ids, List.of(-1L, columns)),
                    new EngineTensor("attention_mask", true, TensorType.INT64, List.of(-1L, columns)),
                    new EngineTensor("hidden", false, TensorType.FLOAT, List.of(-1L, width)),
                    new EngineTensor("logits", false, logits, List.of(-1L, 2L)));
        }

        @Override
        public int profiles() {
            return profiles;
        }

        @Override
        public long scratchBytes() {
            return 1000;
        }

        @Override
        public ExecutionContext context(int profile, long scratch, long stream) {
            contexts.incrementAndGet();
            return new Context();
        }

        @Override
        public void close() {
            engines.decrementAndGet();
        }
    }

    private final class Context implements ExecutionContext {
        private final Map<String, Long> places = new HashMap<>();
        private int rows;
        private int cols;

        @Override
        public boolean shape(String input, int newRows, int newColumns) {
            rows = newRows;
            cols = newColumns;
            return columns < 0 || columns == newColumns;
        }

        @Override
        public List<Long> shapeOf(String output) {
            return List.of((long) rows, output.equals("logits") ? 2L : width);
        }

        @Override
        public boolean place(String tensor, long address) {
            places.put(tensor, address);
            return true;
        }

        @Override
        public boolean enqueue(long stream) {
            int thisRows = rows;
            int thisColumns = cols;
            Map<String, Long> at = Map.copyOf(places);
            device.work(stream, () -> compute(at, thisRows, thisColumns));
            return running;
        }

        private void compute(Map<String, Long> at, int thisRows, int thisColumns) {
            ByteBuffer out = device.at(place(at, "logits"));
            for (int row = 0; row < thisRows; row++) {
                float sum = 0;
                float tokens = 0;
                for (int column = 0; column < thisColumns; column++) {
                    int place = row * thisColumns + column;
                    sum += number(place(at, "input_ids"), ids, place);
                    tokens += number(place(at, "attention_mask"), TensorType.INT64, place);
                }
                put(out, sum);
                put(out, tokens);
            }
        }

        private static long place(Map<String, Long> places, String tensor) {
            return Objects.requireNonNull(places.get(tensor), tensor);
        }

        private float number(long address, TensorType type, int place) {
            ByteBuffer in = device.at(address);
            return type == TensorType.INT32 ? in.getInt(place * 4) : in.getLong(place * 8);
        }

        private void put(ByteBuffer out, float value) {
            if (logits == TensorType.FLOAT) {
                out.putFloat(value);
            } else if (logits == TensorType.BFLOAT) {
                out.putShort((short) (Float.floatToIntBits(value) >> 16));
            } else {
                throw new EngineException("not made for " + logits);
            }
        }

        @Override
        public void close() {
            contexts.decrementAndGet();
        }
    }
}
