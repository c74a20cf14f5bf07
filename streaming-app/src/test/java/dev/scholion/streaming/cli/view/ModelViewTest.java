package dev.scholion.streaming.cli.view;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.streaming.local.Installation;
import org.junit.jupiter.api.Test;

class ModelViewTest {
    @Test
    void showsATemperatureWhereThereIsOne() {
        ModelPackage plain = withTemperature(TaskHead.NO_TEMPERATURE);
        ModelPackage cooled = withTemperature(1.37);
        assertFalse(lines(plain).contains("temperature"));
        assertTrue(lines(cooled).contains("text-classification of sentiment, softmax, temperature 1.37\n"));
        assertTrue(lines(cooled).contains("aggregation first, temperature 1.37\n"));
    }

    private static ModelPackage withTemperature(double temperature) {
        ModelPackage news = ModelPackage.read(Installation.current().home().resolve("models/catalog/news-en"));
        return news.withTasks(news.tasks().stream()
                .map(head -> head.withTemperature(temperature))
                .toList());
    }

    private static String lines(ModelPackage model) {
        return new ModelView(Paint.plain()).lines(model);
    }
}
