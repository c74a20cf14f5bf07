package dev.scholion.models.catalog;

/** How raw scores of a text become the scores of its classes. */
public enum Activation {
    /** The labels exclude each other: their scores sum to 1. */
    SOFTMAX,
    /** Each label is a yes or no of its own. */
    SIGMOID,
    /** The raw number, as a regression gives it. */
    NONE
}
