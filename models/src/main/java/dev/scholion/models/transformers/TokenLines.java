package dev.scholion.models.transformers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.text.FileTokenizer;
import dev.scholion.models.wordpiece.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Tokenises a stream of JSON strings, one a line: {@code {"ids":[…],"offsets":[[start,end],…]}} for each and in order, offsets
 * in code points. Lines that are none, or no valid Unicode, say so in their place: {@code {"error": "..."}}.
 */
public final class TokenLines {
    private final FileTokenizer tokenizer;
    private final StringBuilder answer = new StringBuilder();

    public TokenLines(FileTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Answers all lines of a stream, one after another. The stream is not closed. */
    public void answer(InputStream in, PipelineLines.Output output) throws IOException {
        JsonLines lines = new JsonLines(in);
        while (true) {
            if (!lines.isReady()) {
                output.flush();
            }
            Optional<byte[]> line = lines.next();
            if (line.isEmpty()) {
                output.flush();
                return;
            }
            output.line(answer(line.get()));
        }
    }

    private String answer(byte[] line) {
        try {
            String text = PipelineInput.text(PipelineLines.parsed(line), "the line");
            return spelled(tokenizer.encode(text));
        } catch (PipelineInputException | TextFaultException e) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("error", String.valueOf(e.getMessage()))
                    .toString();
        }
    }

    private String spelled(Tokens tokens) {
        answer.setLength(0);
        answer.append("{\"ids\":[");
        for (int i = 0; i < tokens.length(); i++) {
            if (i > 0) {
                answer.append(',');
            }
            answer.append(tokens.id(i));
        }
        answer.append("],\"offsets\":[");
        for (int i = 0; i < tokens.length(); i++) {
            answer.append(i == 0 ? "[" : ",[")
                    .append(tokens.start(i))
                    .append(',')
                    .append(tokens.end(i))
                    .append(']');
        }
        return answer.append("]}").toString();
    }
}
