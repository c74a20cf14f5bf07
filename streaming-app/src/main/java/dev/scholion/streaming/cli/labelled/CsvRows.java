package dev.scholion.streaming.cli.labelled;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file, below a header or without one: cells in quotes may hold commas, doubled quotes and line ends. */
final class CsvRows implements Rows {
    private static final List<String> NO_CELLS = List.of("");

    private final TextLines lines;
    private final MappingIterator<String[]> rows;
    private final boolean named;
    private @Nullable HeaderColumns header;

    CsvRows(DataFile file, boolean named) throws DataFileException {
        this.named = named;
        this.lines = TextLines.of(file);
        try {
            this.rows = new CsvMapper()
                    .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                    .readerFor(String[].class)
                    .readValues(new LineByLine());
        } catch (IOException e) {
            lines.close();
            throw failure(e);
        }
    }

    /** Gives out no more than a line at a time, so that it is known how far the parser is ahead. */
    private final class LineByLine extends Reader {
        private String line = "";
        private int place;

        @Override
        public int read(char[] buffer, int from, int most) throws DataFileException {
            if (place == line.length()) {
                Optional<String> next = lines.next();
                if (next.isEmpty()) {
                    return -1;
                }
                line = next.get() + "\n";
                place = 0;
            }
            int count = Math.min(most, line.length() - place);
            line.getChars(place, place + count, buffer, from);
            place += count;
            return count;
        }

        @Override
        public void close() {}
    }

    @Override
    public Optional<LabelledRow> next() throws DataFileException {
        try {
            while (rows.hasNextValue()) {
                List<String> cells = List.of(rows.nextValue());
                if (cells.equals(NO_CELLS)) {
                    continue; // an empty line
                }
                String place = lines.place(firstLine(cells));
                if (header == null && !named) {
                    header = HeaderColumns.numbered(cells.size());
                }
                if (header != null) {
                    return Optional.of(header.row(place, cells));
                }
                header = HeaderColumns.of(place, cells);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Of the row that was read last. Behind a row the parser has looked at one more line, or at the end. */
    private long firstLine(List<String> cells) {
        long ends = cells.stream()
                .mapToLong(cell -> cell.chars().filter(c -> c == '\n').count())
                .sum();
        return lines.number() - 1 - ends;
    }

    private DataFileException failure(IOException e) {
        if (e instanceof JsonProcessingException wrong) {
            return new DataFileException(
                    lines.place(Math.max(1, lines.number() - 1)), "is no CSV: " + wrong.getOriginalMessage(), e);
        }
        return DataFile.unreadable(lines.place(), e);
    }

    @Override
    public void close() throws DataFileException {
        lines.close();
    }
}
