package dev.scholion.models.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import dev.scholion.models.EngineException;
import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.catalog.PackageFile;
import dev.scholion.models.gpu.CudaError;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where ONNX Runtime computes. */
sealed interface OnnxDevice {
    /** Name of the engine there. */
    String engine();

    /** The verified bytes of a graph, as they are computed rightly there. */
    byte[] graph(PackageFile file, OrtEnvironment environment) throws OrtException;

    void addTo(OrtSession.SessionOptions options) throws OrtException;

    /** Calls side by side; empty for one on each core. */
    OptionalInt lanes();

    BatchBudget usualBudget();

    /** What a failed call means there. */
    EngineException failure(OrtException e);

    /** The processor. */
    record Cpu() implements OnnxDevice {
        @Override
        public String engine() {
            return "onnxruntime-cpu";
        }

        @Override
        public byte[] graph(PackageFile file, OrtEnvironment environment) throws OrtException {
            return SessionGraph.read(file, environment);
        }

        @Override
        public void addTo(OrtSession.SessionOptions options) {
            // Nothing to say: it is where sessions are.
        }

        @Override
        public OptionalInt lanes() {
            return OptionalInt.empty();
        }

        @Override
        public BatchBudget usualBudget() {
            return BatchBudget.OF_A_CORE;
        }

        @Override
        public EngineException failure(OrtException e) {
            return new EngineException("ONNX Runtime: " + e.getMessage(), e);
        }
    }

    /** A GPU. */
    record Cuda(int device) implements OnnxDevice {
        private static final int LANES = 2;

        /** As ONNX Runtime's checks of CUDA, cuBLAS and cuDNN write their failures. */
        private static final Pattern FAILURE = Pattern.compile("CUDA (?:failure|error):? (\\d+)");

        private static final Pattern NO_MEMORY = Pattern.compile(
                "Failed to allocate memory for requested buffer|CUBLAS_STATUS_ALLOC_FAILED|CUDNN_STATUS_ALLOC_FAILED|Available memory of \\d+ is smaller than requested");

        @Override
        public String engine() {
            return "onnxruntime-cuda";
        }

        @Override
        public byte[] graph(PackageFile file, OrtEnvironment environment) {
            return file.verifiedBytes();
        }

        @Override
        public void addTo(OrtSession.SessionOptions options) throws OrtException {
            try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device)) {
                cuda.add(
                        "arena_extend_strategy",
                        "kSameAsRequested"); // the usual one doubles, and keeps half of a GPU unused
                cuda.add("use_tf32", "0"); // fp32 is fp32
                options.addCUDA(cuda);
            }
        }

        @Override
        public OptionalInt lanes() {
            return OptionalInt.of(LANES);
        }

        @Override
        public BatchBudget usualBudget() {
            return BatchBudget.OF_A_GPU;
        }

        @Override
        public EngineException failure(OrtException e) {
            String message = String.valueOf(e.getMessage());
            Matcher code = FAILURE.matcher(message);
            EngineException.Kind kind = EngineException.Kind.BROKEN;
            if (code.find()) {
                kind = new CudaError(Integer.parseInt(code.group(1))).kind();
            }
            if (kind == EngineException.Kind.BROKEN
                    && NO_MEMORY.matcher(message).find()) {
                kind = EngineException.Kind.OUT_OF_MEMORY;
            }
            return new EngineException(kind, "ONNX Runtime on GPU %d: %s".formatted(device, message), e);
        }
    }
}
