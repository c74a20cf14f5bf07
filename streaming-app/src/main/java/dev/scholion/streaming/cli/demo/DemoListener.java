package dev.scholion.streaming.cli.demo;

import dev.scholion.streaming.local.Progress;
import java.net.URI;

/** Watches the demo. Called from several threads. */
public interface DemoListener extends Progress {
    /** Everything runs and the first event is about to be sent. */
    void ready(String bootstrapServers, String registry, URI web);

    void finished(FinishedEvent event);
}
