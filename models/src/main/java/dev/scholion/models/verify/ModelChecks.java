package dev.scholion.models.verify;

import dev.scholion.models.TaskSpec;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.EngineSource;
import dev.scholion.models.predict.ModelTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All that can be found out about a model on this machine, check by check. */
public final class ModelChecks {
    private final ModelPackage model;
    private final EngineOptions engine;
    private final EngineSource source = EngineChoice.ofThisMachine();

    /** On the CPU. */
    public ModelChecks(ModelPackage model) {
        this(model, EngineOptions.only(EngineOptions.CPU));
    }

    /** @param engine that the model is tried on */
    public ModelChecks(ModelPackage model, EngineOptions engine) {
        this.model = model;
        this.engine = engine;
    }

    /**
     * Loads the model and asks it once: files, tokenizer, graph and the shapes of its outputs.
     *
     * @throws ModelPackageException if it is not what it promises
     */
    public void requireLoadable() {
        model.verifyFiles();
        ModelTrial.of(model, engine, source);
    }

    /** Every check. One that fails does not keep the others from being made, unless the model cannot be loaded at all. */
    public List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(files());
        checks.add(attempt("load", this::load));
        if (checks.stream().allMatch(check -> check.outcome() == Check.Outcome.PASSED)) {
            checks.add(attempt("goldens", this::goldens));
            checks.add(attempt("neighbours", () -> neighbours()));
        }
        return checks;
    }

    private Check files() {
        return attempt("files", () -> {
            model.verifyFiles();
            return Check.passed(
                    "files",
                    model.lock()
                            .map(lock -> "%d files are as scholion.lock has them"
                                    .formatted(lock.entries().size()))
                            .orElse("%d files; the folder has no scholion.lock to hold them to"
                                    .formatted(model.files().size())));
        });
    }

    private Check load() {
        return Check.passed(
                "load",
                "%s, %s, %d tasks; outputs %s have the shapes that they need"
                        .formatted(
                                ModelTrial.of(model, engine, source),
                                model.precision(),
                                model.tasks().size(),
                                model.outputs()));
    }

    private Check goldens() {
        if (model.goldens(model.precision()).isEmpty()) {
            return Check.notMade(
                    "goldens",
                    "NO golden.json: whether the answers are right was NOT checked, only that they are given");
        }
        Verification found = ModelVerifier.verify(model, engine);
        String detail =
                "%d texts: token ids, offsets, labels, scores; largest difference of a score %.2g, tolerance %.2g"
                        .formatted(found.cases(), found.largestDifference(), found.tolerance());
        Optional<String> stored = found.stored().filter(each -> !each.equals(found.precision()));
        if (stored.isPresent()) {
            detail += "; the answers are of %s, the stored ones of %s".formatted(found.precision(), stored.get());
        }
        if (!found.notCompared().isEmpty()) {
            detail += "; NOT compared: the answers of " + String.join(", ", found.notCompared());
        }
        return new Check(
                "goldens", found.passed() ? Check.Outcome.PASSED : Check.Outcome.FAILED, detail, found.differences());
    }

    private Check neighbours() {
        return generates()
                ? Check.notMade("neighbours", "text that is generated is not compared beside other texts")
                : new NeighbourCheck(model, engine, source).make();
    }

    private boolean generates() {
        return model.tasks().stream().anyMatch(head -> head.spec().kind() == TaskSpec.Kind.TEXT_GENERATION);
    }

    private static Check attempt(String name, Supplier<Check> check) {
        try {
            return check.get();
        } catch (ModelPackageException e) {
            return Check.failed(name, String.valueOf(e.getMessage()));
        }
    }
}
