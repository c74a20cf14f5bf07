package dev.scholion.streaming.output;

import dev.scholion.events.AnswersResult;
import dev.scholion.events.ClassificationResult;
import dev.scholion.events.EmbeddingResult;
import dev.scholion.events.EnrichedText;
import dev.scholion.events.EntitiesResult;
import dev.scholion.events.FillsResult;
import dev.scholion.events.GenerationResult;
import dev.scholion.events.Model;
import dev.scholion.events.RedactionResult;
import dev.scholion.events.SentimentResult;
import dev.scholion.events.SummaryResult;
import dev.scholion.models.Annotations;
import dev.scholion.models.TaskResult;
import dev.scholion.streaming.input.TextEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** A text's annotations as records of the contracts, one for each task or all in one. */
record ResultRecords(Provenance provenance, TextEvent text, Annotations annotations) {
    private static final String OK = "ok";
    private static final String ABSTAINED = "abstained";

    /** The record of one task. */
    SpecificRecordBase of(String task, ResultKind kind, TaskResult result) {
        return result.match(new OneTask(task, kind));
    }

    /** The record of all tasks. */
    EnrichedText combined(TopicRouting routing) {
        Map<CharSequence, CharSequence> statuses = new LinkedHashMap<>();
        Map<CharSequence, Model> models = new LinkedHashMap<>();
        EnrichedText.Builder record = EnrichedText.newBuilder()
                .setEventId(text.id())
                .setSource(provenance.source())
                .setModel(provenance.model())
                .setText(text.text())
                .setLanguage(language())
                .setEventTime(Provenance.eventTime(text))
                .setProcessedAt(provenance.processedAt())
                .setWindows(annotations.windows())
                .setTokens(annotations.tokens())
                .setTruncated(annotations.truncated());
        annotations.results().forEach((task, result) -> {
            statuses.put(task, status(result));
            models.put(task, model(task));
            result.match(new EnrichedPlaces(record, routing.task(task).kind()));
        });
        return record.setStatuses(statuses).setModels(models).build();
    }

    private static String status(TaskResult result) {
        return result instanceof TaskResult.Classes classes && classes.abstained() ? ABSTAINED : OK;
    }

    private Model model(String task) {
        return Provenance.model(annotations.models().getOrDefault(task, provenance.identity()));
    }

    /** What the event states goes before what was detected. */
    private @Nullable String language() {
        return text.language() == null ? annotations.language().orElse(null) : text.language();
    }

    /** Fills a record's fields by their names: the head that all results share, and what the task answered. */
    private final class OneTask implements TaskResult.Cases<SpecificRecordBase> {
        private final String task;
        private final ResultKind kind;

        private OneTask(String task, ResultKind kind) {
            this.task = task;
            this.kind = kind;
        }

        private SpecificRecordBase filled(SpecificRecordBase record, String status, Map<String, Object> answer) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>(answer);
            fields.put("event_id", text.id());
            fields.put("source", provenance.source());
            fields.put("model", model(task));
            fields.put("text", text.text());
            fields.put("language", language());
            fields.put("event_time", Provenance.eventTime(text));
            fields.put("processed_at", provenance.processedAt());
            fields.put("task", task);
            fields.put("status", status);
            fields.put("windows", annotations.windows());
            fields.put("tokens", annotations.tokens());
            fields.put("truncated", annotations.truncated());
            for (Schema.Field field : record.getSchema().getFields()) {
                record.put(field.pos(), fields.get(field.name()));
            }
            return record;
        }

        @Override
        public SpecificRecordBase classes(TaskResult.Classes classes) {
            return filled(
                    kind == ResultKind.SENTIMENT ? new SentimentResult() : new ClassificationResult(),
                    status(classes),
                    Map.of(
                            "label", classes.label(),
                            "score", classes.score(),
                            "scores", ResultParts.of(classes),
                            "combined", classes.combined()));
        }

        @Override
        public SpecificRecordBase entities(TaskResult.Entities entities) {
            return filled(new EntitiesResult(), OK, Map.of("entities", ResultParts.of(entities)));
        }

        @Override
        public SpecificRecordBase answers(TaskResult.Answers answers) {
            return filled(
                    new AnswersResult(),
                    OK,
                    Map.of(
                            "question", answers.question(),
                            "answers", ResultParts.of(answers),
                            "no_answer_score", answers.noAnswerScore()));
        }

        @Override
        public SpecificRecordBase fills(TaskResult.Fills fills) {
            return filled(new FillsResult(), OK, Map.of("masks", ResultParts.of(fills)));
        }

        @Override
        public SpecificRecordBase embedding(TaskResult.Embedding embedding) {
            return filled(
                    new EmbeddingResult(),
                    OK,
                    Map.of(
                            "embedding", embedding.values(),
                            "pooling", embedding.pooling(),
                            "normalized", embedding.normalized(),
                            "combined", embedding.combined()));
        }

        @Override
        public SpecificRecordBase summary(TaskResult.Summary summary) {
            return filled(new SummaryResult(), OK, Map.of("sentences", ResultParts.of(summary)));
        }

        @Override
        public SpecificRecordBase redaction(TaskResult.Redaction redaction) {
            return filled(
                    new RedactionResult(), OK, Map.of("redacted", redaction.text(), "masked", redaction.masked()));
        }

        @Override
        public SpecificRecordBase generation(TaskResult.Generation generation) {
            return filled(
                    new GenerationResult(),
                    OK,
                    Map.of(
                            "generated", generation.text(),
                            "generated_tokens", generation.tokens(),
                            "finished", generation.finished()));
        }
    }
}
