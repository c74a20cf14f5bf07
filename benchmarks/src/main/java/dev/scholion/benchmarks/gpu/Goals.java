package dev.scholion.benchmarks.gpu;

import dev.scholion.benchmarks.Alternation;
import dev.scholion.benchmarks.Spread;
import dev.scholion.benchmarks.rate.EngineRate;
import dev.scholion.benchmarks.rate.PredictorRate;
import dev.scholion.benchmarks.rate.Rows;
import dev.scholion.benchmarks.shape.EncoderShape;
import dev.scholion.benchmarks.shape.Gpu;
import dev.scholion.benchmarks.shape.RandomModel;
import dev.scholion.benchmarks.shape.SkewedTexts;
import dev.scholion.models.batch.BatchBudget;
import dev.scholion.models.batch.LengthBuckets;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import dev.scholion.models.predict.TracingPredictor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measures each goal. A goal that cannot be measured says why, and the next is tried. */
final class Goals {
    private static final int LONGEST = 128;
    private static final double MEAN = 30;
    private static final int TEXTS = 4_000;
    private static final List<Integer> BATCHES = List.of(64, 128, 256);
    private static final double LATEST_MILLIS = 50;
    private static final int HOST_CORES = 4;

    private final Bench bench;
    private final GpuOptions options;
    private final Report report;
    private final Optional<Gpu> gpu;

    Goals(Bench bench, Report report, Optional<Gpu> gpu) {
        this.bench = bench;
        this.options = bench.options();
        this.report = report;
        this.gpu = gpu;
    }

    void measure(String name) throws IOException {
        try {
            switch (name) {
                case "G1" -> peak(Goal.G1, EncoderShape.BERT_BASE, RandomModel.Graph.FP32);
                case "G2" -> peak(Goal.G2, EncoderShape.BERT_BASE, RandomModel.Graph.INT8);
                case "G3" -> peak(Goal.G3, EncoderShape.DISTILBERT, RandomModel.Graph.FP32);
                case "G4" -> skewed();
                case "G5" -> byLength();
                case "G6" -> predictor();
                case "G7" -> punctual();
                case "G8" -> alone();
                case "G9" -> batched();
                case "G10" -> small();
                case "G11" ->
                    report.notMeasured(
                            name,
                            "the library has no engine for ONNX Runtime's TensorRT provider, only for TensorRT itself");
                case "G12" -> againstCuda();
                case "torch" -> againstTorch();
                default -> throw new IllegalArgumentException("there is no goal '" + name + "'");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (Exception | LinkageError e) { // the others may still be measured
            report.notMeasured(name, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private ModelPackage bertBase() throws IOException {
        return bench.model(EncoderShape.BERT_BASE, LONGEST, RandomModel.Graph.FP32);
    }

    private List<String> texts(int longest) throws IOException {
        return new SkewedTexts(options.tokenizer(), 7).texts(TEXTS, MEAN, longest);
    }

    private void peak(Goal goal, EncoderShape meant, RandomModel.Graph graph) throws Exception {
        boolean eight = graph == RandomModel.Graph.INT8;
        ModelPackage model = bench.model(meant, LONGEST, graph);
        EncoderShape shape = bench.shape(meant);
        try (Engine engine = bench.engine(model, options.engine(), eight ? Precision.AS_IN_MODEL : Precision.FP16)) {
            EngineRate best = best(engine, model);
            best.measure();
            List<Double> rates = new ArrayList<>();
            for (int round = 0; round < options.rounds(); round++) {
                rates.add(best.measure());
            }
            int rows = best.batches().get(0).rows().size();
            if (gpu.isEmpty()) {
                report.beside(
                        goal.name(),
                        engine.description(),
                        Spread.of(rates),
                        "rows a second in batches of %d; no limit is known of this device".formatted(rows));
                return;
            }
            double limit = gpu.get().peak(eight ? 8 : 16) / shape.operationsPerRow(LONGEST);
            report.measured(
                    goal,
                    engine.description(),
                    Spread.of(rates.stream().map(rate -> rate / limit).toList()),
                    String.format(
                            Locale.ROOT,
                            "%,.0f rows/s in batches of %d, limit %,.0f",
                            Spread.of(rates).median(),
                            rows,
                            limit));
        }
    }

    /** The size of batch that gives most, of those that fit. */
    private EngineRate best(Engine engine, ModelPackage model) throws Exception {
        int lanes = engine.lanes().orElse(1);
        EngineRate best = bench.fixed(engine, model, LONGEST, 1, lanes);
        double most = 0;
        BatchBudget budget = engine.usualBudget();
        for (int rows : BATCHES) {
            if (rows > Math.max(1, budget.rows(LONGEST))) {
                continue;
            }
            EngineRate candidate = bench.fixed(engine, model, LONGEST, rows, lanes);
            candidate.measure();
            double rate = candidate.measure();
            if (rate > most) {
                most = rate;
                best = candidate;
            }
        }
        return best;
    }

    private EngineRate skewedRate(Engine engine, ModelPackage model, Rows rows) {
        return EngineRate.of(
                engine,
                rows.batches(budget(engine), LengthBuckets.upTo(model.window())),
                model.padId(),
                options.span());
    }

    private static BatchBudget budget(Engine engine) {
        BatchBudget usual = engine.usualBudget();
        return new BatchBudget(usual.maxRows(), Math.max(usual.maxTokens(), LONGEST));
    }

    private void skewed() throws Exception {
        ModelPackage model = bertBase();
        Rows rows = Rows.of(model, texts(LONGEST));
        double meanTokens = rows.tokens() / (double) rows.rows().size();
        try (Engine engine = bench.engine(model)) {
            EngineRate skewed = skewedRate(engine, model, rows);
            EngineRate fixed = best(engine, model);
            Alternation measured = Alternation.of(
                    options.rounds(), () -> skewed.measure() * meanTokens, () -> fixed.measure() * LONGEST);
            report.measured(
                    Goal.G4,
                    engine.description(),
                    measured.ratio(),
                    String.format(
                            Locale.ROOT,
                            "%,.0f against %,.0f tokens/s; lengths of %.1f in the mean",
                            Spread.of(measured.one()).median(),
                            Spread.of(measured.other()).median(),
                            meanTokens));
        }
    }

    private void byLength() throws Exception {
        ModelPackage model = bertBase();
        Rows rows = Rows.of(model, texts(LONGEST));
        try (Engine engine = bench.engine(model)) {
            int most = budget(engine).rows(LONGEST);
            EngineRate sorted = skewedRate(engine, model, rows);
            EngineRate padded = EngineRate.of(engine, rows.padded(LONGEST, most), model.padId(), options.span());
            Alternation measured = Alternation.of(options.rounds(), sorted::measure, padded::measure);
            report.measured(
                    Goal.G5,
                    engine.description(),
                    measured.ratio(),
                    "batches of %d padded to %d on the other side".formatted(most, LONGEST));
        }
    }

    private void predictor() throws Exception {
        ModelPackage model = bertBase();
        List<String> texts = texts(LONGEST);
        Rows rows = Rows.of(model, texts);
        double rowsOfAText = rows.rows().size() / (double) texts.size();
        try (Engine engine = bench.engine(model);
                TracingPredictor predictor = bench.predictor(model)) {
            EngineRate alone = skewedRate(engine, model, rows);
            PredictorRate whole = new PredictorRate(predictor, texts);
            Alternation measured = Alternation.of(
                    options.rounds(), () -> whole.saturated(options.span()).perSecond() * rowsOfAText, alone::measure);
            report.measured(
                    Goal.G6,
                    engine.description(),
                    measured.ratio(),
                    String.format(
                            Locale.ROOT,
                            "%,.0f against %,.0f rows/s",
                            Spread.of(measured.one()).median(),
                            Spread.of(measured.other()).median()));
        }
    }

    private void punctual() throws Exception {
        ModelPackage model = bertBase();
        try (TracingPredictor predictor = bench.predictor(model)) {
            PredictorRate rate = new PredictorRate(predictor, texts(LONGEST));
            rate.saturated(options.span());
            List<Double> shares = new ArrayList<>();
            for (int round = 0; round < options.rounds(); round++) {
                double most = rate.saturated(options.span()).perSecond();
                double kept = 0;
                for (double share = 0.95; share > 0.3 && kept == 0; share -= 0.05) {
                    Duration span = options.span().multipliedBy(2);
                    if (Spread.quantile(rate.latencies(share * most, span), 0.99) <= LATEST_MILLIS) {
                        kept = share;
                    }
                }
                shares.add(kept);
            }
            report.measured(
                    Goal.G7,
                    predictor.model().engine(),
                    Spread.of(shares),
                    "tried in steps of 0.05, arrivals at random");
        }
    }

    private void alone() throws Exception {
        ModelPackage model = bertBase();
        List<String> one = texts(LONGEST).subList(0, 1);
        Rows rows = Rows.of(model, one);
        try (Engine engine = bench.engine(model);
                TracingPredictor predictor = bench.predictor(model)) {
            int bucket = LengthBuckets.upTo(model.window())
                    .lengths()
                    .ceiling(rows.rows().get(0).length());
            EngineRate engineAlone = EngineRate.of(engine, rows.padded(bucket, 1), model.padId(), options.span());
            PredictorRate whole = new PredictorRate(predictor, one);
            List<Double> added = new ArrayList<>();
            List<Double> late = new ArrayList<>();
            for (int round = -1; round < options.rounds(); round++) {
                List<Double> ofEngine = new ArrayList<>();
                List<Double> ofAll = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    ofEngine.add(engineAlone.once() * 1e3);
                    ofAll.add(whole.once(0) * 1e3);
                }
                if (round >= 0) { // the first warms up
                    added.add(Spread.quantile(ofAll, 0.5) - Spread.quantile(ofEngine, 0.5));
                    late.add(Spread.quantile(ofAll, 0.99) - Spread.quantile(ofEngine, 0.99));
                }
            }
            report.measured(
                    Goal.G8, engine.description(), Spread.of(added), "at the 99th of a hundred " + Spread.of(late));
        }
    }

    private void batched() throws Exception {
        ModelPackage model = bertBase();
        try (Engine engine = bench.engine(model)) {
            EngineRate best = best(engine, model);
            EngineRate full = new EngineRate(engine, best.batches(), model.padId(), 1, options.span());
            EngineRate single = bench.fixed(engine, model, LONGEST, 1, 1);
            Alternation measured = Alternation.of(options.rounds(), full::measure, single::measure);
            report.measured(
                    Goal.G9,
                    engine.description(),
                    measured.ratio(),
                    String.format(
                            Locale.ROOT,
                            "one lane; %,.0f rows/s one by one",
                            Spread.of(measured.other()).median()));
        }
    }

    private void small() throws Exception {
        int window = LONGEST / 2;
        ModelPackage model = bench.model(EncoderShape.MINILM, window, RandomModel.Graph.FP32);
        try (TracingPredictor predictor = bench.predictor(model)) {
            PredictorRate rate = new PredictorRate(predictor, texts(window));
            rate.saturated(options.span());
            List<Double> rates = new ArrayList<>();
            List<Double> cores = new ArrayList<>();
            for (int round = 0; round < options.rounds(); round++) {
                PredictorRate.Saturated saturated = rate.saturated(options.span());
                cores.add(saturated.cores());
                rates.add(saturated.perSecond() * Math.min(1, HOST_CORES / saturated.cores()));
            }
            report.measured(Goal.G10, predictor.model().engine(), Spread.of(rates), "cores used: " + Spread.of(cores));
        }
    }

    private void againstCuda() throws Exception {
        ModelPackage floats = bertBase();
        ModelPackage halves = bench.model(EncoderShape.BERT_BASE, LONGEST, RandomModel.Graph.FP16);
        try (Engine cuda = bench.engine(halves, EngineOptions.CUDA, Precision.FP16);
                Engine engine = bench.engine(floats)) {
            EngineRate ours = best(engine, floats);
            int rows = ours.batches().get(0).rows().size();
            EngineRate theirs =
                    bench.fixed(cuda, halves, LONGEST, rows, cuda.lanes().orElse(options.lanes()));
            report.measured(
                    Goal.G12,
                    engine.description(),
                    Alternation.of(options.rounds(), ours::measure, theirs::measure)
                            .ratio(),
                    cuda.description());
        }
    }

    private void againstTorch() throws Exception {
        try (Torch torch = new Torch(options)) {
            for (EncoderShape meant : List.of(EncoderShape.BERT_BASE, EncoderShape.DISTILBERT, EncoderShape.MINILM)) {
                ModelPackage model = bench.model(meant, LONGEST, RandomModel.Graph.FP32);
                torch.model(bench.shape(meant).name(), LONGEST, Bench.LABELS);
                try (Engine engine = bench.engine(model)) {
                    EngineRate ours = best(engine, model);
                    int rows = ours.batches().get(0).rows().size();
                    double seconds = options.span().toMillis() / 1e3;
                    Alternation measured =
                            Alternation.of(options.rounds(), ours::measure, () -> torch.rate(rows, LONGEST, seconds));
                    report.beside(
                            "T-" + meant.name(),
                            engine.description(),
                            measured.ratio(),
                            String.format(
                                    Locale.ROOT,
                                    "times PyTorch's %,.0f rows/s, batches of %d x %d, %s",
                                    Spread.of(measured.other()).median(),
                                    rows,
                                    LONGEST,
                                    torch.description()));
                }
            }
        }
    }
}
