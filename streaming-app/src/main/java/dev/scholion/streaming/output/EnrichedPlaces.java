package dev.scholion.streaming.output;

import dev.scholion.events.Answers;
import dev.scholion.events.Classes;
import dev.scholion.events.Embedding;
import dev.scholion.events.EnrichedText;
import dev.scholion.events.Generation;
import dev.scholion.events.Redaction;
import dev.scholion.models.TaskResult;

/** Puts each kind of result into its place in the combined record. */
final class EnrichedPlaces implements TaskResult.Cases<EnrichedText.Builder> {
    private final EnrichedText.Builder record;
    private final ResultKind kind;

    /** @param kind of the task whose result comes next */
    EnrichedPlaces(EnrichedText.Builder record, ResultKind kind) {
        this.record = record;
        this.kind = kind;
    }

    @Override
    public EnrichedText.Builder classes(TaskResult.Classes classes) {
        Classes part = new Classes(classes.label(), classes.score(), ResultParts.of(classes), classes.combined());
        return kind == ResultKind.SENTIMENT ? record.setSentiment(part) : record.setClassification(part);
    }

    @Override
    public EnrichedText.Builder entities(TaskResult.Entities entities) {
        return record.setEntities(ResultParts.of(entities));
    }

    @Override
    public EnrichedText.Builder answers(TaskResult.Answers answers) {
        return record.setAnswers(new Answers(answers.question(), ResultParts.of(answers), answers.noAnswerScore()));
    }

    @Override
    public EnrichedText.Builder fills(TaskResult.Fills fills) {
        return record.setMasks(ResultParts.of(fills));
    }

    @Override
    public EnrichedText.Builder embedding(TaskResult.Embedding embedding) {
        return record.setEmbedding(
                new Embedding(embedding.values(), embedding.pooling(), embedding.normalized(), embedding.combined()));
    }

    @Override
    public EnrichedText.Builder summary(TaskResult.Summary summary) {
        return record.setSummary(ResultParts.of(summary));
    }

    @Override
    public EnrichedText.Builder redaction(TaskResult.Redaction redaction) {
        return record.setRedaction(new Redaction(redaction.text(), redaction.masked()));
    }

    @Override
    public EnrichedText.Builder generation(TaskResult.Generation generation) {
        return record.setGeneration(new Generation(generation.text(), generation.tokens(), generation.finished()));
    }
}
