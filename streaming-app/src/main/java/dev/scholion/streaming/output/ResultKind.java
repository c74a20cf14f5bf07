package dev.scholion.streaming.output;

import dev.scholion.events.AnswersResult;
import dev.scholion.events.ClassificationResult;
import dev.scholion.events.EmbeddingResult;
import dev.scholion.events.EntitiesResult;
import dev.scholion.events.FillsResult;
import dev.scholion.events.GenerationResult;
import dev.scholion.events.RedactionResult;
import dev.scholion.events.SentimentResult;
import dev.scholion.events.SummaryResult;
import dev.scholion.models.TaskSpec;
import org.apache.avro.Schema;

/** The record that a task's answers become. */
enum ResultKind {
    SENTIMENT("text.sentiment"),
    ENTITIES("text.entities"),
    CLASSIFICATION("text.classification"),
    ANSWERS("text.answers"),
    FILLS("text.fills"),
    EMBEDDING("text.embeddings"),
    SUMMARY("text.summaries"),
    REDACTION("text.redacted"),
    GENERATION("text.generated");

    private final String usualTopic;

    ResultKind(String usualTopic) {
        this.usualTopic = usualTopic;
    }

    static ResultKind of(TaskSpec task) {
        return switch (task.kind()) {
            case TEXT_CLASSIFICATION -> task.name().equals("sentiment") ? SENTIMENT : CLASSIFICATION;
            case ZERO_SHOT_CLASSIFICATION -> CLASSIFICATION;
            case TOKEN_CLASSIFICATION -> ENTITIES;
            case QUESTION_ANSWERING -> ANSWERS;
            case FILL_MASK -> FILLS;
            case SENTENCE_EMBEDDING -> EMBEDDING;
            case EXTRACTIVE_SUMMARY -> SUMMARY;
            case REDACTION -> REDACTION;
            case TEXT_GENERATION -> GENERATION;
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
            case ANSWERS -> AnswersResult.getClassSchema();
            case FILLS -> FillsResult.getClassSchema();
            case EMBEDDING -> EmbeddingResult.getClassSchema();
            case SUMMARY -> SummaryResult.getClassSchema();
            case REDACTION -> RedactionResult.getClassSchema();
            case GENERATION -> GenerationResult.getClassSchema();
        };
    }
}
