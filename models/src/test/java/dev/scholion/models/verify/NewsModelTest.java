package dev.scholion.models.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.Annotations;
import dev.scholion.models.TaskResult;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.predict.Predictors;
import dev.scholion.models.predict.TracingPredictor;
import dev.scholion.models.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewsModelTest {
    /** int8 with a scale of its own for each token: what is left is the order of float sums. */
    private static final double NEIGHBOUR_TOLERANCE = 1e-4;

    private static final PredictorOptions ONE_THREAD =
            PredictorOptions.defaults().withThreads(1);

    @Test
    void givesATextTheSameAnswerWhateverStandsBesideIt() {
        ModelPackage model = Project.newsModel();
        List<String> texts =
                Golden.read(model).cases().stream().map(Golden::text).collect(Collectors.toCollection(ArrayList::new));
        try (TracingPredictor alone = Predictors.open(model, ONE_THREAD.withBatch(1, 1));
                TracingPredictor together = Predictors.open(model, ONE_THREAD.withBatch(1024, 64))) {
            Map<String, Map<String, Float>> expected = texts.stream()
                    .distinct()
                    .collect(Collectors.toMap(text -> text, text -> scores(alone.predict(text))));
            Collections.shuffle(texts, new Random(3));
            List<CompletableFuture<Annotations>> answers =
                    texts.stream().map(together::predict).toList();
            double largest = 0;
            for (int i = 0; i < texts.size(); i++) {
                Map<String, Float> actual = scores(answers.get(i));
                Map<String, Float> reference = expected.getOrDefault(texts.get(i), Map.of());
                assertEquals(reference.keySet(), actual.keySet(), texts.get(i));
                for (Map.Entry<String, Float> score : reference.entrySet()) {
                    float beside = actual.getOrDefault(score.getKey(), Float.NaN);
                    largest = Math.max(largest, Math.abs(score.getValue() - beside));
                    assertEquals(score.getValue(), beside, NEIGHBOUR_TOLERANCE, texts.get(i));
                }
            }
            System.out.printf("news-en: neighbours move a score by %.6f at most%n", largest);
        }
    }

    @Test
    void refusesAModelWithOneBitFlipped(@TempDir Path copy) throws IOException {
        ModelPackage model = Project.newsModel();
        try (Stream<Path> files = Files.list(model.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName().toString()));
            }
        }
        byte[] graph = Files.readAllBytes(copy.resolve(model.graph().name()));
        graph[graph.length / 2] ^= 1;
        Files.write(copy.resolve(model.graph().name()), graph);
        ModelPackage flipped = ModelPackage.read(copy);
        assertThrows(ModelPackageException.class, flipped::verifyFiles);
        assertThrows(ModelPackageException.class, () -> Predictors.open(flipped, ONE_THREAD)
                .close());
    }

    @Test
    void stitchesTheEntitiesOfALongTextOnce() {
        ModelPackage model = Project.newsModel();
        String sentence = "Angela Merkel met Emmanuel Macron in Berlin before the talks on trade began. ";
        String text = sentence.repeat(60);
        try (TracingPredictor predictor = Predictors.open(model, ONE_THREAD)) {
            Annotations annotations = predictor.predict(text).join();
            TaskResult.Entities entities = assertInstanceOf(
                    TaskResult.Entities.class, annotations.results().get("entities"));
            List<String> names = entities.entities().stream()
                    .map(entity -> entity.span().text())
                    .filter(name -> name.equals("Angela Merkel"))
                    .toList();
            assertEquals(60, names.size(), "windows: " + annotations.windows());
            int end = 0;
            for (TaskResult.Entity entity : entities.entities()) {
                assertTrue(entity.span().start() >= end, entity.toString());
                assertEquals(
                        text.substring(entity.span().startUtf16(), entity.span().endUtf16()),
                        entity.span().text());
                end = entity.span().end();
            }
        }
    }

    private static Map<String, Float> scores(CompletableFuture<Annotations> answer) {
        Map<String, Float> scores = new HashMap<>();
        answer.join().results().forEach((task, result) -> {
            if (result instanceof TaskResult.Classes classes) {
                classes.scores().forEach(score -> scores.put(task + " " + score.label(), score.score()));
            } else if (result instanceof TaskResult.Entities entities) {
                entities.entities()
                        .forEach(entity -> scores.put(
                                "%s %s %d-%d"
                                        .formatted(
                                                task,
                                                entity.type(),
                                                entity.span().start(),
                                                entity.span().end()),
                                entity.score()));
            }
        });
        return scores;
    }
}
