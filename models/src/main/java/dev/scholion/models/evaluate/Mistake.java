package dev.scholion.models.evaluate;

/**
 * A wrong answer.
 *
 * @param place of the example
 * @param text that was asked about
 * @param at where in the text the answer begins, in UTF-16 units; 0 if it is about all of it
 * @param truth in words; empty if there is none, as of an entity where none is
 * @param score of what was predicted
 */
public record Mistake(String place, String text, int at, String truth, String predicted, float score) {}
