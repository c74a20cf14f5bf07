package dev.scholion.streaming.cli;

import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.config.PipelineReader;
import dev.scholion.streaming.job.EnrichmentJob;
import dev.scholion.streaming.job.Preparation;
import dev.scholion.streaming.local.Installation;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of a cluster that runs one pipeline and nothing else (Flink's application mode): the JobManager itself
 * reads the pipeline file and makes the same checks as {@code scholion run}.
 *
 * <p>It runs at every start of a JobManager, after a failure too. Flink then goes on with the job that it has stored, if
 * it has one.
 */
public final class ApplicationMain {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationMain.class);

    private ApplicationMain() {}

    /**
     * Returns when the job has ended.
     *
     * @param arguments the path of the pipeline file
     * @throws Exception a configuration that cannot work, with all its mistakes; brokers or a registry that do not answer;
     *     the job's failure
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException(
                    "one argument is needed, the path of the pipeline file, and there are " + arguments.length);
        }
        run(Path.of(arguments[0]), Installation.current(), System.getenv());
    }

    static void run(Path file, Installation installation, Map<String, String> variables) throws Exception {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(installation, variables, Paint.ofTerminal(), out, out);
        PipelineConfig config = PipelineReader.read(file, variables);
        Preparation preparation = Preparation.of(config, surroundings.catalog());
        preparation.models().forEach(model -> LOG.info("model {}", ModelLine.of(model)));
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.getExecutionEnvironment(EnrichmentJob.configuration(config));
        EnrichmentJob.define(flink, preparation.plan());
        flink.execute();
    }
}
