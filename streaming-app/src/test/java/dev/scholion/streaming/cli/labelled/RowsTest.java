package dev.scholion.streaming.cli.labelled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.TaskSpec.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row is shown as its line and its JSON. */
class RowsTest {
    private static final Columns COLUMNS = new Columns(true, "text", Optional.empty(), "label", ",", 1, 0);

    @TempDir
    private Path folder;

    @Test
    void readsCsvWithQuotesCommasAndLineEndsInItsCells() throws DataFileException {
        String csv = "\ufefftext,label\r\n\"one, \"\"two\"\"\",a\r\n\r\n\"three\nfour\",b\n five ,\n";
        assertEquals(
                List.of(
                        "2 {\"text\":\"one, \\\"two\\\"\",\"label\":\"a\"}",
                        "4 {\"text\":\"three\\nfour\",\"label\":\"b\"}",
                        "6 {\"text\":\" five \",\"label\":\"\"}"),
                rows("some.csv", csv));
    }

    @Test
    void readsTsvWhereAQuoteIsACharacter() throws DataFileException {
        assertEquals(
                List.of("2 {\"text\":\"\\\"so it is\",\"label\":\"a\"}", "4 {\"text\":\"two\",\"label\":\"\"}"),
                rows("some.tsv", "text\tlabel\n\"so it is\ta\n\ntwo\t\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"some.csv", "some.tsv"})
    void numbersTheColumnsOfATableWithoutAHeader(String name) throws DataFileException {
        String separator = name.endsWith("csv") ? "," : "\t";
        Columns columns = new Columns(false, "2", Optional.empty(), "1", ",", 1, 0);
        byte[] table = "a%sone\nb%stwo\n".formatted(separator, separator).getBytes(StandardCharsets.UTF_8);
        assertEquals(
                List.of("1 {\"1\":\"a\",\"2\":\"one\"}", "2 {\"1\":\"b\",\"2\":\"two\"}"), rows(name, table, columns));
    }

    @Test
    void readsJsonLines() throws DataFileException {
        String row = "{\"words\":[\"Oslo\"],\"tags\":[\"B-LOC\"]}";
        assertEquals(List.of("1 " + row, "3 " + row), rows("some.jsonl", row + "\n\n" + row));
    }

    @Test
    void readsSentencesOfConll() throws DataFileException {
        String conll = "-DOCSTART- -X- O O\n\nAda NNP B-NP B-PER\r\nflew VBD B-VP O\n\n \nOslo NNP B-NP S-LOC";
        assertEquals(
                List.of(
                        "3 {\"words\":[\"Ada\",\"flew\"],\"tags\":[\"B-PER\",\"O\"]}",
                        "7 {\"words\":[\"Oslo\"],\"tags\":[\"S-LOC\"]}"),
                rows("some.conll", conll));
    }

    @Test
    void tellsACommentOfConllFromAWordThatIsAHash() throws DataFileException {
        String conll = "# sent_id = 1\n# text = # 1 B-sides\n# O\n1 O\n# O\n\n# newdoc\nOslo B-LOC\n";
        assertEquals(
                List.of(
                        "3 {\"words\":[\"#\",\"1\",\"#\"],\"tags\":[\"O\",\"O\",\"O\"]}",
                        "8 {\"words\":[\"Oslo\"],\"tags\":[\"B-LOC\"]}"),
                rows("some.iob2", conll));
    }

    @Test
    void readsTheColumnsOfConllThatItIsTold() throws DataFileException {
        Columns columns = new Columns(true, "text", Optional.empty(), "label", ",", 2, 3);
        assertEquals(
                List.of("2 {\"words\":[\"New York\"],\"tags\":[\"B-LOC\"]}"),
                rows(
                        "some.iob2",
                        "# text = New York\n1\tNew York\tB-LOC\t-\t-\n".getBytes(StandardCharsets.UTF_8),
                        columns));
    }

    @Test
    void readsQuestionsOfSquad() throws DataFileException {
        String squad = """
                {"version": "v2.0", "more": {"a": [1]}, "data": [
                  {"title": "t", "paragraphs": [{"context": "Ada flew.", "qas": [
                    {"id": "q1", "question": "Who?", "answers": [{"text": "Ada", "answer_start": 0}]},
                    {"id": "q2", "question": "Where?", "is_impossible": true, "answers": []}]}]},
                  {"title": "u", "paragraphs": []}]}
                """;
        assertEquals(
                List.of(
                        "2 (question q1) {\"context\":\"Ada flew.\",\"question\":\"Who?\",\"answers\":"
                                + "[{\"text\":\"Ada\",\"answer_start\":0}]}",
                        "2 (question q2) {\"context\":\"Ada flew.\",\"question\":\"Where?\",\"answers\":[]}"),
                rows("some.squad.json", squad));
    }

    @ParameterizedTest
    @ValueSource(strings = {"some.csv", "some.tsv", "some.jsonl", "some.conll", "some.json"})
    void findsNothingInAnEmptyFile(String name) throws DataFileException {
        assertEquals(List.of(), rows(name, ""));
    }

    @Test
    void readsCompressedFilesAndSaysWhichAreNone() throws IOException {
        byte[] plain = "text,label\none,a\n".repeat(2000).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(plain);
        }
        byte[] whole = compressed.toByteArray();
        assertEquals(3999, rows("some.csv.gz", whole, COLUMNS).size());
        refuses("some.csv.gz", plain, "some.csv.gz", "GZIP");
        refuses("some.csv.gz", Arrays.copyOf(whole, whole.length - 20), "some.csv.gz:", "cannot be read");
    }

    @Test
    void saysWhereAFileIsNotWhatItShouldBe() {
        refuses("some.csv", "text,label\none,a\none\n", ":3: the row has 1 columns, the first one has 2");
        refuses("some.csv", "text,text\n", ":1: the header has the column 'text' twice");
        refuses("some.csv", "text,label\n\"one,a\n", ":2: is no CSV");
        refuses("some.tsv", "text\tlabel\none\ta\tb\n", ":2: the row has 3 columns");
        refuses("some.jsonl", "{\"text\": 1}\n{\"text\"\n", ":2: the line is no JSON");
        refuses("some.jsonl", "[]\n", ":1: the line is no JSON object");
        refuses("some.conll", "Ada B-PER\nflew\n", ":2: the line has 1 columns, expected at least 2");
        refuses("some.squad.json", "{\"data\": [\n{\"a\": }]}", ":2: is no JSON");
        refuses("some.squad.json", "{\"questions\": []}", "not in SQuAD's format");
        refuses("some.txt", "one", "--data-format");
        byte[] latin = "text,label\none,a\ncaf\u00e9,b\n".getBytes(StandardCharsets.ISO_8859_1);
        refuses("some.csv", latin, ":3: the line is not UTF-8");
        refuses("some.tsv", latin, ":3: the line is not UTF-8");
        DataFileException absent =
                assertThrows(DataFileException.class, () -> new DataFile(folder.resolve("absent.csv")).open());
        assertTrue(String.valueOf(absent.getMessage()).contains("no such file"), absent.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"some.csv", "some.tsv", "some.jsonl", "some.conll"})
    void refusesAHugeLineBeforeItIsInMemory(String name) {
        byte[] bytes = ("text\n\n" + "x".repeat(10_000_000)).getBytes(StandardCharsets.UTF_8);
        String place = name.endsWith("jsonl") || name.endsWith("conll") ? "some." : ":3: ";
        byte[] given =
                name.endsWith("jsonl") || name.endsWith("conll") ? Arrays.copyOfRange(bytes, 6, bytes.length) : bytes;
        refuses(name, given, place, "longer than 1,048,576 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "a.CSV.gz, TEXT_CLASSIFICATION, CSV",
        "a.tsv, TEXT_CLASSIFICATION, TSV",
        "a.tsv, TOKEN_CLASSIFICATION, CONLL",
        "a.b.iob2, TOKEN_CLASSIFICATION, CONLL",
        "a.json, QUESTION_ANSWERING, SQUAD",
        "a.json, TOKEN_CLASSIFICATION, JSONL",
        "a.ndjson.gz, QUESTION_ANSWERING, JSONL"
    })
    void tellsTheFormatByTheName(String name, Kind kind, DataFormat expected) throws DataFileException {
        assertEquals(expected, DataFormat.of(new DataFile(Path.of(name)), kind));
    }

    private void refuses(String name, String content, String... parts) {
        refuses(name, content.getBytes(StandardCharsets.UTF_8), parts);
    }

    private void refuses(String name, byte[] content, String... parts) {
        DataFileException failure = assertThrows(DataFileException.class, () -> rows(name, content, COLUMNS));
        for (String part : parts) {
            assertTrue(String.valueOf(failure.getMessage()).contains(part), failure.getMessage());
        }
    }

    private List<String> rows(String name, String content) throws DataFileException {
        return rows(name, content.getBytes(StandardCharsets.UTF_8), COLUMNS);
    }

    private List<String> rows(String name, byte[] content, Columns columns) throws DataFileException {
        DataFile file = new DataFile(folder.resolve(name));
        try {
            Files.write(file.path(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Kind kind = name.contains("squad") ? Kind.QUESTION_ANSWERING : Kind.TEXT_CLASSIFICATION;
        List<String> found = new ArrayList<>();
        try (Rows rows = DataFormat.of(file, kind).open(file, columns)) {
            for (Optional<LabelledRow> row = rows.next(); row.isPresent(); row = rows.next()) {
                String place = row.get().place();
                found.add(place.substring(file.path().toString().length() + 1) + " "
                        + row.get().fields());
            }
        }
        return found;
    }
}
