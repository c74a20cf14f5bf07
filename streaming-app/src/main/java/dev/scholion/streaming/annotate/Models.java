package dev.scholion.streaming.annotate;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.predict.ModelUse;
import dev.scholion.models.predict.PredictorOptions;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/** Which models annotate a stream: asked on each worker, where the models' files must lie. */
@FunctionalInterface
public interface Models extends Serializable {
    /**
     * Reads the models, without loading them. Of several GPUs the worker takes those that Flink gives it.
     *
     * @throws dev.scholion.models.catalog.ModelPackageException if a model's files are not what they must be
     */
    List<ModelUse> read();

    /** One model with all that its heads say, on the CPU's cores. For others say so in {@link PredictorOptions#withEngine}. */
    static Models in(String folder) {
        return () -> List.of(ModelUse.usual(ModelPackage.read(Path.of(folder)), PredictorOptions.defaults()));
    }
}
