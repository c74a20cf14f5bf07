package dev.scholion.streaming.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.TaskResult;

/** One task's answer as JSON, with the names that the Avro contracts have. */
final class TraceJson implements TaskResult.Cases<JsonNode> {
    @Override
    public JsonNode classes(TaskResult.Classes classes) {
        ObjectNode object = object();
        object.put("label", classes.label()).put("score", classes.score()).put("combined", classes.combined());
        if (classes.abstained()) {
            object.put("status", "abstained");
        }
        ArrayNode scores = object.putArray("scores");
        classes.scores()
                .forEach(score -> scores.addObject().put("label", score.label()).put("score", score.score()));
        return object;
    }

    @Override
    public JsonNode entities(TaskResult.Entities entities) {
        ArrayNode array = array();
        entities.entities()
                .forEach(entity ->
                        span(array.addObject().put("type", entity.type()).put("score", entity.score()), entity.span()));
        return array;
    }

    @Override
    public JsonNode answers(TaskResult.Answers answers) {
        ObjectNode object = object().put("question", answers.question());
        ArrayNode array = object.putArray("answers");
        answers.answers().forEach(answer -> span(array.addObject().put("score", answer.score()), answer.span()));
        return object.put("no_answer_score", answers.noAnswerScore());
    }

    @Override
    public JsonNode fills(TaskResult.Fills fills) {
        ArrayNode masks = array();
        fills.masks().forEach(mask -> {
            ArrayNode tokens = span(masks.addObject(), mask.span()).putArray("fills");
            mask.fills().forEach(fill -> tokens.addObject()
                    .put("token", fill.token())
                    .put("text", fill.text())
                    .put("score", fill.score()));
        });
        return masks;
    }

    @Override
    public JsonNode embedding(TaskResult.Embedding embedding) {
        ObjectNode object = object();
        ArrayNode values = object.putArray("embedding");
        embedding.values().forEach(values::add);
        return object.put("pooling", embedding.pooling())
                .put("normalized", embedding.normalized())
                .put("combined", embedding.combined());
    }

    @Override
    public JsonNode summary(TaskResult.Summary summary) {
        ArrayNode array = array();
        summary.sentences()
                .forEach(sentence -> span(array.addObject().put("score", sentence.score()), sentence.span()));
        return array;
    }

    @Override
    public JsonNode redaction(TaskResult.Redaction redaction) {
        return object().put("redacted", redaction.text()).put("masked", redaction.masked());
    }

    @Override
    public JsonNode generation(TaskResult.Generation generation) {
        return object().put("generated", generation.text())
                .put("generated_tokens", generation.tokens())
                .put("finished", generation.finished());
    }

    private static ObjectNode span(ObjectNode object, TaskResult.Span span) {
        return object.put("text", span.text())
                .put("start", span.start())
                .put("end", span.end())
                .put("start_utf16", span.startUtf16())
                .put("end_utf16", span.endUtf16());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
