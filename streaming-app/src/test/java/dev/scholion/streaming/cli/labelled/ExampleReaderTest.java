package dev.scholion.streaming.cli.labelled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.evaluate.Example;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExampleReaderTest {
    private static final List<String> MOODS = List.of("bad", "good");
    private static final Columns COLUMNS = new Columns(true, "text", Optional.empty(), "label", ";", 1, 0);

    @Test
    void translatesLabelsAndLeavesOutWhatDoesNotCount() throws Exception {
        TruthLabels labels = new TruthLabels(MOODS, Map.of("0", "bad", "1", "good", "2", ""));
        ExampleReader<Example.OfClass> reader = ExampleReader.ofClasses(COLUMNS, labels, Set.of());
        assertEquals(
                "bad",
                reader.read(row("{'text': 't', 'label': 0}")).orElseThrow().label());
        assertEquals(
                "good",
                reader.read(row("{'text': 't', 'label': ' good '}"))
                        .orElseThrow()
                        .label());
        assertEquals(Optional.empty(), reader.read(row("{'text': 't', 'label': 2}")));
        ExampleReader<Example.OfClass> one = ExampleReader.ofClasses(COLUMNS, labels, Set.of("good"));
        assertEquals(Optional.empty(), one.read(row("{'text': 't', 'label': '0'}")));
    }

    @Test
    void namesPlaceAndLabelsWhereTheModelDoesNotKnowOne() {
        TruthLabels labels = new TruthLabels(MOODS, Map.of());
        ExampleReader<Example.OfClass> reader = ExampleReader.ofClasses(COLUMNS, labels, Set.of());
        refuses(reader, "{'text': 't', 'label': 'Good'}", "here:7: ", "'Good'", "bad, good", "--map");
        refuses(reader, "{'text': 't', 'mood': 'good'}", "here:7: there is no 'label', only text, mood");
        refuses(reader, "{'text': null, 'label': 'good'}", "there is no 'text'");
        refuses(reader, "{'text': ['t'], 'label': 'good'}", "'text' is ARRAY");
        assertThrows(IllegalArgumentException.class, () -> new TruthLabels(MOODS, Map.of("x", "fine")));
    }

    @Test
    void readsTheSecondTextOfAPair() throws Exception {
        Columns columns = new Columns(true, "text", Optional.of("other"), "label", ";", 1, 0);
        ExampleReader<Example.OfClass> reader =
                ExampleReader.ofClasses(columns, new TruthLabels(MOODS, Map.of()), Set.of());
        Example example =
                reader.read(row("{'text': 'a', 'other': 'b', 'label': 'bad'}")).orElseThrow();
        assertEquals(Map.of(ExampleReader.PAIR, "b"), example.input().fields());
    }

    @Test
    void readsAnyNumberOfLabelsFromAListOrACell() throws Exception {
        ExampleReader<Example.OfLabels> reader =
                ExampleReader.ofLabelSets(COLUMNS, new TruthLabels(MOODS, Map.of("-", "")));
        assertEquals(
                Set.of("bad", "good"),
                reader.read(row("{'text': 't', 'label': ['good', 'bad']}"))
                        .orElseThrow()
                        .labels());
        assertEquals(
                Set.of("good"),
                reader.read(row("{'text': 't', 'label': 'good; -'}"))
                        .orElseThrow()
                        .labels());
        assertEquals(
                Set.of(),
                reader.read(row("{'text': 't', 'label': ''}")).orElseThrow().labels());
        refuses(reader, "{'text': 't', 'label': ['fine']}", "'fine'");
    }

    @Test
    void translatesTypesAndKeepsPlacesOfTags() throws Exception {
        ExampleReader<Example.OfTags> reader =
                ExampleReader.ofTags(new TruthLabels(List.of("LOC"), Map.of("GPE", "LOC", "DATE", "")));
        Example.OfTags example = reader.read(
                        row("{'words': ['a', 'b', 'c', 'd'], 'tags': ['B-GPE', 'E-LOC', 'I-DATE', 'O']}"))
                .orElseThrow();
        assertEquals(List.of("B-LOC", "E-LOC", "O", "O"), example.tags());
        assertEquals("a b c d", example.text());
        refuses(reader, "{'words': ['a'], 'tags': ['B-PER']}", "'PER'", "it knows LOC");
        refuses(reader, "{'words': ['a', 'b'], 'tags': ['O']}", "2 words and 1 tags");
        refuses(reader, "{'words': ['a', null], 'tags': ['O', 'O']}", "NULL");
    }

    @Test
    void readsAnswersAsPeopleWriteThem() throws Exception {
        ExampleReader<Example.OfAnswer> reader = ExampleReader.ofAnswers(true);
        for (String answers : new String[] {
            "'Oslo'", "['Oslo']", "[{'text': 'Oslo', 'answer_start': 3}]", "{'text': ['Oslo'], 'answer_start': [3]}"
        }) {
            String row = "{'question': 'Where?', 'context': 'In Oslo.', 'answers': %s}".formatted(answers);
            assertEquals(List.of("Oslo"), reader.read(row(row)).orElseThrow().answers(), answers);
        }
        String none = "{'question': 'Where?', 'context': 'In Oslo.', 'answers': []}";
        assertEquals(List.of(), reader.read(row(none)).orElseThrow().answers());
        refuses(ExampleReader.ofAnswers(false), none, "has no answer", "--no-answer");
        refuses(reader, "{'question': 'Where?', 'context': 'In Oslo.'}", "'answers'");
    }

    private static void refuses(ExampleReader<?> reader, String row, String... parts) {
        DataFileException failure = assertThrows(DataFileException.class, () -> reader.read(row(row)));
        for (String part : parts) {
            assertTrue(String.valueOf(failure.getMessage()).contains(part), failure.getMessage());
        }
    }

    private static LabelledRow row(String json) throws JsonProcessingException {
        return new LabelledRow("here:7", new ObjectMapper().readTree(json.replace('\'', '"')));
    }
}
