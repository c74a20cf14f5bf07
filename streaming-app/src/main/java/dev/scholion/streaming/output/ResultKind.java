package dev.scholion.streaming.output;

import dev.scholion.events.ClassificationResult;
import dev.scholion.events.EntitiesResult;
import dev.scholion.events.SentimentResult;
import dev.scholion.models.TaskSpec;
import org.apache.avro.Schema;

/** The record that a task's answers become. */
enum ResultKind {
    SENTIMENT("text.sentiment"),
    ENTITIES("text.entities"),
    CLASSIFICATION("text.classification");

    private final String usualTopic;

    ResultKind(String usualTopic) {
        this.usualTopic = usualTopic;
    }

    static ResultKind of(TaskSpec task) {
        return switch (task.kind()) {
            case TOKEN_CLASSIFICATION -> ENTITIES;
            case TEXT_CLASSIFICATION -> task.name().equals("sentiment") ? SENTIMENT : CLASSIFICATION;
        };
    }

    /** Where such results go if the pipeline does not say. */
    String usualTopic() {
        return usualTopic;
    }

    Schema schema() {
        return switch (this) {
            case SENTIMENT -> SentimentResult.getClassSchema();
            case ENTITIES -> EntitiesResult.getClassSchema();
            case CLASSIFICATION -> ClassificationResult.getClassSchema();
        };
    }
}
