package dev.scholion.benchmarks.shape;

import java.nio.file.Path;
import java.util.List;

/** Writes a model folder with random weights: {@code FOLDER SHAPE WINDOW TOKENIZER}. */
public final class RandomModelProgram {
    private static final int LABELS = 3;

    private RandomModelProgram() {}

    /** @throws Exception if an argument is not what it must be, or the folder cannot be written */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("expected: FOLDER SHAPE WINDOW TOKENIZER");
        }
        new RandomModel(EncoderShape.named(arguments[1]), Integer.parseInt(arguments[2]), LABELS)
                .write(Path.of(arguments[0]), Path.of(arguments[3]), List.of(RandomModel.Graph.values()));
    }
}
