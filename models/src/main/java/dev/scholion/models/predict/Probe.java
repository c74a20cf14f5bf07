package dev.scholion.models.predict;

import dev.scholion.models.EngineException;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.Scores;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.text.Row;
import java.util.List;

/**
 * A row that the model is known to take. It proves at the start that a graph's outputs have the promised shapes, and later
 * tells a row that is poison from an engine that is broken.
 */
record Probe(Row row, int columns, List<TaskHead> heads, List<String> outputs) {
    /** Any model takes this; the window is never shorter. */
    static final String TEXT = "a";

    Probe {
        heads = List.copyOf(heads);
        outputs = List.copyOf(outputs);
    }

    /**
     * @throws ModelPackageException if an output's shape is not what the tasks need, or the model takes no text at all
     * @throws EngineException if the device has too little memory, or is lost
     */
    void prove(ModelPackage model, Engine engine, TokenBatch batch) {
        List<Scores> scores;
        try {
            scores = run(engine, batch);
        } catch (RuntimeException e) {
            if (e instanceof EngineException engineFault && engineFault.kind() != EngineException.Kind.BROKEN) {
                throw engineFault; // the device is to blame
            }
            throw new ModelPackageException(
                    "%s takes no text: %s".formatted(model.graph().path(), e.getMessage()), e);
        }
        for (TaskHead head : heads) {
            for (String output : head.spec().outputs()) {
                proveShape(model, head, output, scores.get(outputs.indexOf(output)));
            }
        }
    }

    private void proveShape(ModelPackage model, TaskHead head, String output, Scores scores) {
        int labels = head.spec().labels().size();
        boolean fits = scores.rows() == 1
                && switch (head.spec().kind()) {
                    case TEXT_CLASSIFICATION -> scores.columns() == 1 && scores.classes() == labels;
                    case TOKEN_CLASSIFICATION -> scores.columns() == columns && scores.classes() == labels;
                    case QUESTION_ANSWERING -> scores.columns() == 1 && scores.classes() == columns;
                    case FILL_MASK -> scores.columns() == columns;
                    case SENTENCE_EMBEDDING -> scores.columns() == columns || scores.columns() == 1;
                    case ZERO_SHOT_CLASSIFICATION, EXTRACTIVE_SUMMARY, REDACTION, TEXT_GENERATION -> false;
                };
        if (!fits) {
            throw new ModelPackageException(
                    "%s: the output '%s' has the shape [%d, %d, %d] for one row of %d tokens, task '%s' needs %s"
                            .formatted(
                                    model.graph().path(),
                                    output,
                                    scores.rows(),
                                    scores.columns(),
                                    scores.classes(),
                                    columns,
                                    head.spec().name(),
                                    expected(head.spec().kind(), labels)));
        }
    }

    private String expected(TaskSpec.Kind kind, int labels) {
        return switch (kind) {
            case TEXT_CLASSIFICATION -> "[1, 1, %d]".formatted(labels);
            case TOKEN_CLASSIFICATION -> "[1, %d, %d]".formatted(columns, labels);
            case QUESTION_ANSWERING -> "[1, 1, %d]".formatted(columns);
            case FILL_MASK -> "[1, %d, vocabulary]".formatted(columns);
            case SENTENCE_EMBEDDING -> "[1, %d, width]".formatted(columns);
            case ZERO_SHOT_CLASSIFICATION, EXTRACTIVE_SUMMARY, REDACTION, TEXT_GENERATION ->
                "another kind: no single output answers %s".formatted(kind);
        };
    }

    /** @throws EngineException if the engine does not even answer this */
    void ask(Engine engine, TokenBatch batch) {
        try {
            run(engine, batch);
        } catch (RuntimeException e) {
            throw new EngineException("the engine refuses a row that it took before: " + e.getMessage(), e);
        }
    }

    private List<Scores> run(Engine engine, TokenBatch batch) {
        batch.fill(List.of(row), columns);
        return engine.run(batch);
    }
}
