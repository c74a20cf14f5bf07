package dev.scholion.models.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.Annotations;
import dev.scholion.models.Predictor;
import dev.scholion.models.TaskResult;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.EncodedRow;
import dev.scholion.models.engine.OnnxEncoderDecoder;
import dev.scholion.models.predict.ModelUse;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.predict.Predictors;
import dev.scholion.models.task.GenerationRules;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.Detokenizer;
import dev.scholion.models.text.SourceReader;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.text.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens and texts are those of Transformers' {@code generate} exactly, scores of beams within a thousandth. */
class TransformersGenerationTest {
    private static final double TOLERANCE = 1e-3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("dev.scholion.models.generate.GenerationCase#all")
    void writesWhatTransformersWrites(GenerationCase given) throws IOException {
        ModelPackage model = given.model(folder);
        try (TextTokenizer tokenizer = TextTokenizer.open(model);
                OnnxEncoderDecoder engine = OnnxEncoderDecoder.cpu(model)) {
            GenerationConfig config = GenerationConfigFile.read(model, GenerationRules.OF_MODEL);
            Detokenizer detokenizer = new Detokenizer(model, tokenizer);
            for (JsonNode line : given.lines()) {
                SourceReader reader =
                        new SourceReader(tokenizer, line.path("prefix").asText(), model.window());
                List<Window> windows = reader.read(tokenizer.encode(
                                reader.prefixed(line.path("input").asText())))
                        .windows();
                assertEquals(1, windows.size(), line::toString);
                EncodedRow source = engine.encode(windows.get(0).row());
                NextTokens next = prefixes -> engine.next(source, prefixes);
                Hypothesis hypothesis;
                if (line.has("score")) {
                    Beam best = new BeamSearch(config).best(next);
                    assertEquals(line.path("score").asDouble(), best.score(), TOLERANCE, line::toString);
                    hypothesis = config.hypothesis(best.sequence());
                } else {
                    hypothesis = new GreedySearch(config).search(next);
                }
                assertEquals(ids(line), hypothesis.ids(), line::toString);
                assertEquals(line.path("text").asText(), detokenizer.text(hypothesis.ids()), line::toString);
            }
        }
    }

    private static List<Integer> ids(JsonNode line) {
        return StreamSupport.stream(line.path("ids").spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dev.scholion.models.generate.GenerationCase#unchanged")
    void makesTheSameTextOfTokens(GenerationCase given) throws IOException {
        ModelPackage model = given.model(folder);
        try (TextTokenizer tokenizer = TextTokenizer.open(model)) {
            Detokenizer detokenizer = new Detokenizer(model, tokenizer);
            for (JsonNode line : GenerationCase.lines(folder.resolve("decoded.jsonl"))) {
                assertEquals(line.path("text").asText(), detokenizer.text(ids(line)), line::toString);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.scholion.models.generate.GenerationCase#unchanged")
    void answersThroughAPredictor(GenerationCase given) throws IOException {
        ModelPackage model = given.model(folder);
        for (JsonNode line : given.lines()) {
            GenerationRules rules =
                    GenerationRules.OF_MODEL.withPrefix(line.path("prefix").asText());
            Task task = new Task.TextGeneration("written", model.tasks().get(0), rules);
            PredictorOptions options = PredictorOptions.defaults().withThreads(1);
            try (Predictor predictor = Predictors.open(new ModelUse(model, List.of(task), Set.of(), options))) {
                Annotations annotations =
                        predictor.predict(line.path("input").asText()).join();
                TaskResult.Generation written = (TaskResult.Generation)
                        Objects.requireNonNull(annotations.results().get("written"));
                assertEquals(line.path("text").asText(), written.text());
                assertEquals(ids(line).size(), written.tokens());
                assertEquals(1, annotations.windows());
            }
        }
    }
}
