package dev.scholion.benchmarks.host;

import dev.scholion.models.batch.Batch;
import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.batch.BudgetOverride;
import dev.scholion.models.batch.RowQueue;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.EngineRequest;
import dev.scholion.models.engine.EngineShapes;
import dev.scholion.models.engine.TokenBatch;
import dev.scholion.models.text.Row;
import dev.scholion.models.text.TextTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The engine with nothing around it: rows are there, batches are made before the clock starts, each lane takes the next. */
final class EngineRate implements AutoCloseable {
    private final Engine engine;
    private final List<TokenBatch> lanes = new ArrayList<>();
    private final List<Batch<Row>> batches = new ArrayList<>();
    private final int rows;
    private final Row shortest;

    EngineRate(ModelPackage model, String kind, List<String> texts) {
        EngineShapes shapes = EngineShapes.of(model, BudgetOverride.NONE);
        this.engine = EngineChoice.ofThisMachine().open(new EngineRequest(model, shapes, EngineOptions.only(kind)));
        BatchBudget budget = shapes.budgetOr(engine.usualBudget());
        List<Row> all = rows(model, texts);
        RowQueue<Row> queue = new RowQueue<>(budget, shapes.lengths());
        all.forEach(row -> queue.add(row, row.length()));
        for (Optional<Batch<Row>> batch = queue.take(); batch.isPresent(); batch = queue.take()) {
            batches.add(batch.get());
        }
        this.rows = all.size();
        this.shortest = all.get(0);
        for (int lane = 0; lane < engine.lanes().orElse(1); lane++) {
            lanes.add(new TokenBatch(budget.maxTokens(), model.padId()));
        }
    }

    private static List<Row> rows(ModelPackage model, List<String> texts) {
        try (TextTokenizer tokenizer = TextTokenizer.open(model)) {
            return texts.stream()
                    .flatMap(text -> tokenizer.windows(model.window(), 0).of(tokenizer.encode(text)).stream())
                    .map(window -> window.row())
                    .toList();
        }
    }

    /** Rows a second of all lanes together. */
    double measure() throws Exception {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(lanes.size());
        try {
            long start = System.nanoTime();
            List<Future<?>> done = new ArrayList<>();
            for (TokenBatch tokens : lanes) {
                done.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < batches.size(); i = next.getAndIncrement()) {
                        tokens.fill(batches.get(i).rows(), batches.get(i).columns());
                        engine.run(tokens);
                    }
                }));
            }
            for (Future<?> lane : done) {
                lane.get();
            }
            return rows * 1e9 / (System.nanoTime() - start);
        } finally {
            threads.shutdown();
        }
    }

    /** Nanoseconds that one row takes alone. */
    double alone() {
        TokenBatch tokens = lanes.get(0);
        long start = System.nanoTime();
        tokens.fill(List.of(shortest), shortest.length());
        engine.run(tokens);
        return System.nanoTime() - start;
    }

    @Override
    public void close() {
        engine.close();
    }
}
