package dev.scholion.streaming.output;

import dev.scholion.events.ClassScore;
import dev.scholion.events.Classes;
import dev.scholion.events.ClassificationResult;
import dev.scholion.events.EnrichedText;
import dev.scholion.events.EntitiesResult;
import dev.scholion.events.Entity;
import dev.scholion.events.SentimentResult;
import dev.scholion.models.Annotations;
import dev.scholion.models.TaskResult;
import dev.scholion.streaming.input.TextEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/** A text's annotations as records of the contracts, one for each task or all in one. */
record ResultRecords(Provenance provenance, TextEvent text, Annotations annotations) {
    private static final String OK = "ok";

    SpecificRecordBase of(String task, ResultKind kind, TaskResult result) {
        return result.match(
                classes -> kind == ResultKind.SENTIMENT ? sentiment(task, classes) : classification(task, classes),
                entities -> entities(task, entities));
    }

    EnrichedText combined(TopicRouting routing) {
        Map<CharSequence, CharSequence> statuses = new LinkedHashMap<>();
        EnrichedText.Builder record = EnrichedText.newBuilder()
                .setEventId(text.id())
                .setSource(provenance.source())
                .setModel(provenance.model())
                .setText(text.text())
                .setLanguage(text.language())
                .setEventTime(Provenance.eventTime(text))
                .setProcessedAt(provenance.processedAt())
                .setWindows(annotations.windows())
                .setTokens(annotations.tokens())
                .setTruncated(annotations.truncated());
        annotations.results().forEach((task, result) -> {
            statuses.put(task, OK);
            boolean sentiment = routing.task(task).kind() == ResultKind.SENTIMENT;
            result.<EnrichedText.Builder>match(
                    classes -> sentiment ? record.setSentiment(part(classes)) : record.setClassification(part(classes)),
                    entities -> record.setEntities(parts(entities)));
        });
        return record.setStatuses(statuses).build();
    }

    private SentimentResult sentiment(String task, TaskResult.Classes classes) {
        return new SentimentResult(
                text.id(),
                provenance.source(),
                provenance.model(),
                text.text(),
                text.language(),
                Provenance.eventTime(text),
                provenance.processedAt(),
                task,
                OK,
                annotations.windows(),
                annotations.tokens(),
                annotations.truncated(),
                classes.label(),
                classes.score(),
                scores(classes),
                classes.combined());
    }

    private ClassificationResult classification(String task, TaskResult.Classes classes) {
        return new ClassificationResult(
                text.id(),
                provenance.source(),
                provenance.model(),
                text.text(),
                text.language(),
                Provenance.eventTime(text),
                provenance.processedAt(),
                task,
                OK,
                annotations.windows(),
                annotations.tokens(),
                annotations.truncated(),
                classes.label(),
                classes.score(),
                scores(classes),
                classes.combined());
    }

    private EntitiesResult entities(String task, TaskResult.Entities entities) {
        return new EntitiesResult(
                text.id(),
                provenance.source(),
                provenance.model(),
                text.text(),
                text.language(),
                Provenance.eventTime(text),
                provenance.processedAt(),
                task,
                OK,
                annotations.windows(),
                annotations.tokens(),
                annotations.truncated(),
                parts(entities));
    }

    private static Classes part(TaskResult.Classes classes) {
        return new Classes(classes.label(), classes.score(), scores(classes), classes.combined());
    }

    private static List<ClassScore> scores(TaskResult.Classes classes) {
        return classes.scores().stream()
                .map(score -> new ClassScore(score.label(), score.score()))
                .toList();
    }

    private static List<Entity> parts(TaskResult.Entities entities) {
        return entities.entities().stream()
                .map(entity -> new Entity(
                        entity.type(),
                        entity.text(),
                        entity.score(),
                        entity.start(),
                        entity.end(),
                        entity.startUtf16(),
                        entity.endUtf16()))
                .toList();
    }
}
