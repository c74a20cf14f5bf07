package dev.scholion.streaming.cli.labelled;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines of columns with tabs between them, below a header or without one. A quote is a character like any other. */
final class TsvRows implements Rows {
    private final TextLines lines;
    private final boolean named;
    private @Nullable HeaderColumns header;

    TsvRows(DataFile file, boolean named) throws DataFileException {
        this.named = named;
        this.lines = TextLines.of(file);
    }

    @Override
    public Optional<LabelledRow> next() throws DataFileException {
        while (true) {
            Optional<String> line = lines.next();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (line.get().isEmpty()) {
                continue;
            }
            List<String> cells = List.of(line.get().split("\t", -1));
            if (header == null && !named) {
                header = HeaderColumns.numbered(cells.size());
            }
            if (header != null) {
                return Optional.of(header.row(lines.place(), cells));
            }
            header = HeaderColumns.of(lines.place(), cells);
        }
    }

    @Override
    public void close() throws DataFileException {
        lines.close();
    }
}
