package dev.scholion.streaming.cli;

import dev.scholion.models.TaskSpec;
import dev.scholion.streaming.cli.labelled.CheckedRows;
import dev.scholion.streaming.cli.labelled.Columns;
import dev.scholion.streaming.cli.labelled.DataFile;
import dev.scholion.streaming.cli.labelled.DataFileException;
import dev.scholion.streaming.cli.labelled.DataFormat;
import dev.scholion.streaming.cli.labelled.ExampleReader;
import dev.scholion.streaming.cli.labelled.Rows;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which file has labelled texts, and where in it they stand. */
final class DataOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description =
                    "The labelled texts: .csv, .tsv, .jsonl, .json, .conll, .iob2 and the like, each also with .gz.")
    private Path data = Path.of("");

    @Option(
            names = "--data-format",
            paramLabel = "FORMAT",
            description = "csv, tsv, jsonl, squad or conll. Default: what the file's name says.")
    private @Nullable DataFormat format;

    @Option(
            names = "--no-header",
            description = "csv, tsv: the first row has no names; columns are named 1, 2 and so on.")
    private boolean noHeader;

    @Option(
            names = "--text-column",
            paramLabel = "NAME",
            description = "Column or key of the text. Default: ${DEFAULT-VALUE}.")
    private String textColumn = "text";

    @Option(
            names = "--pair-column",
            paramLabel = "NAME",
            description = "Column or key of the second text, for a model of pairs of texts.")
    private @Nullable String pairColumn;

    @Option(
            names = "--label-column",
            paramLabel = "NAME",
            description = "Column or key of the label. Default: ${DEFAULT-VALUE}.")
    private String labelColumn = "label";

    @Option(
            names = "--label-separator",
            paramLabel = "TEXT",
            description = "Parts the labels of a cell where a text may have several. Default: a comma.")
    private String labelSeparator = ",";

    @Option(
            names = "--word-column",
            paramLabel = "N",
            description = "conll: number of the column of words. Default: ${DEFAULT-VALUE}.")
    private int wordColumn = 1;

    @Option(
            names = "--tag-column",
            paramLabel = "N",
            description = "conll: number of the column of tags. Default: the last one.")
    private @Nullable Integer tagColumn;

    Path file() {
        return data;
    }

    Columns columns() throws CommandException {
        int tags = tagColumn == null ? 0 : tagColumn;
        if (wordColumn < 1 || (tagColumn != null && tagColumn < 1)) {
            throw new CommandException(
                    ExitCodes.MISUSED,
                    "%s: columns are counted from 1 on".formatted(wordColumn < 1 ? "--word-column" : "--tag-column"));
        }
        return new Columns(
                !noHeader, textColumn, Optional.ofNullable(pairColumn), labelColumn, labelSeparator, wordColumn, tags);
    }

    /** The caller closes them. */
    Rows open(TaskSpec.Kind kind, ExampleReader<?> reader) throws DataFileException, CommandException {
        DataFile file = new DataFile(data);
        DataFormat known = format == null ? DataFormat.of(file, kind) : format;
        return CheckedRows.of(file, known.open(file, columns()), reader);
    }
}
