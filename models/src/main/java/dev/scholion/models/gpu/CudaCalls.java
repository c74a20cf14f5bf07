package dev.scholion.models.gpu;

import dev.scholion.models.EngineException;
import java.nio.charset.StandardCharsets;

/** Turns what the driver returns into exceptions. */
final class CudaCalls {
    private final CudaDriver driver;

    CudaCalls(CudaDriver driver) {
        this.driver = driver;
    }

    /**
     * @param what was asked for, for the message
     * @throws EngineException if the driver refused it, of the kind that the error is
     */
    void check(int result, String what) {
        if (result != 0) {
            throw new EngineException(new CudaError(result).kind(), "%s: %s".formatted(what, name(result)));
        }
    }

    /** For example {@code CUDA_ERROR_ILLEGAL_ADDRESS (700)}. */
    String name(int error) {
        long[] address = new long[1];
        return driver.cuGetErrorName(error, address) == 0 && address[0] != 0
                ? "%s (%d)".formatted(driver.text(address[0]), error)
                : "CUDA error " + error;
    }

    /** A text that ends with its first zero byte. */
    static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
