package dev.scholion.models.gpu;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was found: GPUs, or the reason why there is none.
 *
 * @param devices in the driver's order; empty exactly if there is a reason
 * @param driver newest CUDA version that the driver knows, for example 12060 for 12.6; 0 if there is no device
 * @param absence why there is none
 */
public record Gpus(List<Gpu> devices, int driver, Optional<String> absence) {
    public Gpus {
        devices = List.copyOf(devices);
        if (devices.isEmpty() == absence.isEmpty()) {
            throw new IllegalArgumentException("%d GPUs, reason for none: %s".formatted(devices.size(), absence));
        }
    }

    static Gpus none(String reason) {
        return new Gpus(List.of(), 0, Optional.of(reason));
    }

    /** The GPU of a number. */
    public Optional<Gpu> device(int index) {
        return devices.stream().filter(gpu -> gpu.index() == index).findFirst();
    }

    /** Why there is no GPU of a number, for a person; empty if there is one. */
    public Optional<String> unavailable(int index) {
        if (device(index).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(absence.map(reason -> "no GPU: " + reason).orElseGet(() -> "no GPU %d, there are %s"
                .formatted(index, devices.stream().map(Gpu::toString).collect(Collectors.joining("; ")))));
    }

    @Override
    public String toString() {
        return absence.map(reason -> "no GPU: " + reason)
                .orElseGet(() ->
                        devices.stream().map(Gpu::toString).collect(Collectors.joining("; ")) + "; driver " + driver);
    }
}
