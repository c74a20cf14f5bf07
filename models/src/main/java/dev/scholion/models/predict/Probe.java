package dev.scholion.models.predict;

import dev.scholion.models.EngineException;
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
record Probe(Row row, int columns, List<TaskHead> heads) {
    /** Any model takes this; the window is never shorter. */
    static final String TEXT = "a";

    Probe {
        heads = List.copyOf(heads);
    }

    /** @throws ModelPackageException if an output's shape is not what the tasks need, or the model takes no text at all */
    void prove(ModelPackage model, Engine engine, TokenBatch batch) {
        List<Scores> scores;
        try {
            scores = run(engine, batch);
        } catch (RuntimeException e) {
            throw new ModelPackageException(
                    "%s takes no text: %s".formatted(model.graph().path(), e.getMessage()), e);
        }
        for (int task = 0; task < heads.size(); task++) {
            proveShape(model, heads.get(task), scores.get(task));
        }
    }

    private void proveShape(ModelPackage model, TaskHead head, Scores scores) {
        int expectedColumns =
                switch (head.spec().kind()) {
                    case TEXT_CLASSIFICATION -> 1;
                    case TOKEN_CLASSIFICATION -> columns;
                };
        int labels = head.spec().labels().size();
        if (scores.rows() != 1 || scores.columns() != expectedColumns || scores.classes() != labels) {
            throw new ModelPackageException(
                    "%s: the output '%s' has the shape [%d, %d, %d] for one row, task '%s' needs [1, %d, %d]"
                            .formatted(
                                    model.graph().path(),
                                    head.spec().output(),
                                    scores.rows(),
                                    scores.columns(),
                                    scores.classes(),
                                    head.spec().name(),
                                    expectedColumns,
                                    labels));
        }
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
