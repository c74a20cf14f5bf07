package dev.scholion.models.decode;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Reading;
import dev.scholion.models.text.TextTokenizer;
import java.util.List;

/** Reads one task's answer out of the raw scores of a text's windows. Thread-safe. */
public interface TaskDecoder {
    /**
     * How the text must be read for this task; one way for most.
     *
     * @throws dev.scholion.models.TextFaultException if the input lacks a text that must stand beside it
     */
    default List<Reading> readings(TextInput input) {
        return List.of(Reading.ALONE);
    }

    /**
     * The answer about one text.
     *
     * @param windows of this text in its order, at least one; for each of the {@link #readings}
     * @throws dev.scholion.models.TextFaultException if a score is not a number
     */
    TaskResult decode(TextInput input, Encoding encoding, List<List<WindowScores>> windows);

    /**
     * The decoder of a task.
     *
     * @param tokenizer the model's; used for as long as the decoder is
     * @throws dev.scholion.models.catalog.ModelPackageException if the model's head cannot serve the task
     */
    static TaskDecoder of(Task task, TextTokenizer tokenizer) {
        if (task instanceof Task.Classification classification) {
            return new ClassDecoder(classification);
        } else if (task instanceof Task.EntityRecognition recognition) {
            return new EntityDecoder(recognition.head());
        } else if (task instanceof Task.Redaction redaction) {
            return new RedactionDecoder(redaction);
        } else if (task instanceof Task.QuestionAnswering answering) {
            return new AnswerDecoder(answering, tokenizer.clsId());
        } else if (task instanceof Task.ZeroShotClassification zeroShot) {
            return new ZeroShotDecoder(zeroShot);
        } else if (task instanceof Task.FillMask fillMask) {
            return new FillMaskDecoder(fillMask, tokenizer);
        } else if (task instanceof Task.SentenceEmbedding embedding) {
            return new EmbeddingDecoder(embedding.head());
        } else if (task instanceof Task.ExtractiveSummary summary) {
            return new SummaryDecoder(summary);
        }
        throw new ModelPackageException(
                "task '%s' writes text: it has no scores to read, and its model serves no other task"
                        .formatted(task.name()));
    }
}
