package dev.scholion.streaming.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.text.FileTokenizer;
import dev.scholion.models.transformers.TokenLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for tokens alone, and what they ask for. */
final class TokensFormat {
    @Option(
            names = "--tokenizer",
            paramLabel = "own|djl",
            description =
                    "With --format tokens: whose code, ours or Hugging Face's through DJL. Default: ours where it knows"
                            + " the kind of tokenizer.json.")
    private @Nullable String tokenizer;

    /** @throws CommandException if an option was given, and the format is another */
    void requireAbsent() throws CommandException {
        AnswerFormat.TOKENS.requireAbsent("--tokenizer", tokenizer != null);
    }

    /**
     * Prints the tokens of texts.
     *
     * @param folder that holds tokenizer.json
     * @param text the only text, or nothing if they come by the standard input
     */
    int print(Surroundings surroundings, Path folder, @Nullable String text) throws CommandException {
        try (FileTokenizer opened = FileTokenizer.open(folder, code())) {
            InputStream in = text == null
                    ? System.in
                    : new ByteArrayInputStream(TextNode.valueOf(text).toString().getBytes(StandardCharsets.UTF_8));
            new TokenLines(opened).answer(in, new PrintedLines(surroundings.out()));
            return ExitCodes.DONE;
        } catch (ModelPackageException e) {
            throw new CommandException(ExitCodes.CONFIGURATION, "--model: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandException(ExitCodes.FAILED, "cannot go on: " + e.getMessage(), e);
        }
    }

    private Optional<FileTokenizer.Code> code() throws CommandException {
        if (tokenizer == null) {
            return Optional.empty();
        }
        for (FileTokenizer.Code code : FileTokenizer.Code.values()) {
            if (code.name().toLowerCase(Locale.ROOT).equals(tokenizer)) {
                return Optional.of(code);
            }
        }
        throw new CommandException(ExitCodes.MISUSED, "--tokenizer is '%s', expected own or djl".formatted(tokenizer));
    }
}
