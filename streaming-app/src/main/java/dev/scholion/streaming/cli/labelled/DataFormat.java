package dev.scholion.streaming.cli.labelled;

import dev.scholion.models.TaskSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a file holds labelled texts. */
public enum DataFormat {
    CSV,
    TSV,
    JSONL,
    SQUAD,
    CONLL;

    /**
     * The format that a file's name tells, {@code .gz} at its end apart.
     *
     * @param kind of the task, where a name can mean several formats
     */
    public static DataFormat of(DataFile file, TaskSpec.Kind kind) throws DataFileException {
        String name = file.bareName();
        boolean tags = kind == TaskSpec.Kind.TOKEN_CLASSIFICATION;
        Optional<DataFormat> format =
                switch (name.substring(name.lastIndexOf('.') + 1)) {
                    case "csv" -> Optional.of(CSV);
                    case "tsv" -> Optional.of(tags ? CONLL : TSV);
                    case "txt" -> tags ? Optional.of(CONLL) : Optional.empty();
                    case "jsonl", "ndjson" -> Optional.of(JSONL);
                    case "json" -> Optional.of(kind == TaskSpec.Kind.QUESTION_ANSWERING ? SQUAD : JSONL);
                    case "conll", "conllu", "bio", "iob", "iob2" -> Optional.of(CONLL);
                    default -> Optional.empty();
                };
        return format.orElseThrow(() -> new DataFileException(
                file.path().toString(),
                "the name does not tell the format; --data-format does: "
                        + Arrays.stream(values()).map(DataFormat::toString).collect(Collectors.joining(", "))));
    }

    /** The caller closes them. */
    public Rows open(DataFile file, Columns columns) throws DataFileException {
        return switch (this) {
            case CSV -> new CsvRows(file, columns.header());
            case TSV -> new TsvRows(file, columns.header());
            case JSONL -> new JsonRows(file);
            case SQUAD -> new SquadRows(file);
            case CONLL -> new ConllRows(file, columns.word(), columns.tag());
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
