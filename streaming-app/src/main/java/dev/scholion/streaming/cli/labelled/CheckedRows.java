package dev.scholion.streaming.cli.labelled;

import dev.scholion.models.evaluate.Example;
import java.util.Optional;

/** Rows of which the first was looked at before all: most of what is wrong with a file shows there. */
public final class CheckedRows implements Rows {
    private final Rows rows;
    private Optional<LabelledRow> first;

    private CheckedRows(Rows rows, Optional<LabelledRow> first) {
        this.rows = rows;
        this.first = first;
    }

    /**
     * Looks at the first row.
     *
     * @param rows are taken over, also if this fails
     * @throws DataFileException if there is none, or no example can be made of it
     */
    public static <E extends Example> CheckedRows of(DataFile file, Rows rows, ExampleReader<E> reader)
            throws DataFileException {
        try {
            Optional<LabelledRow> first = rows.next();
            if (first.isEmpty()) {
                throw new DataFileException(file.path().toString(), "there are no labelled texts in it");
            }
            reader.read(first.get());
            return new CheckedRows(rows, first);
        } catch (DataFileException e) {
            rows.close();
            throw e;
        }
    }

    @Override
    public Optional<LabelledRow> next() throws DataFileException {
        Optional<LabelledRow> next = first.isPresent() ? first : rows.next();
        first = Optional.empty();
        return next;
    }

    @Override
    public void close() throws DataFileException {
        rows.close();
    }
}
