package dev.scholion.streaming.cli.labelled;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names in a table's first line, and rows by them. */
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

    LabelledRow row(String place, List<String> cells) throws DataFileException {
        if (cells.size() != names.size()) {
            throw new DataFileException(
                    place, "the row has %d columns, the header has %d".formatted(cells.size(), names.size()));
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (int column = 0; column < cells.size(); column++) {
            fields.put(names.get(column), cells.get(column));
        }
        return new LabelledRow(place, fields);
    }
}
