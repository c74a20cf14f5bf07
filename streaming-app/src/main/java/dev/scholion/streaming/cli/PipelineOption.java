package dev.scholion.streaming.cli;

import dev.scholion.streaming.config.ConfigurationException;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.config.PipelineReader;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which pipeline is meant. */
final class PipelineOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            required = true,
            description = "The pipeline file; docs/pipeline.md describes its keys.")
    private Path file = Path.of("pipeline.yaml");

    Path file() {
        return file;
    }

    PipelineConfig read() throws ConfigurationException {
        return PipelineReader.read(file, System.getenv());
    }
}
