package dev.scholion.models.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The small graphs, made by hand, by which an engine is tried before it gets a model. */
final class TrialGraph {
    private TrialGraph() {}

    static byte[] read(String name) {
        try (InputStream in = TrialGraph.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name + " on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
