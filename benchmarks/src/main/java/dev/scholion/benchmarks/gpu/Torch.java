package dev.scholion.benchmarks.gpu;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * PyTorch with Transformers in a process of its own, asked by lines: so that both sides can be measured in turn on one GPU.
 * One thread uses it.
 */
final class Torch implements AutoCloseable {
    private final Process process;
    private final PrintStream to;
    private final BufferedReader from;
    private final String description;

    /** @throws IOException if there is no PyTorch, with what was said instead */
    Torch(GpuOptions options) throws IOException {
        this.process = new ProcessBuilder(
                        List.of(options.python(), options.torch().toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.description = answer("ready ");
    }

    /** Versions and the device. */
    String description() {
        return description;
    }

    /** Makes a model of one of the named shapes, with random weights. */
    void model(String shape, int window, int labels) throws IOException {
        ask("model %s %d %d", shape, window, labels);
        answer("ok");
    }

    /** Rows a second for batches of one size. */
    double rate(int rows, int columns, double seconds) throws IOException {
        ask("rate %d %d %.3f", rows, columns, seconds);
        return Double.parseDouble(answer("rate "));
    }

    private void ask(String format, Object... arguments) {
        to.println(String.format(Locale.ROOT, format, arguments));
    }

    private String answer(String beginning) throws IOException {
        String line = from.readLine();
        if (line == null || !line.startsWith(beginning)) {
            throw new IOException("PyTorch's script said '%s', expected '%s'".formatted(line, beginning.strip()));
        }
        return line.substring(beginning.length());
    }

    @Override
    public void close() {
        to.close();
        process.destroy();
    }
}
