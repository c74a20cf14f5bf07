package dev.scholion.models.generate;

/** Finds a likely sequence of tokens. Immutable, so that threads can share it. */
public interface Search {
    /** @throws ScoreException if a score of the model is not a number */
    Hypothesis search(NextTokens next);

    /** Greedy for one beam, else by beams. */
    static Search of(GenerationConfig config) {
        return config.beams().count() == 1 ? new GreedySearch(config) : new BeamSearch(config);
    }
}
