package dev.scholion.models.transformers;

/** How the tokens of an entity are brought together. */
enum AggregationStrategy {
    NONE,
    SIMPLE,
    FIRST,
    AVERAGE,
    MAX;

    /** Whether all tokens of a word get one label. */
    boolean readsWords() {
        return this == FIRST || this == AVERAGE || this == MAX;
    }
}
