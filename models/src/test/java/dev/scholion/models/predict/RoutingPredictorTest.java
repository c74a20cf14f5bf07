package dev.scholion.models.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.Annotations;
import dev.scholion.models.LanguageDetector;
import dev.scholion.models.Predictor;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.task.Task;
import dev.scholion.models.testing.FakeEngine;
import dev.scholion.models.testing.TinyGraph;
import dev.scholion.models.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models that differ in their name alone stand for models of several languages. */
@Timeout(60)
class RoutingPredictorTest {
    private static final PredictorOptions OPTIONS = PredictorOptions.defaults().withThreads(1);

    @TempDir
    private Path folder;

    private final List<FakeEngine> engines = new ArrayList<>();
    private final SharedPredictors predictors = new SharedPredictors(request -> {
        if (request.model().name().equals("bad")) {
            throw new ModelPackageException("bad is no graph");
        }
        engines.add(FakeEngine.answering());
        return engines.get(engines.size() - 1);
    });

    @Test
    void givesEachTextToTheModelsOfItsLanguage() throws IOException {
        try (Predictor predictor = lease(
                Optional.empty(),
                use("english", "mood", Set.of("en")),
                use("chinese", "mood", Set.of("zh")),
                use("any", "topic", Set.of()))) {
            assertEquals(Map.of("mood", "english", "topic", "any"), models(predictor, "en"));
            assertEquals(Map.of("mood", "chinese", "topic", "any"), models(predictor, "zh-Hant-TW"));
            assertEquals(Map.of("topic", "any"), models(predictor, "fr"));
            assertEquals(
                    List.of("mood", "topic"),
                    predictor.tasks().stream().map(task -> task.name()).toList());
            assertEquals("english+chinese+any", predictor.model().name());
        }
        assertEquals(List.of(1, 1, 1), engines.stream().map(FakeEngine::closes).toList());
    }

    @Test
    void detectsTheLanguageOnlyWhereItIsNotStated() throws IOException {
        LanguageDetector detector = text -> Optional.of(text.equals("w1") ? "en" : "zh");
        try (Predictor predictor = lease(
                Optional.of(detector), use("english", "mood", Set.of("en")), use("chinese", "mood", Set.of("zh")))) {
            Annotations detected = predictor.predict("w1").join();
            assertEquals(Map.of("mood", "english"), models(detected));
            assertEquals(Optional.of("en"), detected.language());
            assertEquals(Map.of("mood", "chinese"), models(predictor, "zh"));
        }
    }

    @Test
    void tellsTheDetectedLanguageEvenIfNoModelDependsOnIt() throws IOException {
        try (Predictor predictor = lease(Optional.of(text -> Optional.of("en")), use("any", "mood", Set.of()))) {
            assertEquals(Optional.of("en"), predictor.predict("w1").join().language());
        }
    }

    @Test
    void saysThatNoModelReadsALanguage() throws IOException {
        try (Predictor predictor = lease(Optional.empty(), use("english", "mood", Set.of("en")))) {
            assertEquals(TextFaultException.Kind.NO_MODEL, fault(predictor, input("w1", Optional.of("fr"))));
            assertEquals(TextFaultException.Kind.NO_MODEL, fault(predictor, input("w1", Optional.empty())));
        }
    }

    @Test
    void refusesTwoModelsForTheSameTaskOfTheSameTexts() throws IOException {
        ModelUse english = use("english", "mood", Set.of("en"));
        ModelUse any = use("any", "mood", Set.of());
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> lease(Optional.empty(), english, any));
        assertTrue(String.valueOf(refusal.getMessage()).contains("mood"), refusal.getMessage());
    }

    @Test
    void freesTheModelsBeforeOneThatDoesNotLoad() throws IOException {
        ModelUse good = use("good", "mood", Set.of("en"));
        ModelUse bad = use("bad", "topic", Set.of());
        assertThrows(ModelPackageException.class, () -> lease(Optional.empty(), good, bad));
        assertEquals(List.of(1), engines.stream().map(FakeEngine::closes).toList());
    }

    @Test
    void sharesATokenizerBetweenModelsWhoseFilesAreTheSame() throws IOException {
        SharedTokenizers tokenizers = new SharedTokenizers();
        SharedTokenizers.Lease one = tokenizers.lease(use("one", "mood", Set.of()));
        SharedTokenizers.Lease other = tokenizers.lease(use("other", "topic", Set.of()));
        assertEquals(one.tokenizer(), other.tokenizer());
        one.close();
        one.close();
        EncodedText text = new EncodedText(TextInput.of("w1 w2"));
        assertEquals(2, text.by(other.tokenizer()).length());
        assertEquals(text.by(other.tokenizer()), text.by(other.tokenizer()), "encoded once");
        other.close();
        assertThrows(IllegalStateException.class, () -> other.tokenizer().encode("w1"));
    }

    private Predictor lease(Optional<LanguageDetector> detector, ModelUse... uses) {
        return predictors.lease(List.of(uses), detector);
    }

    private ModelUse use(String name, String task, Set<String> languages) throws IOException {
        Path ofModel = Files.createDirectories(folder.resolve(name));
        ModelPackage model = TinyModel.classifier(ofModel, 16).withTaskName(task);
        // Models of the same bytes are one model: this one differs in who made it.
        Files.write(
                ofModel.resolve("model.onnx"),
                TinyGraph.ofTexts(TinyModel.VOCABULARY, 2).producer(name).bytes());
        List<Task> tasks = ModelUse.usual(model, OPTIONS).tasks();
        return new ModelUse(ModelPackage.read(ofModel).withTaskName(task), tasks, languages, OPTIONS);
    }

    private static Map<String, String> models(Predictor predictor, String language) {
        return models(predictor.predict(input("w1", Optional.of(language))).join());
    }

    private static Map<String, String> models(Annotations annotations) {
        return annotations.models().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().name()));
    }

    private static TextInput input(String text, Optional<String> language) {
        return new TextInput(text, language, Map.of());
    }

    private static TextFaultException.Kind fault(Predictor predictor, TextInput input) {
        Throwable failure = assertThrows(
                        CompletionException.class,
                        () -> predictor.predict(input).join())
                .getCause();
        return assertInstanceOf(TextFaultException.class, failure).kind();
    }
}
