package dev.scholion.models.catalog;

/** What a model bears beside a row that is shorter than its batch. */
public enum Padding {
    /** Padding on the right with mask 0 changes no answer. */
    RIGHT,
    /** Padding changes answers: only rows of equal length share a batch. */
    NONE
}
