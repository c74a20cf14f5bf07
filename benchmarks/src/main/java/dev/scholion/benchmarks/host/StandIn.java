package dev.scholion.benchmarks.host;

import dev.scholion.benchmarks.rate.EngineRate;
import dev.scholion.benchmarks.rate.Rows;
import dev.scholion.benchmarks.standin.StandInProvider;
import dev.scholion.models.batch.BudgetOverride;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineShapes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The stand-in alone, with the rows of a scenario's texts. Closing frees it. */
record StandIn(ModelPackage model, EngineShapes shapes, Engine engine, Rows rows) implements AutoCloseable {
    private static final Duration AT_LEAST = Duration.ofSeconds(2);

    static StandIn of(Path folder, List<String> texts) {
        ModelPackage model = ModelPackage.read(folder);
        EngineShapes shapes = EngineShapes.of(model, BudgetOverride.NONE);
        Engine engine = EngineChoice.ofThisMachine()
                .open(new EngineRequest(model, shapes, EngineOptions.only(StandInProvider.KIND)));
        return new StandIn(model, shapes, engine, Rows.of(model, texts));
    }

    /** Full batches in all lanes. */
    EngineRate saturated() {
        return EngineRate.of(
                engine, rows.batches(shapes.budgetOr(engine.usualBudget()), shapes.lengths()), model.padId(), AT_LEAST);
    }

    /** One row. */
    EngineRate alone() {
        return EngineRate.of(
                engine,
                new Rows(rows.rows().subList(0, 1)).padded(rows.rows().get(0).length(), 1),
                model.padId(),
                AT_LEAST);
    }

    @Override
    public void close() {
        engine.close();
    }
}
