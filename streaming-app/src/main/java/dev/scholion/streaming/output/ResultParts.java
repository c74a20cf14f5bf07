package dev.scholion.streaming.output;

import dev.scholion.events.Answer;
import dev.scholion.events.ClassScore;
import dev.scholion.events.Entity;
import dev.scholion.events.Fill;
import dev.scholion.events.Mask;
import dev.scholion.events.Sentence;
import dev.scholion.events.Span;
import dev.scholion.models.TaskResult;
import java.util.List;

/** The parts that records of one task and the combined record share. */
final class ResultParts {
    private ResultParts() {}

    static List<ClassScore> of(TaskResult.Classes classes) {
        return classes.scores().stream()
                .map(score -> new ClassScore(score.label(), score.score()))
                .toList();
    }

    static List<Entity> of(TaskResult.Entities entities) {
        return entities.entities().stream()
                .map(entity -> new Entity(
                        entity.type(),
                        entity.span().text(),
                        entity.score(),
                        entity.span().start(),
                        entity.span().end(),
                        entity.span().startUtf16(),
                        entity.span().endUtf16()))
                .toList();
    }

    static List<Answer> of(TaskResult.Answers answers) {
        return answers.answers().stream()
                .map(answer -> new Answer(of(answer.span()), answer.score()))
                .toList();
    }

    static List<Mask> of(TaskResult.Fills fills) {
        return fills.masks().stream()
                .map(mask -> new Mask(
                        of(mask.span()),
                        mask.fills().stream()
                                .map(fill -> new Fill(fill.token(), fill.text(), fill.score()))
                                .toList()))
                .toList();
    }

    static List<Sentence> of(TaskResult.Summary summary) {
        return summary.sentences().stream()
                .map(sentence -> new Sentence(of(sentence.span()), sentence.score()))
                .toList();
    }

    private static Span of(TaskResult.Span span) {
        return new Span(span.text(), span.start(), span.end(), span.startUtf16(), span.endUtf16());
    }
}
