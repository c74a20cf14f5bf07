package dev.scholion.streaming.cli;

import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.predict.Predictors;
import dev.scholion.models.predict.Trace;
import dev.scholion.models.predict.TracingPredictor;
import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.cli.view.SafeText;
import dev.scholion.streaming.cli.view.TraceView;
import dev.scholion.streaming.input.RejectedEventException;
import dev.scholion.streaming.input.TextGuard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows texts to a model, without Kafka or Flink. */
@Command(
        name = "try",
        description = {
            "Shows a text to a model, without Kafka or Flink.",
            "Prints what each of its tasks answers, tokens and times. Without a text, each line of",
            "the standard input is one."
        })
final class TryCommand implements Callable<Integer> {
    /** What a pipeline refuses that sets no limit of its own. */
    private static final TextGuard GUARD = new TextGuard(100_000);

    private final Surroundings surroundings;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "The text, in quotes.")
    private @Nullable String text;

    @Option(
            names = "--model",
            paramLabel = "NAME|FOLDER",
            description = "A model of the catalogue, or the folder of any. Default: ${DEFAULT-VALUE}.")
    private String model = "news-en";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = {
                "transformers: read a JSON value from each line, a text or an object such as {\"text\": …, \"text_pair\": …}"
                        + " or {\"question\": …, \"context\": …}, and print for each, in order, the JSON that the pipeline of"
                        + " Hugging Face Transformers returns, or {\"error\": …}.",
                "tokens: read a JSON string from each line and print {\"ids\": […], \"offsets\": [[start, end], …]} in code points,"
                        + " as Hugging Face's tokenizers encodes it. Needs only tokenizer.json.",
                "Default: text."
            })
    private AnswerFormat format = AnswerFormat.TEXT;

    @Option(
            names = "--json",
            description = "Print JSON, one object a text. Entities count UTF-16 units and code points.")
    private boolean json;

    @Mixin
    private final TaskOptions tasks = new TaskOptions();

    @Mixin
    private final TransformersFormat transformers = new TransformersFormat();

    @Mixin
    private final TokensFormat tokens = new TokensFormat();

    TryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        if (format != AnswerFormat.TRANSFORMERS) {
            transformers.requireAbsent();
        }
        if (format != AnswerFormat.TOKENS) {
            tokens.requireAbsent();
        }
        List<String> others = json ? List.of("--json") : tasks.given();
        if (format != AnswerFormat.TEXT && !others.isEmpty()) {
            throw new CommandException(ExitCodes.MISUSED, "%s: not with --format %s".formatted(others.get(0), format));
        }
        if (format == AnswerFormat.TRANSFORMERS) {
            return transformers.answer(surroundings, read(), text);
        }
        if (format == AnswerFormat.TOKENS) {
            return tokens.print(surroundings, folder(), text);
        }
        try (TracingPredictor predictor = open()) {
            boolean allAnswered = text != null ? answer(predictor, text) : answerLines(predictor);
            return allAnswered ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }

    private boolean answerLines(TracingPredictor predictor) throws CommandException {
        boolean allAnswered = true;
        try {
            // Not closed: the standard input is not this command's own.
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder()));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                allAnswered &= answer(predictor, line);
            }
            return allAnswered;
        } catch (CharacterCodingException e) {
            throw new CommandException(ExitCodes.FAILED, "the standard input is not UTF-8", e);
        } catch (IOException e) {
            throw new CommandException(ExitCodes.FAILED, "cannot read the standard input: " + e.getMessage(), e);
        }
    }

    private TracingPredictor open() throws CommandException {
        try {
            return Predictors.open(tasks.use(read()));
        } catch (ModelPackageException e) {
            throw unusable(e);
        }
    }

    private ModelPackage read() throws CommandException {
        try {
            return surroundings.catalog().open(model, tasks.precision());
        } catch (ModelPackageException e) {
            throw unusable(e);
        }
    }

    private Path folder() throws CommandException {
        try {
            return surroundings.catalog().resolve(model);
        } catch (ModelPackageException e) {
            throw unusable(e);
        }
    }

    private static CommandException unusable(ModelPackageException e) {
        return new CommandException(ExitCodes.CONFIGURATION, "--model: " + e.getMessage(), e);
    }

    /** Whether the text could be annotated. */
    private boolean answer(TracingPredictor predictor, String each) {
        try {
            GUARD.check(each);
        } catch (RejectedEventException e) {
            return refused(each, String.valueOf(e.getMessage()));
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
