package dev.scholion.models.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.scholion.models.EngineException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.gpu.Gpu;
import dev.scholion.models.gpu.GpuProbe;
import dev.scholion.models.gpu.Gpus;
import dev.scholion.models.testing.TinyGraph;
import dev.scholion.models.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxCudaProviderTest {
    private static final Gpus ONE =
            new Gpus(List.of(new Gpu(0, "NVIDIA H200", 9, 0, 1L << 37)), 12060, Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void asksNothingThatMayCrashBeforeThereIsAGpu() {
        Gpus none = new Gpus(List.of(), 0, Optional.of("no driver"));
        OnnxCudaProvider provider = new OnnxCudaProvider(
                () -> none,
                () -> {
                    throw new AssertionError("asked");
                },
                device -> {
                    throw new AssertionError("tried");
                });
        assertEquals(
                "no GPU: no driver",
                provider.unavailable(EngineOptions.automatic()).orElseThrow());
    }

    @Test
    void triesOnlyAnOnnxRuntimeThatKnowsCuda() {
        OnnxCudaProvider without = new OnnxCudaProvider(() -> ONE, () -> false, device -> {
            throw new AssertionError("tried");
        });
        assertTrue(without.unavailable(EngineOptions.automatic()).orElseThrow().contains("onnxruntime.native.path"));
        OnnxCudaProvider failing = new OnnxCudaProvider(() -> ONE, () -> true, device -> Optional.of("no libcublas"));
        assertEquals(
                "no libcublas", failing.unavailable(EngineOptions.automatic()).orElseThrow());
        OnnxCudaProvider working = new OnnxCudaProvider(() -> ONE, () -> true, device -> Optional.empty());
        assertTrue(working.unavailable(EngineOptions.automatic()).isEmpty());
        assertTrue(working.unavailable(EngineOptions.automatic().withDevice(1))
                .orElseThrow()
                .contains("no GPU 1"));
    }

    @Test
    void failsItsTrialWithoutHarmWhereThereIsNoCuda() {
        Assumptions.assumeTrue(GpuProbe.ofThisMachine().gpus().devices().isEmpty(), "there is a GPU");
        String failure = CudaTrial.failure(0).orElseThrow();
        assertTrue(failure.contains("GPU 0 ended with code 1") && failure.contains("CUDA"), failure);
    }

    @ParameterizedTest
    @CsvSource({
        "'CUDA failure 2: out of memory ; GPU=0 ; expr=cudaMalloc', OUT_OF_MEMORY",
        "'BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 4096', OUT_OF_MEMORY",
        "'CUDA failure 700: an illegal memory access was encountered', DEVICE_LOST",
        "'CUDA error 719: unspecified launch failure', DEVICE_LOST",
        "'CUDA failure 9: invalid configuration', BROKEN",
        "'Got invalid dimensions for input', BROKEN"
    })
    void tellsFullMemoryAndALostDeviceFromOtherFailures(String message, EngineException.Kind kind) {
        assertEquals(
                kind, new OnnxDevice.Cuda(0).failure(new OrtException(message)).kind());
        assertEquals(
                EngineException.Kind.BROKEN,
                new OnnxDevice.Cpu().failure(new OrtException(message)).kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MatMulInteger", "DynamicQuantizeLinear", "com.microsoft.QAttention"})
    void takesTheGraphOfFloatsInsteadOfOneForProcessors(String operator) throws IOException {
        ModelPackage model = twoGraphs(operator);
        assertEquals("int8", model.precision());
        assertEquals("fp32", GpuGraph.forCuda().of(model).precision());
        assertEquals(
                "fp32",
                GpuGraph.forTensorRt(TensorRtOptions.Precision.FP16).of(model).precision());
        Files.delete(folder.resolve("model.onnx"));
        ModelPackage alone = ModelPackage.read(folder);
        ModelPackageException failure = assertThrows(
                ModelPackageException.class, () -> GpuGraph.forCuda().of(alone));
        assertTrue(String.valueOf(failure.getMessage()).contains(operator), failure.getMessage());
        assertTrue(String.valueOf(failure.getMessage()).contains("export the model as fp32"), failure.getMessage());
    }

    @Test
    void leavesOperatorsOfOnnxRuntimeToOnnxRuntime() throws IOException {
        ModelPackage model = twoGraphs("com.microsoft.SkipLayerNormalization");
        assertEquals(model, GpuGraph.forCuda().of(model));
        assertEquals(
                "fp32",
                GpuGraph.forTensorRt(TensorRtOptions.Precision.FP32).of(model).precision());
    }

    @Test
    void takesAQuantisedGraphOnlyAsItIs() throws IOException {
        ModelPackage model = twoGraphs("QuantizeLinear");
        assertEquals(
                model,
                GpuGraph.forTensorRt(TensorRtOptions.Precision.AS_IN_MODEL).of(model));
        assertEquals(
                "fp32",
                GpuGraph.forTensorRt(TensorRtOptions.Precision.BF16).of(model).precision());
    }

    private ModelPackage twoGraphs(String operator) throws IOException {
        TinyModel.classifier(folder, 16);
        Files.write(
                folder.resolve("model_int8.onnx"),
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).operator(operator).bytes());
        return ModelPackage.read(folder, Optional.of("int8"));
    }
}
