package dev.scholion.benchmarks.shape;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a GPU's data sheet promises, without sparsity.
 *
 * @param half operations a second on 16-bit floats
 * @param eight operations a second on 8-bit numbers
 * @param memory bytes a second to and from its own memory
 * @param host bytes a second to and from the host
 */
public record Gpu(String name, double half, double eight, double memory, double host) {
    public static final Gpu H200 = new Gpu("H200", 989.5e12, 1_979e12, 4.8e12, 50e9);

    /** Of the SXM kind; the PCIe card is slower. */
    public static final Gpu H100 = new Gpu("H100", 989.5e12, 1_979e12, 3.35e12, 50e9);

    public static final Gpu A100 = new Gpu("A100", 312e12, 624e12, 2.0e12, 25e9);
    public static final Gpu L40S = new Gpu("L40S", 362e12, 733e12, 0.864e12, 25e9);

    private static final List<Gpu> ALL = List.of(H200, H100, A100, L40S);

    /** The one that a driver's name of a device means, for example {@code NVIDIA H200}. */
    public static Optional<Gpu> named(String deviceName) {
        String wanted = deviceName.toUpperCase(Locale.ROOT);
        return ALL.stream().filter(gpu -> wanted.contains(gpu.name)).findFirst();
    }

    /** Operations a second for numbers of a width. */
    public double peak(int bits) {
        return bits <= 8 ? eight : half;
    }
}
