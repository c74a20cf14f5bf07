package dev.scholion.models.tensorrt;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.PackageFile;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import dev.scholion.models.gpu.Gpu;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * All that an engine depends on: it runs nowhere else and gives no other answers.
 *
 * @param description a line for each
 */
record EngineKey(String description) {
    private static final int BYTES_IN_NAME = 16;

    static EngineKey of(ModelPackage model, String tensorRt, Gpu gpu, Precision precision, Profiles profiles) {
        List<String> lines = new ArrayList<>();
        lines.add("graph " + model.graph().sha256());
        model.external().stream().map(PackageFile::sha256).sorted().forEach(digest -> lines.add("weights " + digest));
        model.outputs().stream().sorted().forEach(output -> lines.add("output " + output));
        lines.add("tensorrt " + tensorRt);
        lines.add("gpu " + gpu.name() + ", compute capability " + gpu.computeCapability());
        lines.add("precision " + precision);
        lines.add("profiles " + profiles.text());
        lines.add("way " + BuildOrder.WAY);
        return new EngineKey(String.join("\n", lines) + "\n");
    }

    /** Name of the engine's file, without what follows the dot. */
    String name() {
        byte[] digest = PackageFile.newSha256().digest(description.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES_IN_NAME);
    }
}
