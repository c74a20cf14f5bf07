package dev.scholion.models.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The best ways to go on from all beams together. Of equal scores, an earlier beam and a lower token come first. */
final class Continuations {
    private static final Comparator<Continuation> BEST_FIRST = Comparator.comparingDouble(Continuation::score)
            .reversed()
            .thenComparingInt(Continuation::beam)
            .thenComparingInt(Continuation::token);

    private record Continuation(int beam, int token, float score) {}

    private final PriorityQueue<Continuation> best = new PriorityQueue<>(BEST_FIRST.reversed());
    private final List<Beam> beams;
    private final int room;

    /** @param room how many are kept */
    Continuations(List<Beam> beams, int room) {
        this.beams = beams;
        this.room = room;
    }

    /** @param scores of each token behind the beam of that place */
    void add(int beam, float[] scores) {
        float sum = beams.get(beam).score();
        for (int token = 0; token < scores.length; token++) {
            float score = scores[token] + sum;
            if (best.size() < room || score > best.element().score()) {
                best.add(new Continuation(beam, token, score));
                if (best.size() > room) {
                    best.remove();
                }
            }
        }
    }

    /** Best first; their scores are sums. */
    List<Beam> bestFirst() {
        List<Beam> continued = new ArrayList<>();
        best.stream()
                .sorted(BEST_FIRST)
                .forEach(each -> continued.add(beams.get(each.beam()).with(each.token(), each.score())));
        return continued;
    }
}
