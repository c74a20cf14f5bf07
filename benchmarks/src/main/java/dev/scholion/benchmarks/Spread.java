package dev.scholion.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * How repeated measurements of one thing lie.
 *
 * @param count of measurements
 */
public record Spread(double least, double median, double most, int count) {
    /** @throws IllegalArgumentException if there are none */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return new Spread(quantile(values, 0), quantile(values, 0.5), quantile(values, 1), values.size());
    }

    /** The value below which a share of all lie, the nearest that was measured; in the middle the mean of two. */
    public static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted.get(below) + (sorted.get(above) - sorted.get(below)) * (place - below);
    }

    /** For example {@code 0.912 (0.880 to 0.931, 10 rounds)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s (%s to %s, %d rounds)", figure(median), figure(least), figure(most), count);
    }

    /** A figure in three places that mean something. */
    public static String figure(double value) {
        double size = Math.abs(value);
        if (size >= 1_000 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(
                Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
