package dev.scholion.streaming.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.scholion.models.EngineException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.transformers.LoadedPipeline;
import dev.scholion.models.transformers.PipelineArgumentException;
import dev.scholion.models.transformers.PipelineArguments;
import dev.scholion.models.transformers.PipelineLines;
import dev.scholion.models.transformers.PipelineRequest;
import dev.scholion.models.transformers.PipelineTask;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for answers as Transformers' pipelines give them, and what they ask for. */
final class TransformersFormat {
    /** What becomes of text that spells a special token such as {@code [CLS]}. */
    enum SpecialTokens {
        AS_TEXT,
        AS_TRANSFORMERS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "With --format transformers: text-classification, token-classification, question-answering,"
                    + " zero-shot-classification, fill-mask, feature-extraction or sentence-embedding. Default: what the model"
                    + " was made for.")
    private @Nullable String task;

    @Option(
            names = "--head",
            paramLabel = "NAME",
            description = "With --format transformers: which task of a model that has several.")
    private @Nullable String head;

    @Option(
            names = "--args",
            paramLabel = "JSON",
            description = "With --format transformers: the pipeline's arguments by its own names, for example"
                    + " '{\"aggregation_strategy\": \"simple\", \"stride\": 16}'.")
    private @Nullable String arguments;

    @Option(
            names = "--special-tokens-in-text",
            paramLabel = "as-text|as-transformers",
            description =
                    "With --format transformers: whether text that spells a special token such as [CLS] is text, as in a"
                            + " stream, or becomes that token. Default: as-transformers.")
    private @Nullable String specialTokens;

    /** @throws CommandException if an option was given, and the format is another */
    void requireAbsent() throws CommandException {
        AnswerFormat.TRANSFORMERS.requireAbsent("--task", task != null);
        AnswerFormat.TRANSFORMERS.requireAbsent("--head", head != null);
        AnswerFormat.TRANSFORMERS.requireAbsent("--args", arguments != null);
        AnswerFormat.TRANSFORMERS.requireAbsent("--special-tokens-in-text", specialTokens != null);
    }

    /** @param text the only input, or nothing if they come by the standard input */
    int answer(Surroundings surroundings, ModelPackage model, @Nullable String text) throws CommandException {
        PipelineRequest request = request();
        try (LoadedPipeline pipeline = LoadedPipeline.open(model, request)) {
            InputStream in = text == null
                    ? System.in
                    : new ByteArrayInputStream(TextNode.valueOf(text).toString().getBytes(StandardCharsets.UTF_8));
            new PipelineLines(pipeline).answer(in, new PrintedLines(surroundings.out()));
            return ExitCodes.DONE;
        } catch (PipelineArgumentException e) {
            throw misused(String.valueOf(e.getMessage()), e);
        } catch (ModelPackageException e) {
            throw new CommandException(ExitCodes.CONFIGURATION, "--model: " + e.getMessage(), e);
        } catch (EngineException e) {
            throw new CommandException(ExitCodes.FAILED, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandException(ExitCodes.FAILED, "cannot go on: " + e.getMessage(), e);
        }
    }

    private PipelineRequest request() throws CommandException {
        Optional<PipelineTask> wanted = Optional.ofNullable(task).flatMap(PipelineTask::named);
        if (task != null && wanted.isEmpty()) {
            throw new CommandException(
                    ExitCodes.MISUSED,
                    "--task: there is no '%s', expected one of %s"
                            .formatted(
                                    task,
                                    Arrays.stream(PipelineTask.values())
                                            .map(PipelineTask::toString)
                                            .collect(Collectors.joining(", "))));
        }
        boolean spelled = true;
        if (specialTokens != null) {
            spelled = specialTokens.equals(SpecialTokens.AS_TRANSFORMERS.toString());
            if (!spelled && !specialTokens.equals(SpecialTokens.AS_TEXT.toString())) {
                throw new CommandException(
                        ExitCodes.MISUSED,
                        "--special-tokens-in-text is '%s', expected as-text or as-transformers"
                                .formatted(specialTokens));
            }
        }
        try {
            PipelineArguments parsed =
                    arguments == null ? PipelineArguments.none() : PipelineArguments.parse(arguments);
            return new PipelineRequest(wanted, Optional.ofNullable(head), parsed, spelled);
        } catch (PipelineArgumentException e) {
            throw misused("--args: " + e.getMessage(), e);
        }
    }

    private static CommandException misused(String message, PipelineArgumentException cause) {
        return new CommandException(ExitCodes.MISUSED, message, cause);
    }
}
