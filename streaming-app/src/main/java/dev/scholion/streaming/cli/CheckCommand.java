package dev.scholion.streaming.cli;

import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.config.ConfigurationException;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.job.Preparation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries everything that a pipeline file names, and changes nothing. */
@Command(
        name = "check",
        description = {
            "Tries everything that a pipeline file names, and changes nothing.",
            "That is the file itself, its models and tasks, the brokers with their topics, and the",
            "registry. Exit code 3 if the file or a model cannot be used, 1 if something else would",
            "stop the job."
        })
final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final PipelineOption pipeline = new PipelineOption();

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PipelineConfig config;
        Preparation preparation;
        try {
            config = pipeline.read();
            report("configuration", String.valueOf(pipeline.file()), List.of());
        } catch (ConfigurationException e) {
            report("configuration", "", e.problems());
            return ExitCodes.CONFIGURATION;
        }
        try {
            preparation = Preparation.of(config, surroundings.catalog());
            preparation.models().forEach(model -> report("model", ModelLine.of(model), List.of()));
        } catch (ConfigurationException e) {
            report("model", "", e.problems());
            return ExitCodes.CONFIGURATION;
        }
        List<Problem> brokers = preparation.brokerProblems();
        report("brokers", config.kafka().bootstrapServers(), brokers);
        List<Problem> registry = preparation.registryProblems();
        report("registry", config.registry().url(), registry);
        return brokers.isEmpty() && registry.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private void report(String what, String found, List<Problem> problems) {
        Paint paint = surroundings.paint();
        if (problems.isEmpty()) {
            surroundings.out().println("%-14s %s      %s".formatted(what, paint.in(Paint.Colour.GREEN, "ok"), found));
        }
        for (Problem problem : problems) {
            surroundings.out().println("%-14s %s  %s".formatted(what, paint.in(Paint.Colour.RED, "failed"), problem));
        }
    }
}
