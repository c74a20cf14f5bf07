package dev.scholion.models.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scholion.models.Predictor;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.testing.FakeEngine;
import dev.scholion.models.testing.TinyModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedPredictorsTest {
    private static final PredictorOptions OPTIONS = PredictorOptions.defaults().withThreads(1);

    @TempDir
    private Path folder;

    private final List<FakeEngine> engines = new ArrayList<>();
    private final SharedPredictors predictors = new SharedPredictors(model -> {
        engines.add(FakeEngine.answering());
        return engines.get(engines.size() - 1);
    });

    @Test
    void loadsOnceAndFreesWithTheLastLease() {
        ModelPackage model = TinyModel.classifier(folder, 16);
        Predictor one = lease(model, OPTIONS);
        Predictor other = lease(ModelPackage.read(folder), OPTIONS);
        assertEquals(1, engines.size());
        one.close();
        one.close();
        other.predict("w1").join();
        assertEquals(0, engines.get(0).closes());
        other.close();
        assertEquals(1, engines.get(0).closes());
    }

    @Test
    void opensAnewAfterTheLastLeaseAndForOtherOptions() {
        ModelPackage model = TinyModel.classifier(folder, 16);
        lease(model, OPTIONS).close();
        lease(model, OPTIONS).close();
        lease(model, OPTIONS.withBatch(8, 2)).close();
        assertEquals(3, engines.size());
    }

    @Test
    void doesNotLeaseABrokenPredictorAgain() {
        ModelPackage model = TinyModel.classifier(folder, 16);
        Predictor broken = lease(model, OPTIONS);
        broken.predict(FakeEngine.BREAKS_ALL)
                .handle((answer, failure) -> failure)
                .join();
        try (Predictor next = lease(model, OPTIONS)) {
            next.predict("w1").join();
        }
        broken.close();
        assertEquals(List.of(1, 1), engines.stream().map(FakeEngine::closes).toList());
    }

    private Predictor lease(ModelPackage model, PredictorOptions options) {
        return predictors.lease(List.of(ModelUse.usual(model, options)), Optional.empty());
    }
}
