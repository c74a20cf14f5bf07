package dev.scholion.models.catalog;

/** How the tokens of a word and the words of a name become one entity, by Hugging Face's names. */
public enum Aggregation {
    /** Every token is an entity of its own. */
    NONE,
    /** Neighbouring tokens of one type are one entity; words are not looked at. */
    SIMPLE,
    /** A word takes the label of its first token. */
    FIRST,
    /** A word takes the label with the best mean over its tokens. */
    AVERAGE,
    /** A word takes the label of its most certain token. */
    MAX
}
