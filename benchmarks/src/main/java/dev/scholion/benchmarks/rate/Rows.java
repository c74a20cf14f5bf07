package dev.scholion.benchmarks.rate;

import dev.scholion.models.batch.Batch;
import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.batch.LengthBuckets;
import dev.scholion.models.batch.RowQueue;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.text.Row;
import dev.scholion.models.text.TextTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Texts as an engine gets them.
 *
 * @param rows one or more for each text
 */
public record Rows(List<Row> rows) {
    public Rows {
        rows = List.copyOf(rows);
    }

    /** Those of a model's own tokenizer. */
    public static Rows of(ModelPackage model, List<String> texts) {
        try (TextTokenizer tokenizer = TextTokenizer.open(model)) {
            return new Rows(texts.stream()
                    .flatMap(text -> tokenizer.windows(model.window(), 0).of(tokenizer.encode(text)).stream())
                    .map(window -> window.row())
                    .toList());
        }
    }

    /** As many rows as wanted, of one length without padding, out of the longer ones' beginnings. */
    public static Rows ofLength(ModelPackage model, int columns, int count, String text) {
        List<Row> rows = new ArrayList<>();
        String longer = text;
        try (TextTokenizer tokenizer = TextTokenizer.open(model)) {
            while (rows.size() < count) {
                tokenizer.windows(columns, 0).of(tokenizer.encode(longer)).stream()
                        .map(window -> window.row())
                        .filter(row -> row.length() == columns)
                        .limit(count - (long) rows.size())
                        .forEach(rows::add);
                longer += " " + longer;
            }
        }
        return new Rows(rows);
    }

    /** Tokens without padding. */
    public long tokens() {
        return rows.stream().mapToLong(Row::length).sum();
    }

    /** The batches that a saturated engine would take. */
    public List<Batch<Row>> batches(BatchBudget budget, LengthBuckets lengths) {
        RowQueue<Row> queue = new RowQueue<>(budget, lengths);
        rows.forEach(row -> queue.add(row, row.length()));
        List<Batch<Row>> batches = new ArrayList<>();
        for (Optional<Batch<Row>> batch = queue.take(); batch.isPresent(); batch = queue.take()) {
            batches.add(batch.get());
        }
        return batches;
    }

    /** Batches in the order of the rows, all padded to one length. */
    public List<Batch<Row>> padded(int columns, int rowsOfABatch) {
        List<Batch<Row>> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += rowsOfABatch) {
            batches.add(new Batch<>(rows.subList(from, Math.min(rows.size(), from + rowsOfABatch)), columns));
        }
        return batches;
    }
}
