package dev.scholion.models.transformers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.testing.Project;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadedPipelineTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PipelineRequest SENTIMENT = PipelineRequest.usual().withHead("sentiment");
    private static final PipelineRequest ENTITIES = PipelineRequest.usual().withTask(PipelineTask.TOKEN_CLASSIFICATION);

    @Test
    void answersLineForLineInOrderWhateverTheLengths() throws IOException {
        Random random = new Random(5);
        List<String> texts = IntStream.range(0, 150)
                .mapToObj(i -> "number " + i + " word".repeat(random.nextInt(20)))
                .toList();
        String lines =
                texts.stream().map(text -> "{\"text\": \"" + text + "\"}\n").collect(Collectors.joining());
        PipelineRequest zeroShot = PipelineRequest.usual()
                .withHead("topic")
                .withTask(PipelineTask.ZERO_SHOT_CLASSIFICATION)
                .withArguments(PipelineArguments.parse("{\"candidate_labels\": \"a, b\"}"));
        List<String> inputs = texts.stream().map(text -> "\"" + text + "\"").toList();
        List<JsonNode> answers = answers(zeroShot, String.join("\n", inputs));
        assertEquals(
                texts,
                answers.stream().map(answer -> answer.path("sequence").asText()).toList());
        assertEquals(texts.size(), answers(SENTIMENT, lines).size());
    }

    @Test
    void aBadLineSaysWhyInItsPlace() throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("no JSON", "the line is not JSON");
        reasons.put("", "the line is empty");
        reasons.put("17", "the input is a number, expected a text");
        reasons.put("[\"a\"]", "the input is a list, expected a text");
        reasons.put("{\"txt\": \"a\"}", "the input has no 'text'");
        reasons.put("{\"text\": \"a\", \"b\": 1}", "the input has the unknown field 'b'");
        reasons.put("\"a \\ud83c b\"", "the input is not valid Unicode");
        reasons.put("\"a\" \"b\"", "the line is not JSON");
        List<JsonNode> answers =
                answers(SENTIMENT, "\"good\"\n" + String.join("\n", reasons.keySet()) + "\n\"good\"\n");
        assertEquals(reasons.size() + 2, answers.size());
        List<String> expected = List.copyOf(reasons.values());
        for (int i = 0; i < expected.size(); i++) {
            String error = answers.get(i + 1).path("error").asText();
            assertTrue(error.startsWith(expected.get(i)), error);
        }
        assertEquals(answers.get(0), answers.get(answers.size() - 1));
    }

    @Test
    void bytesThatAreNoUtf8SpoilNoOtherLine() throws IOException {
        byte[] bytes = "\"a\"\n\"?\"\n\"a\"".getBytes(StandardCharsets.UTF_8);
        bytes[5] = (byte) 0xFF;
        List<JsonNode> answers = answers(SENTIMENT, bytes);
        assertEquals("the line is not UTF-8", answers.get(1).path("error").asText());
        assertEquals(answers.get(0), answers.get(2));
    }

    @Test
    void textThatIsTooLongIsAnErrorUnlessItMayBeCut() throws IOException {
        String line = "\"" + "word ".repeat(600) + "\"";
        PipelineArguments cut = PipelineArguments.parse("{\"truncation\": true}");
        assertTrue(answers(SENTIMENT, line).get(0).has("error"));
        assertFalse(answers(SENTIMENT.withArguments(cut), line).get(0).has("error"));
    }

    @Test
    void severalHeadsForATaskAreListed() {
        PipelineRequest request = PipelineRequest.usual().withTask(PipelineTask.TEXT_CLASSIFICATION);
        String message = problem(request);
        assertTrue(message.contains("sentiment") && message.contains("topic"), message);
        assertFalse(message.contains("entities"), message);
    }

    @Test
    void aHeadThatIsNotThereIsAnError() {
        assertTrue(problem(PipelineRequest.usual().withHead("mood")).contains("'mood'"));
        assertTrue(problem(PipelineRequest.usual().withTask(PipelineTask.QUESTION_ANSWERING))
                .contains("question-answering"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"aggregation_strategy\": \"most\"} | aggregation_strategy",
                "{\"stride\": 8, \"aggregation_strategy\": \"none\"} | stride",
                "{\"stride\": 4096, \"aggregation_strategy\": \"simple\"} | stride",
                "{\"top_k\": 3} | top_k"
            })
    void aWrongArgumentIsNamed(String arguments, String name) {
        String message = problem(ENTITIES.withArguments(PipelineArguments.parse(arguments)));
        assertTrue(message.contains("'" + name + "'"), message);
    }

    @Test
    void textThatSpellsASpecialTokenIsThatTokenUnlessAskedOtherwise() throws IOException {
        String line = "\"good [SEP] news\"";
        PipelineArguments all = PipelineArguments.parse("{\"ignore_labels\": []}");
        JsonNode token = answers(ENTITIES.withArguments(all), line).get(0);
        JsonNode text = answers(ENTITIES.withArguments(all).withSpecialTokensInText(false), line)
                .get(0);
        assertEquals(3, token.size());
        assertEquals("[SEP]", token.path(1).path("word").asText());
        assertEquals(List.of("good", "[", "SE", "##P", "]", "news"), text.findValuesAsText("word"));
    }

    @Test
    void wordsThatWereCutBeforeAreCountedInTheirText() throws IOException {
        PipelineArguments arguments = PipelineArguments.parse(
                "{\"is_split_into_words\": true, \"aggregation_strategy\": \"simple\", \"delimiter\": \"--\"}");
        JsonNode entities = answers(ENTITIES.withArguments(arguments), "[\"In\", \"Łódź\", \"and\", \"Lisbon\"]")
                .get(0)
                .path(0);
        JsonNode last = entities.path(entities.size() - 1);
        assertEquals(15, last.path("start").asInt(), entities.toString());
        assertEquals("Lisbon", last.path("word").asText());
    }

    private static String problem(PipelineRequest request) {
        return String.valueOf(
                assertThrows(PipelineArgumentException.class, () -> LoadedPipeline.open(Project.newsModel(), request)
                                .close())
                        .getMessage());
    }

    private static List<JsonNode> answers(PipelineRequest request, String lines) throws IOException {
        return answers(request, lines.getBytes(StandardCharsets.UTF_8));
    }

    private static List<JsonNode> answers(PipelineRequest request, byte[] lines) throws IOException {
        List<JsonNode> answers = new ArrayList<>();
        List<String> printed = new ArrayList<>();
        try (LoadedPipeline pipeline = LoadedPipeline.open(Project.newsModel(), request)) {
            new PipelineLines(pipeline).answer(new ByteArrayInputStream(lines), PipelineLines.Output.to(printed::add));
        }
        for (String line : printed) {
            answers.add(JSON.readTree(line));
        }
        return answers;
    }
}
