package dev.scholion.models.predict;

import dev.scholion.models.Annotations;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Window;
import java.time.Duration;
import java.util.List;

/**
 * How a text became its annotations.
 *
 * @param encoding the text's tokens with their ids and offsets; a prefix that a model is given counts as text
 * @param windows as they were run, special tokens included in their rows
 * @param tokenized time from the call to the end of tokenising
 * @param queued from there to the start of the first batch that held a window of the text
 * @param run from there to the end of the last such batch
 */
public record Trace(
        Annotations annotations,
        Encoding encoding,
        List<Window> windows,
        Duration tokenized,
        Duration queued,
        Duration run) {
    public Trace {
        windows = List.copyOf(windows);
    }
}
