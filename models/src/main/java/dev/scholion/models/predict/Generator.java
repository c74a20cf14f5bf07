package dev.scholion.models.predict;

import dev.scholion.models.TaskResult;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.engine.EncodedRow;
import dev.scholion.models.engine.EncoderDecoder;
import dev.scholion.models.generate.GenerationConfigFile;
import dev.scholion.models.generate.Hypothesis;
import dev.scholion.models.generate.Search;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.Detokenizer;
import dev.scholion.models.text.SourceReader;
import dev.scholion.models.text.TextTokenizer;
import dev.scholion.models.text.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * One task of a model that generates text: how sources are read, tokens are searched, and text is made of them.
 *
 * @param name of the task
 */
record Generator(String name, SourceReader reader, Search search, Detokenizer detokenizer) {
    static Generator of(Task.TextGeneration task, ModelPackage model, TextTokenizer tokenizer) {
        return new Generator(
                task.name(),
                new SourceReader(tokenizer, task.rules().prefix(), model.window()),
                Search.of(GenerationConfigFile.read(model, task.rules())),
                new Detokenizer(model, tokenizer));
    }

    /**
     * Writes about each window by itself, and joins what was written by blanks.
     *
     * @param abandoned whether nobody waits any more; asked before each token
     * @throws CancellationException if it is abandoned
     * @throws RuntimeException as the engine's, or a {@link dev.scholion.models.generate.ScoreException}
     */
    TaskResult.Generation write(EncoderDecoder engine, List<Window> windows, BooleanSupplier abandoned) {
        List<String> texts = new ArrayList<>();
        int tokens = 0;
        boolean finished = true;
        for (Window window : windows) {
            EncodedRow source = engine.encode(window.row());
            Hypothesis hypothesis = search.search(prefixes -> {
                if (abandoned.getAsBoolean()) {
                    throw new CancellationException();
                }
                return engine.next(source, prefixes);
            });
            texts.add(detokenizer.text(hypothesis.ids()));
            tokens += hypothesis.ids().size();
            finished &= hypothesis.finished();
        }
        return new TaskResult.Generation(String.join(" ", texts), tokens, finished);
    }
}
