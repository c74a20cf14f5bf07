package dev.scholion.streaming.cli;

import dev.scholion.models.transformers.PipelineLines;
import java.io.PrintWriter;

/** Lines on the terminal, or into a pipe whose reader may go away. */
record PrintedLines(PrintWriter out) implements PipelineLines.Output {
    @Override
    public void line(String answer) {
        out.print(answer);
        out.print('\n');
    }

    @Override
    public void flush() {
        out.flush();
    }
}
