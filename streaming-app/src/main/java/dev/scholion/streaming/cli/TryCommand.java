package dev.scholion.streaming.cli;

import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.predict.BatchingPredictor;
import dev.scholion.models.predict.PredictorOptions;
import dev.scholion.models.predict.Predictors;
import dev.scholion.models.predict.Trace;
import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.cli.view.SafeText;
import dev.scholion.streaming.cli.view.TraceView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows texts to a model, without Kafka or Flink. */
@Command(
        name = "try",
        description = {
            "Shows a text to a model, without Kafka or Flink.",
            "Prints labels, entities, tokens and times. Without a text, each line of the standard input is one."
        })
final class TryCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "The text, in quotes.")
    private @Nullable String text;

    @Option(
            names = "--model",
            paramLabel = "NAME|FOLDER",
            description = "A model of the catalogue, or the folder of any. Default: ${DEFAULT-VALUE}.")
    private String model = "news-en";

    @Option(
            names = "--json",
            description = "Print JSON, one object a text. Entities count UTF-16 units and code points.")
    private boolean json;

    TryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        boolean allAnswered = true;
        try (BatchingPredictor predictor = open();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder()))) {
            if (text != null) {
                return answer(predictor, text) ? ExitCodes.DONE : ExitCodes.FAILED;
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                allAnswered &= answer(predictor, line);
            }
        } catch (CharacterCodingException e) {
            throw new CommandException(ExitCodes.FAILED, "the standard input is not UTF-8", e);
        } catch (IOException e) {
            throw new CommandException(ExitCodes.FAILED, "cannot read the standard input: " + e.getMessage(), e);
        }
        return allAnswered ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private BatchingPredictor open() throws CommandException {
        try {
            PredictorOptions options = PredictorOptions.defaults();
            return Predictors.open(surroundings.catalog().open(model), options);
        } catch (ModelPackageException e) {
            throw new CommandException(ExitCodes.CONFIGURATION, "--model: " + e.getMessage(), e);
        }
    }

    /** Whether the text could be annotated. */
    private boolean answer(BatchingPredictor predictor, String each) {
        if (each.isBlank() || !each.equals(new String(each.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))) {
            return refused(each, each.isBlank() ? "blank" : "half a surrogate pair is no text");
        }
        try {
            Trace trace = predictor.trace(each).join();
            TraceView view = new TraceView(surroundings.paint());
            surroundings.out().println(json ? TraceView.json(trace, predictor.model()) : view.lines(trace));
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof TextFaultException fault) {
                return refused(each, String.valueOf(fault.getMessage()));
            }
            throw e;
        }
    }

    private boolean refused(String each, String why) {
        String line = "not annotated: " + SafeText.of(why) + ": " + SafeText.of(SafeText.shortened(each, 60));
        surroundings.err().println(surroundings.paint().in(Paint.Colour.RED, line));
        return false;
    }
}
