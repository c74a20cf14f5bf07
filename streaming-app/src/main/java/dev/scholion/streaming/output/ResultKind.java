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
    SENTIMENT("text.sentiment", SentimentResult.getClassSchema()),
    ENTITIES("text.entities", EntitiesResult.getClassSchema()),
    CLASSIFICATION("text.classification", ClassificationResult.getClassSchema()),
    ANSWERS("text.answers", AnswersResult.getClassSchema()),
    FILLS("text.fills", FillsResult.getClassSchema()),
    EMBEDDING("text.embeddings", EmbeddingResult.getClassSchema()),
    SUMMARY("text.summaries", SummaryResult.getClassSchema()),
    REDACTION("text.redacted", RedactionResult.getClassSchema()),
    GENERATION("text.generated", GenerationResult.getClassSchema());

    private final String usualTopic;
    private final Schema schema;

    ResultKind(String usualTopic, Schema schema) {
        this.usualTopic = usualTopic;
        this.schema = schema;
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
        return schema;
    }
}
