package dev.scholion.streaming.cli.labelled;

import java.util.Optional;

/**
 * Where in a row things stand.
 *
 * @param header whether the first row of a table names its columns; if not, they are named by their numbers
 * @param text name of the text
 * @param pair name of the second text, for a model of pairs
 * @param label name of the label
 * @param labelSeparator between the labels of one cell, where a text may have several
 * @param word number of the column of words, from 1 on
 * @param tag number of the column of tags, from 1 on; 0 for the last one
 */
public record Columns(
        boolean header, String text, Optional<String> pair, String label, String labelSeparator, int word, int tag) {
    public Columns {
        if (word < 1 || tag < 0) {
            throw new IllegalArgumentException(
                    "words in column %d, tags in column %d: columns are counted from 1 on".formatted(word, tag));
        }
    }
}
