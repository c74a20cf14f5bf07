package dev.scholion.benchmarks.gpu;

import dev.scholion.benchmarks.shape.Gpu;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What {@code nvidia-smi} says of the first GPU. */
final class GraphicsCard {
    private GraphicsCard() {}

    /** Its name and its driver's version, if there is one. */
    static Optional<String> name() {
        return asked("name,driver_version");
    }

    /** What its data sheet promises, if it is one of those known here. */
    static Optional<Gpu> limits() {
        return asked("name").flatMap(Gpu::named);
    }

    /** Bytes of its memory that are in use. */
    static OptionalLong memoryUsed() {
        return asked("memory.used")
                .map(text -> OptionalLong.of(Long.parseLong(text.replaceAll("\\D", "")) << 20))
                .orElseGet(OptionalLong::empty);
    }

    private static Optional<String> asked(String question) {
        try {
            Process process = new ProcessBuilder(
                            List.of("nvidia-smi", "--query-gpu=" + question, "--format=csv,noheader"))
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? answer.lines().findFirst().map(String::strip) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
