package dev.scholion.models.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.decode.TaskDecoder;
import dev.scholion.models.decode.TransformersEntities;
import dev.scholion.models.decode.TransformersEntity;
import dev.scholion.models.decode.WindowScores;
import dev.scholion.models.engine.OnnxEngine;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.text.Window;
import dev.scholion.models.text.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids and spans are those of Hugging Face's pipelines exactly, scores within a thousandth. */
class TransformersParityTest {
    private static final double TOLERANCE = 1e-3;

    /**
     * Lines that differ, and are left so. Byte-level tokenizers that trim their spans keep the blank before the first token
     * of each further window there, so that one token has two spans; here a token has one span in all windows.
     */
    private static final Map<String, Integer> KNOWN_DIFFERENCES = Map.of("roberta-ner-stride-max", 6);

    @BeforeAll
    static void saysWhatItSkips() {
        if (!Files.isDirectory(ParityCase.root())) {
            System.out.println("SKIPPED: no parity cases at " + ParityCase.root() + ", only the project's own");
        }
    }

    static Stream<ParityCase> singleTexts() {
        return ParityCase.all()
                .filter(parity ->
                        Set.of("text-classification", "token-classification").contains(parity.task()))
                .filter(ParityCase::singleTexts);
    }

    @ParameterizedTest
    @MethodSource("singleTexts")
    void answersAsTheReferenceDoes(ParityCase parity) {
        ModelPackage model = ModelPackage.read(parity.folder());
        JsonNode strategy = parity.argument("aggregation_strategy");
        if (strategy.isTextual()) {
            model = model.withAggregation(Aggregation.valueOf(strategy.asText().toUpperCase(Locale.ROOT)));
        }
        try (TextTokenizer tokenizer = TextTokenizer.open(model);
                OnnxEngine engine = OnnxEngine.cpu(model)) {
            new Comparison(parity, model, tokenizer, engine).run();
        }
    }

    @ParameterizedTest
    @MethodSource("singleTexts")
    void takesTextThatSpellsItsSpecialTokensAsText(ParityCase parity) throws IOException {
        ModelPackage model = ModelPackage.read(parity.folder());
        List<JsonNode> special = ParityCase.elements(new ObjectMapper()
                        .readTree(model.tokenizer().verifiedBytes())
                        .path("added_tokens"))
                .filter(token -> token.path("special").asBoolean())
                .toList();
        String unknown = model.specialTokens().unknown().orElse("");
        Set<Integer> ids = special.stream()
                .filter(token -> !token.path("content").asText().equals(unknown))
                .map(token -> token.path("id").asInt())
                .collect(Collectors.toSet());
        String text =
                special.stream().map(token -> token.path("content").asText()).collect(Collectors.joining(" and "));
        try (TextTokenizer tokenizer = TextTokenizer.open(model)) {
            Encoding encoding = tokenizer.encode(text);
            for (int token = 0; token < encoding.length(); token++) {
                assertFalse(ids.contains(encoding.id(token)), encoding.token(token) + " in " + text);
            }
        }
    }

    private static final class Comparison {
        private final ParityCase parity;
        private final ModelPackage model;
        private final TaskHead head;
        private final TextTokenizer tokenizer;
        private final OnnxEngine engine;
        private final Windows windows;
        private final TokenBatch batch;
        private final boolean strides;
        private final List<String> differences = new ArrayList<>();
        private int literal;

        Comparison(ParityCase parity, ModelPackage model, TextTokenizer tokenizer, OnnxEngine engine) {
            this.parity = parity;
            this.model = model;
            this.head = model.tasks().get(0);
            this.tokenizer = tokenizer;
            this.engine = engine;
            this.strides = parity.argument("stride").isInt();
            this.windows =
                    tokenizer.windows(model.window(), parity.argument("stride").asInt(0));
            this.batch = new TokenBatch(
                    Math.max(model.window(), engine.fixedColumns().orElse(0)), model.padId());
        }

        void run() {
            assertEquals(parity.description().path("window").asInt(), model.window(), "window");
            for (JsonNode line : parity.lines()) {
                String text = line.path("input").asText();
                String difference = difference(line, text);
                if (!difference.isEmpty()) {
                    if (spellsSpecialToken(line, text)) {
                        literal++;
                    } else {
                        differences.add("'%s': %s".formatted(text, difference));
                    }
                }
            }
            System.out.printf(
                    "%s: %d of %d equal, %d differ by design (text that spells a special token), %d otherwise%n",
                    parity.name(),
                    parity.lines().size() - differences.size() - literal,
                    parity.lines().size(),
                    literal,
                    differences.size());
            int known = KNOWN_DIFFERENCES.getOrDefault(parity.name(), 0);
            assertEquals(known, differences.size(), () -> String.join("\n", differences));
        }

        private static boolean spellsSpecialToken(JsonNode line, String text) {
            return line.path("tag").asText().equals("literal-special")
                    || text.matches(
                            "(?s).*(\\[(CLS|SEP|MASK|UNK|PAD)]|<(/?s|mask|unk|pad|cls|sep|eod|extra_id_\\d+)>|<\\|endoftext\\|>).*");
        }

        private String difference(JsonNode line, String text) {
            Encoding encoding = tokenizer.encode(text);
            List<Window> all = windows.of(encoding);
            List<Window> used = strides ? all : all.subList(0, 1);
            String ids = differenceOfIds(line.path("ids"), used);
            if (!ids.isEmpty()) {
                return ids;
            }
            int columns = engine.fixedColumns().orElse(used.get(0).row().length());
            List<WindowScores> scores =
                    used.stream().map(window -> scores(window, columns)).toList();
            return head.spec().kind() == TaskSpec.Kind.TEXT_CLASSIFICATION
                    ? differenceOfClasses(line.path("output"), encoding, scores)
                    : differenceOfEntities(line.path("output"), encoding, scores);
        }

        private WindowScores scores(Window window, int columns) {
            batch.fill(List.of(window.row()), columns);
            return new WindowScores(window, engine.run(batch).get(0), 0);
        }

        /** The windows of one text are padded to one length there. */
        private String differenceOfIds(JsonNode expected, List<Window> used) {
            List<String> rows = (expected.path(0).isArray() ? ParityCase.elements(expected) : Stream.of(expected))
                    .map(row -> ParityCase.elements(row)
                            .map(JsonNode::asInt)
                            .toList()
                            .toString())
                    .toList();
            List<String> actual = used.stream()
                    .map(window -> IntStream.range(0, used.get(0).row().length())
                            .mapToObj(column -> column < window.row().length()
                                    ? window.row().id(column)
                                    : model.padId())
                            .toList()
                            .toString())
                    .toList();
            return rows.equals(actual) ? "" : "ids are %s, expected %s".formatted(actual, rows);
        }

        private String differenceOfClasses(JsonNode output, Encoding encoding, List<WindowScores> scores) {
            TaskResult.Classes classes =
                    (TaskResult.Classes) TaskDecoder.of(Task.usual(head).orElseThrow(), tokenizer)
                            .decode(TextInput.of(encoding.text()), encoding, List.of(scores));
            List<JsonNode> expected = flat(output);
            for (int i = 0; i < expected.size(); i++) {
                TaskResult.ClassScore actual = classes.scores().get(i);
                if (!actual.label().equals(expected.get(i).path("label").asText())
                        || !near(expected.get(i), actual.score())) {
                    return "rank %d is %s, expected %s".formatted(i, actual, expected.get(i));
                }
            }
            return "";
        }

        private String differenceOfEntities(JsonNode output, Encoding encoding, List<WindowScores> scores) {
            JsonNode ignored = parity.argument("ignore_labels");
            Set<String> ignoredLabels = ignored.isArray()
                    ? Set.copyOf(
                            ParityCase.elements(ignored).map(JsonNode::asText).toList())
                    : Set.of("O");
            List<TransformersEntity> actual = new TransformersEntities(head, ignoredLabels).decode(encoding, scores);
            List<JsonNode> expected = flat(output);
            for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
                JsonNode entity = expected.get(i);
                String label =
                        entity.path("entity_group").asText(entity.path("entity").asText());
                if (!label.equals(actual.get(i).label())
                        || entity.path("start").asInt() != actual.get(i).start()
                        || entity.path("end").asInt() != actual.get(i).end()
                        || !near(entity, actual.get(i).score())) {
                    return "entity %d is %s, expected %s".formatted(i, actual.get(i), entity);
                }
            }
            return expected.size() == actual.size()
                    ? ""
                    : "%d entities, expected %d".formatted(actual.size(), expected.size());
        }

        private static List<JsonNode> flat(JsonNode output) {
            if (output.isObject()) {
                return List.of(output);
            }
            return ParityCase.elements(output)
                    .flatMap(node -> flat(node).stream())
                    .toList();
        }

        private static boolean near(JsonNode expected, float score) {
            return Math.abs(expected.path("score").asDouble() - score) <= TOLERANCE;
        }
    }
}
