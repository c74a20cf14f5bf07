package dev.scholion.models.tensorrt;

import dev.scholion.models.engine.TensorRtOptions.Precision;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * An engine that a child process shall build.
 *
 * @param libraries folder of TensorRT's
 * @param graph ONNX file, with its weights beside it; checked, and nobody else's
 * @param outputs that the engine shall have; the graph's others are left out
 * @param timings file of kernel timings, which is read if it is there, and written
 * @param plan file that the engine is written to
 */
record BuildOrder(
        Path libraries,
        int device,
        Path graph,
        List<String> outputs,
        Precision precision,
        List<ShapeRange> ranges,
        Path timings,
        Path plan) {
    /** Of the way in which {@link BuilderMain} builds; engines of another way are built anew. */
    static final String WAY = "1";

    BuildOrder {
        outputs = List.copyOf(outputs);
        ranges = List.copyOf(ranges);
    }

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("libraries", libraries.toString());
        properties.setProperty("device", String.valueOf(device));
        properties.setProperty("graph", graph.toString());
        properties.setProperty("outputs", String.join("\n", outputs));
        properties.setProperty("precision", precision.name());
        properties.setProperty("ranges", ranges.stream().map(ShapeRange::text).collect(Collectors.joining(";")));
        properties.setProperty("timings", timings.toString());
        properties.setProperty("plan", plan.toString());
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
    }

    static BuildOrder read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return new BuildOrder(
                Path.of(properties.getProperty("libraries")),
                Integer.parseInt(properties.getProperty("device")),
                Path.of(properties.getProperty("graph")),
                List.of(properties.getProperty("outputs").split("\n", -1)),
                Precision.valueOf(properties.getProperty("precision")),
                Arrays.stream(properties.getProperty("ranges").split(";", -1))
                        .map(ShapeRange::parse)
                        .toList(),
                Path.of(properties.getProperty("timings")),
                Path.of(properties.getProperty("plan")));
    }
}
