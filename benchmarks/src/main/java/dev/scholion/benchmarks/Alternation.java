package dev.scholion.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Two ways of doing the same work, measured in turn, so that a machine that others use too slows both alike. Only the
 * ratio means anything.
 *
 * @param one figures of one way, round by round
 * @param other figures of the other, in the same rounds
 */
public record Alternation(List<Double> one, List<Double> other) {
    /** A measurement of one round; a rate in any unit, or a time. */
    @FunctionalInterface
    public interface Measurement {
        /** @throws Exception what stood in the way */
        double measure() throws Exception;
    }

    public Alternation {
        one = List.copyOf(one);
        other = List.copyOf(other);
        if (one.isEmpty() || one.size() != other.size()) {
            throw new IllegalArgumentException("%d rounds against %d".formatted(one.size(), other.size()));
        }
    }

    /**
     * Measures both in turn; which one begins changes from round to round. One round before the first is not counted.
     *
     * @throws Exception what a measurement throws
     */
    public static Alternation of(int rounds, Measurement one, Measurement other) throws Exception {
        one.measure();
        other.measure();
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                first.add(one.measure());
                second.add(other.measure());
            } else {
                second.add(other.measure());
                first.add(one.measure());
            }
        }
        return new Alternation(first, second);
    }

    /** One divided by the other, round by round. */
    public Spread ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < one.size(); round++) {
            ratios.add(one.get(round) / other.get(round));
        }
        return Spread.of(ratios);
    }
}
