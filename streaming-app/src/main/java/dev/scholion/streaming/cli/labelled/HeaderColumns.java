package dev.scholion.streaming.cli.labelled;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The names of a table's columns, and rows by them. */
record HeaderColumns(List<String> names) {
    static HeaderColumns of(String place, List<String> names) throws DataFileException {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new DataFileException(place, "the header has the column '%s' twice".formatted(name));
            }
        }
        return new HeaderColumns(List.copyOf(names));
    }

    /** Columns without names: their numbers, from 1 on. */
    static HeaderColumns numbered(int count) {
        return new HeaderColumns(
                IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList());
    }

    LabelledRow row(String place, List<String> cells) throws DataFileException {
        if (cells.size() != names.size()) {
            throw new DataFileException(
                    place, "the row has %d columns, the first one has %d".formatted(cells.size(), names.size()));
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (int column = 0; column < cells.size(); column++) {
            fields.put(names.get(column), cells.get(column));
        }
        return new LabelledRow(place, fields);
    }
}
