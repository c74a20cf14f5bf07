package dev.scholion.models.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.scholion.models.process.ChildJvm;
import dev.scholion.models.process.Ending;
import dev.scholion.models.process.ParentWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies two matrices on the GPU with ONNX Runtime, in a child process: with a library too few, its code for CUDA may end
 * whoever calls it. What came out is kept for this process. Thread-safe.
 */
final class CudaTrial {
    /** Loading half a gigabyte of kernels from a cold disk is most of it. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final String NATIVE_PATH = "onnxruntime.native.path";

    /** Of a matrix [2, 2] its square. */
    private static final String GRAPH = "square.onnx";

    private static final Map<Integer, Optional<String>> KNOWN = new ConcurrentHashMap<>();

    private CudaTrial() {}

    /** Why it does not work, or empty if it does; takes seconds when it is asked for the first time. */
    static Optional<String> failure(int device) {
        return KNOWN.computeIfAbsent(device, number -> ask(child(System.getProperty(NATIVE_PATH)), number, LIMIT));
    }

    private static ChildJvm child(@Nullable String nativePath) {
        ChildJvm child = ChildJvm.running(CudaTrial.class)
                .with(OrtEnvironment.class, Nullable.class, org.slf4j.Logger.class)
                .option("-Xmx256m");
        return nativePath == null ? child : child.option("-D" + NATIVE_PATH + "=" + nativePath);
    }

    static Optional<String> ask(ChildJvm child, int device, Duration limit) {
        try {
            Ending ending = child.run(List.of(String.valueOf(device)), limit, line -> {});
            return ending.isSuccess()
                    ? Optional.empty()
                    : Optional.of("a trial of ONNX Runtime on GPU %d %s".formatted(device, ending));
        } catch (IOException e) {
            return Optional.of("a trial of ONNX Runtime on the GPU did not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("a trial of ONNX Runtime on the GPU was interrupted");
        }
    }

    /** @param arguments the device */
    @SuppressWarnings("SystemOut") // read by the parent
    public static void main(String[] arguments) {
        ParentWatch.start();
        int code = 1;
        try {
            run(Integer.parseInt(arguments[0]));
            code = 0;
        } catch (OrtException | IOException | RuntimeException | LinkageError e) {
            System.out.println(e.getMessage());
        }
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }

    private static void run(int device) throws OrtException, IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            new OnnxDevice.Cuda(device).addTo(options);
            options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
            try (OrtSession session = environment.createSession(TrialGraph.read(GRAPH), options);
                    OnnxTensor matrix = OnnxTensor.createTensor(environment, new float[][] {{1, 2}, {3, 4}});
                    OrtSession.Result result = session.run(Map.of("x", matrix), Set.of("y"))) {
                float[][] square = (float[][]) result.get(0).getValue();
                if (!Arrays.deepEquals(square, new float[][] {{7, 10}, {15, 22}})) {
                    throw new IOException("it multiplies wrongly: " + Arrays.deepToString(square));
                }
            }
        }
    }
}
