package dev.scholion.models.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.EngineException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaDeviceTest {
    private final FakeDriver driver = new FakeDriver(1);

    @ParameterizedTest
    @CsvSource({
        "1, BROKEN",
        "2, OUT_OF_MEMORY",
        "4, DEVICE_LOST",
        "100, BROKEN",
        "214, DEVICE_LOST",
        "700, DEVICE_LOST",
        "701, BROKEN",
        "702, DEVICE_LOST",
        "709, DEVICE_LOST",
        "710, DEVICE_LOST",
        "714, DEVICE_LOST",
        "719, DEVICE_LOST",
        "720, BROKEN",
        "901, BROKEN",
        "999, DEVICE_LOST"
    })
    void tellsFullMemoryAndALostDeviceFromOtherErrors(int code, EngineException.Kind kind) {
        driver.results.put("cuStreamSynchronize", code);
        PrimaryContext device = PrimaryContext.open(driver, 0);
        EngineException failure = assertThrows(EngineException.class, () -> device.synchronize(5));
        assertEquals(kind, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).contains("CUDA_ERROR_%d (%d)".formatted(code, code)));
    }

    @Test
    void saysWhatMemoryWasFor() {
        driver.results.put("cuMemAlloc_v2", 2);
        PrimaryContext device = PrimaryContext.open(driver, 0);
        EngineException failure = assertThrows(EngineException.class, () -> device.allocate(4096, "the tensor 'x'"));
        assertTrue(String.valueOf(failure.getMessage()).contains("4096 bytes for the tensor 'x'"));
    }

    @Test
    void freesAGraphThatCannotBeLaunched() {
        driver.results.put("cuGraphInstantiateWithFlags", 2);
        PrimaryContext device = PrimaryContext.open(driver, 0);
        assertThrows(EngineException.class, () -> device.endCapture(5));
        assertEquals(1, Collections.frequency(driver.calls, "cuGraphDestroy"));
    }

    @Test
    void neverThrowsWhenItFrees() {
        PrimaryContext device = PrimaryContext.open(driver, 0);
        for (String function : List.of(
                "cuMemFree_v2", "cuMemFreeHost", "cuStreamDestroy_v2", "cuGraphExecDestroy", "cuStreamEndCapture")) {
            driver.results.put(function, 700);
        }
        driver.results.put("cuDevicePrimaryCtxRelease_v2", 700);
        device.free(1);
        device.free(device.allocatePinned(8, "a test"));
        device.destroyStream(5);
        device.destroyCaptured(9);
        device.abandonCapture(5);
        device.close();
        device.close();
        assertEquals(1, Collections.frequency(driver.calls, "cuDevicePrimaryCtxRelease_v2"));
    }

    @Test
    void tellsWhatIsWrongWithADevice() {
        PrimaryContext device = PrimaryContext.open(driver, 0);
        assertTrue(device.fault().isEmpty());
        driver.results.put("cuCtxSynchronize", 719);
        assertEquals(
                EngineException.Kind.DEVICE_LOST, device.fault().orElseThrow().kind());
    }

    @Test
    void readsBackTheListThatItWrites() {
        Gpus gpus = GpuListing.parse(GpuListing.list(new FakeDriver(2)));
        assertEquals(12060, gpus.driver());
        assertEquals(
                List.of(new Gpu(0, "Fake GPU 0", 9, 0, 141L << 30), new Gpu(1, "Fake GPU 1", 9, 0, 141L << 30)),
                gpus.devices());
        assertEquals(
                "no GPU 2, there are " + gpus.devices().get(0) + "; "
                        + gpus.devices().get(1),
                gpus.unavailable(2).orElseThrow());
        assertTrue(
                GpuListing.parse(GpuListing.list(new FakeDriver(0))).absence().isPresent());
    }

    @Test
    void saysWhyTheDriverDoesNotStart() {
        driver.results.put("cuInit", 803);
        EngineException failure = assertThrows(EngineException.class, () -> GpuListing.list(driver));
        assertTrue(String.valueOf(failure.getMessage()).contains("CUDA_ERROR_803"));
    }
}
