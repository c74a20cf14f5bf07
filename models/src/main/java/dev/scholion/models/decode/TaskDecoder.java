package dev.scholion.models.decode;

import dev.scholion.models.TaskResult;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.text.Encoding;
import java.util.List;

/** Reads one task's answer out of the raw scores of a text's windows. Stateless. */
public interface TaskDecoder {
    /**
     * The answer about one text.
     *
     * @param windows of this text in its order, at least one
     * @throws dev.scholion.models.TextFaultException if a score is not a number
     */
    TaskResult decode(Encoding encoding, List<WindowScores> windows);

    /** The decoder of a task in a stream. */
    static TaskDecoder of(TaskHead head) {
        return switch (head.spec().kind()) {
            case TEXT_CLASSIFICATION -> new ClassDecoder(head);
            case TOKEN_CLASSIFICATION -> new EntityDecoder(head);
            case QUESTION_ANSWERING, FILL_MASK, SENTENCE_EMBEDDING ->
                throw new ModelPackageException("task '%s' is a %s: not in a stream"
                        .formatted(head.spec().name(), head.spec().kind()));
        };
    }
}
