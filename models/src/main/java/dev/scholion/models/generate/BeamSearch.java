package dev.scholion.models.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps several sequences and goes on from the best of them, as Transformers does.
 *
 * <p>Each round looks at more continuations than there are beams, so that enough remain when the best of them end. A
 * sequence counts as ended only if it is among the best as many as there are beams.
 */
final class BeamSearch implements Search {
    /** The score of what cannot be chosen. In 32 bits nothing is left of a score that is added to it. */
    private static final float NONE = -1e9f;

    private final GenerationConfig config;
    private final BeamRules rules;
    private final int candidates;

    BeamSearch(GenerationConfig config) {
        this.config = config;
        this.rules = config.beams();
        this.candidates = Math.max(2, 1 + config.ends().size()) * rules.count();
    }

    @Override
    public Hypothesis search(NextTokens next) {
        return config.hypothesis(best(next).sequence());
    }

    /** The best sequence that ended, with its score by its length. */
    Beam best(NextTokens next) {
        List<Beam> running = start();
        List<Beam> ended = new ArrayList<>();
        while (true) {
            List<Beam> continued = continuations(running, next);
            addEnded(continued, ended);
            List<Beam> open = new ArrayList<>();
            continued.forEach(beam -> open.add(stops(beam) ? beam.withScore(beam.score() + NONE) : beam));
            running = best(open, rules.count());
            if (continued.stream().allMatch(this::stops) || isSettled(running, ended)) {
                return ended.isEmpty() ? running.get(0) : ended.get(0);
            }
        }
    }

    /** All beams are the same at first, so only one of them may be continued. */
    private List<Beam> start() {
        List<Beam> running = new ArrayList<>();
        for (int i = 0; i < rules.count(); i++) {
            running.add(Beam.of(config.start(), i == 0 ? 0 : NONE));
        }
        return running;
    }

    private List<Beam> continuations(List<Beam> running, NextTokens next) {
        float[][] scores = next.after(running.stream().map(Beam::sequence).toList());
        Continuations continuations = new Continuations(running, candidates);
        for (int i = 0; i < running.size(); i++) {
            LogProbabilities.requireNumbers(scores[i]);
            LogProbabilities.normalize(scores[i]);
            config.applyRules(running.get(i).sequence(), scores[i]);
            continuations.add(i, scores[i]);
        }
        return continuations.bestFirst();
    }

    private boolean stops(Beam beam) {
        return config.ends().contains(beam.lastToken()) || beam.sequence().length >= config.maxLength();
    }

    private void addEnded(List<Beam> continued, List<Beam> ended) {
        continued.stream()
                .limit(rules.count())
                .filter(this::stops)
                .map(beam -> beam.withScore(rules.perLength(beam.score(), beam.length())))
                .filter(beam -> beam.score() > NONE)
                .forEach(ended::add);
        List<Beam> kept = best(ended, rules.count());
        ended.clear();
        ended.addAll(kept);
    }

    private boolean isSettled(List<Beam> running, List<Beam> ended) {
        boolean content = rules.earlyStopping() == EarlyStopping.ALWAYS && isFull(ended);
        return content || !canImprove(running, ended);
    }

    private boolean isFull(List<Beam> ended) {
        return ended.size() == rules.count();
    }

    /** Whether the best open beam may still replace the worst that has ended. */
    private boolean canImprove(List<Beam> running, List<Beam> ended) {
        boolean longerIsBetter = rules.earlyStopping() == EarlyStopping.NEVER && rules.lengthPenalty() > 0;
        Beam leader = running.get(0);
        int length = longerIsBetter ? config.maxNewTokens() : leader.length();
        float worst = isFull(ended) ? ended.get(ended.size() - 1).score() : NONE;
        return rules.perLength(leader.score(), length) > worst;
    }

    /** The sort is stable: of equal scores the earlier one is first. */
    private static List<Beam> best(List<Beam> beams, int count) {
        return beams.stream()
                .sorted(Comparator.comparingDouble(Beam::score).reversed())
                .limit(count)
                .toList();
    }
}
