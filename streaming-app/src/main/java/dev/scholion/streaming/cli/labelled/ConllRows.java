package dev.scholion.streaming.cli.labelled;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sentences of tagged words, a word a line and a blank line behind each sentence, as rows of {@code words} and {@code tags}.
 *
 * <p>Columns are parted by tabs if a line has one, else by blanks. Lines of {@code -DOCSTART-} are skipped, and so are comments:
 * lines that begin with {@code "# "} before the first word of a sentence and say {@code key = value} or have no tag.
 */
final class ConllRows implements Rows {
    private static final Pattern TAB = Pattern.compile("\t");
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern TAG = Pattern.compile("O|[BIESLU]-.+");

    private final TextLines lines;
    private final int wordColumn;
    private final int tagColumn;

    /**
     * @param wordColumn from 1 on
     * @param tagColumn from 1 on; 0 for the last one
     */
    ConllRows(DataFile file, int wordColumn, int tagColumn) throws DataFileException {
        this.lines = TextLines.of(file);
        this.wordColumn = wordColumn;
        this.tagColumn = tagColumn;
    }

    @Override
    public Optional<LabelledRow> next() throws DataFileException {
        ArrayNode words = JsonNodeFactory.instance.arrayNode();
        ArrayNode tags = JsonNodeFactory.instance.arrayNode();
        long first = 0;
        while (true) {
            Optional<String> line = lines.next();
            boolean ends = line.isEmpty() || line.get().isBlank() || line.get().startsWith("-DOCSTART-");
            if (!ends && !(words.isEmpty() && isComment(line.get()))) {
                String[] columns = columns(line.get());
                first = words.isEmpty() ? lines.number() : first;
                words.add(columns[wordColumn - 1]);
                tags.add(columns[place(columns)].strip());
            } else if (ends && !words.isEmpty()) {
                ObjectNode fields = JsonNodeFactory.instance.objectNode();
                fields.set("words", words);
                fields.set("tags", tags);
                return Optional.of(new LabelledRow(lines.place(first), fields));
            } else if (line.isEmpty()) {
                return Optional.empty();
            }
        }
    }

    private int place(String[] columns) {
        return (tagColumn == 0 ? columns.length : tagColumn) - 1;
    }

    private boolean isComment(String line) {
        if (!line.startsWith("# ") || line.contains(" = ")) {
            return line.startsWith("# ");
        }
        String[] columns = split(line);
        int place = place(columns);
        return place >= columns.length || !TAG.matcher(columns[place]).matches();
    }

    private static String[] split(String line) {
        return (line.indexOf('\t') >= 0 ? TAB : BLANKS).split(line.stripTrailing());
    }

    private String[] columns(String line) throws DataFileException {
        String[] columns = split(line);
        int needed = Math.max(wordColumn, tagColumn == 0 ? 2 : tagColumn);
        if (columns.length < needed) {
            throw lines.problem("the line has %d columns, expected at least %d: a word and its tag"
                    .formatted(columns.length, needed));
        }
        if (columns[wordColumn - 1].isEmpty()) {
            throw lines.problem("the word in column %d is empty".formatted(wordColumn));
        }
        return columns;
    }

    @Override
    public void close() throws DataFileException {
        lines.close();
    }
}
