package dev.scholion.models.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.scholion.models.EngineException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.text.Row;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Two graphs in Optimum's layout, an encoder and a decoder without past keys and values, in ONNX Runtime on the CPU.
 *
 * <p>The decoder reads the whole prefix for each token: the time for a text grows with the square of its length, and nothing
 * but the prefix is kept between two calls. One pair of sessions serves all threads.
 */
public final class OnnxEncoderDecoder implements EncoderDecoder {
    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String STATES = "encoder_hidden_states";
    private static final String STATES_MASK = "encoder_attention_mask";
    private static final String LAST_STATE = "last_hidden_state";
    private static final String LOGITS = "logits";

    /** Readers run, the writer frees: closing a session under a running call ends the process. */
    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

    private final OrtEnvironment environment;
    private final GraphSession encoder;
    private final GraphSession decoder;
    private boolean closed;

    private OnnxEncoderDecoder(OrtEnvironment environment, GraphSession encoder, GraphSession decoder) {
        this.environment = environment;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    /**
     * Loads a package's graphs from the bytes that were verified.
     *
     * @throws ModelPackageException if there is no decoder, or a graph is not what was promised
     */
    public static OnnxEncoderDecoder cpu(ModelPackage model) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        GraphSession encoder = GraphSession.open(environment, model.graph(), Set.of(IDS, MASK), LAST_STATE);
        try {
            GraphSession decoder = GraphSession.open(
                    environment,
                    model.decoder()
                            .orElseThrow(() -> new ModelPackageException(
                                    model.folder() + " has no decoder_model.onnx beside its encoder")),
                    Set.of(IDS, STATES, STATES_MASK),
                    LOGITS);
            return new OnnxEncoderDecoder(environment, encoder, decoder);
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    private interface Call<T> {
        T run() throws OrtException;
    }

    private <T> T whileOpen(Call<T> call) {
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the engine is closed");
            }
            return call.run();
        } catch (OrtException e) {
            throw new EngineException("ONNX Runtime: " + e.getMessage(), e);
        } finally {
            life.readLock().unlock();
        }
    }

    @Override
    public EncodedRow encode(Row row) {
        long[] ids = Arrays.stream(row.ids()).asLongStream().toArray();
        return whileOpen(() -> {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            try {
                inputs.put(IDS, integers(ids, 1, ids.length));
                inputs.put(MASK, integers(ones(ids.length), 1, ids.length));
                return encoder.run(inputs, (shape, states) -> {
                    float[] values = new float[states.remaining()];
                    states.get(values);
                    return new EncodedRow(Math.toIntExact(shape[1]), Math.toIntExact(shape[2]), values);
                });
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        });
    }

    @Override
    public float[][] next(EncodedRow source, List<int[]> prefixes) {
        int rows = prefixes.size();
        int length = prefixes.get(0).length;
        long[] ids =
                prefixes.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
        return whileOpen(() -> {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            try {
                inputs.put(IDS, integers(ids, rows, length));
                inputs.put(STATES, states(source, rows));
                inputs.put(STATES_MASK, integers(ones(rows * source.columns()), rows, source.columns()));
                return decoder.run(inputs, (shape, logits) -> lastColumn(shape, logits, rows, length));
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        });
    }

    private static float[][] lastColumn(long[] shape, FloatBuffer logits, int rows, int length) {
        if (shape[0] != rows || shape[1] != length) {
            throw new EngineException("the decoder's scores are %s, expected [%d, %d, vocabulary]"
                    .formatted(Arrays.toString(shape), rows, length));
        }
        int vocabulary = Math.toIntExact(shape[2]);
        float[][] scores = new float[rows][vocabulary];
        for (int row = 0; row < rows; row++) {
            logits.get((row * length + length - 1) * vocabulary, scores[row]);
        }
        return scores;
    }

    private OnnxTensor integers(long[] values, int rows, int columns) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {rows, columns});
    }

    private OnnxTensor states(EncodedRow source, int rows) throws OrtException {
        FloatBuffer repeated = FloatBuffer.allocate(rows * source.values().length);
        for (int row = 0; row < rows; row++) {
            repeated.put(source.values());
        }
        return OnnxTensor.createTensor(
                environment, repeated.flip(), new long[] {rows, source.columns(), source.width()});
    }

    private static long[] ones(int length) {
        long[] ones = new long[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Override
    public String description() {
        return "onnxruntime-cpu " + environment.getVersion();
    }

    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                encoder.close();
                decoder.close();
            }
        } finally {
            life.writeLock().unlock();
        }
    }
}
