package dev.scholion.models.library;

import dev.scholion.models.Predictor;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.predict.Predictors;
import java.nio.file.Path;
import java.util.List;

/** The README's program. */
final class ClassifyTexts {
    private ClassifyTexts() {}

    // README
    public static void main(String[] folder) {
        ModelPackage model = ModelPackage.read(Path.of(folder[0]));
        try (Predictor predictor = Predictors.open(model, PredictorOptions.defaults())) {
            List.of("What a lovely evening in Porto.", "The train to Lyon was late again.").parallelStream()
                    .map(text -> predictor.predict(text).join()) // texts of all threads share batches
                    .forEach(annotations -> System.out.println(annotations.results()));
        }
    }
    // README
}
