package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import dev.scholion.models.EngineException;
import dev.scholion.models.LanguageDetector;
import dev.scholion.models.ModelIdentity;
import dev.scholion.models.Predictor;
import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskSpec;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.TextInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Several models as one predictor: each text goes to all models that read its language, and the answers are put together.
 * Thread-safe.
 */
final class RoutingPredictor implements Predictor {
    /** @param languages codes; empty for all */
    private record Route(EncodedPredictor predictor, Set<String> languages) {
        boolean reads(Optional<String> language) {
            return languages.isEmpty() || language.filter(languages::contains).isPresent();
        }
    }

    private final List<Route> routes;
    private final List<TaskSpec> tasks;
    private final Optional<LanguageDetector> detector;

    /** They detect languages, which takes as long as tokenising. */
    private final WorkerThreads threads;

    private RoutingPredictor(List<Route> routes, Optional<LanguageDetector> detector, PredictorOptions options) {
        this.routes = List.copyOf(routes);
        this.detector = detector;
        this.threads = WorkerThreads.ofTokenizer(options);
        Map<String, TaskSpec> byName = new LinkedHashMap<>();
        routes.forEach(route -> route.predictor().tasks().forEach(task -> byName.putIfAbsent(task.name(), task)));
        this.tasks = List.copyOf(byName.values());
    }

    /** Opens a predictor for each model; if one fails, those before it are closed. */
    static Predictor open(
            List<ModelUse> uses, Optional<LanguageDetector> detector, Function<ModelUse, EncodedPredictor> opening) {
        if (uses.isEmpty()) {
            throw new IllegalArgumentException("there is no model");
        }
        ModelUse.requireDistinctTasks(uses);
        List<Route> routes = new ArrayList<>();
        try {
            for (ModelUse use : uses) {
                routes.add(new Route(opening.apply(use), use.languages()));
            }
        } catch (RuntimeException e) {
            routes.forEach(route -> route.predictor().close());
            throw e;
        }
        if (routes.size() == 1 && routes.get(0).languages().isEmpty() && detector.isEmpty()) {
            return routes.get(0).predictor();
        }
        return new RoutingPredictor(routes, detector, uses.get(0).options());
    }

    @Override
    public CompletableFuture<Annotations> predict(TextInput input) {
        if (input.language().isPresent() || detector.isEmpty()) {
            return predict(input, language(input.language()));
        }
        LanguageDetector detecting = detector.get();
        CompletableFuture<Annotations> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    Optional<String> detected = language(detecting.detect(input.text()));
                    predict(input, detected).whenComplete((annotations, failure) -> {
                        if (failure == null) {
                            answer.complete(annotations);
                        } else {
                            answer.completeExceptionally(failure);
                        }
                    });
                } catch (Throwable e) { // the text must not be lost, whatever happened
                    answer.completeExceptionally(new EngineException("detecting the language failed: " + e, e));
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new EngineException("the predictor is closed", e));
        }
        return answer;
    }

    private CompletableFuture<Annotations> predict(TextInput input, Optional<String> language) {
        List<EncodedPredictor> chosen = routes.stream()
                .filter(route -> route.reads(language))
                .map(Route::predictor)
                .toList();
        if (chosen.isEmpty()) {
            return CompletableFuture.failedFuture(new TextFaultException(
                    TextFaultException.Kind.NO_MODEL,
                    language.map("no model reads the language '%s'"::formatted)
                            .orElse("the text's language is not known, and no model reads all")));
        }
        EncodedText text = new EncodedText(new TextInput(input.text(), language, input.fields()));
        CompletableFuture<Annotations> all = chosen.get(0).predict(text);
        for (EncodedPredictor predictor : chosen.subList(1, chosen.size())) {
            all = all.thenCombine(predictor.predict(text), RoutingPredictor::together);
        }
        return all;
    }

    /** The part of a code before the region, in lower case. */
    private static Optional<String> language(Optional<String> code) {
        return code.map(each -> each.split("[-_]", 2)[0].toLowerCase(Locale.ROOT));
    }

    private static Annotations together(Annotations one, Annotations other) {
        Map<String, TaskResult> results = new LinkedHashMap<>(one.results());
        results.putAll(other.results());
        Map<String, ModelIdentity> models = new LinkedHashMap<>(one.models());
        models.putAll(other.models());
        return new Annotations(
                results,
                models,
                Math.max(one.windows(), other.windows()),
                one.tokens(),
                one.truncated() || other.truncated(),
                one.language());
    }

    @Override
    public ModelIdentity model() {
        return ModelIdentity.together(
                routes.stream().map(route -> route.predictor().model()).toList());
    }

    @Override
    public List<TaskSpec> tasks() {
        return tasks;
    }

    @Override
    public int capacity() {
        return routes.stream()
                .mapToInt(route -> route.predictor().capacity())
                .max()
                .orElseThrow();
    }

    @Override
    public void close() {
        if (threads.runCaller()) {
            WorkerThreads.elsewhere(this::close);
            return;
        }
        threads.close();
        routes.forEach(route -> route.predictor().close());
    }
}
