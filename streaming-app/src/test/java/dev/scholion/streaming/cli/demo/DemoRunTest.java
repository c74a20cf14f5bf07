package dev.scholion.streaming.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.catalog.Catalog;
import dev.scholion.streaming.local.Installation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The whole system at once: broker, registry, Flink, the job, the model, an ordinary consumer. */
class DemoRunTest {
    @Test
    void everyEventOfTheSampleHasExactlyItsResults() throws Exception {
        Installation installation = Installation.current();
        Catalog catalog = new Catalog(List.of(installation.home().resolve("models/catalog")));
        AtomicInteger seen = new AtomicInteger();
        DemoListener listener = new DemoListener() {
            @Override
            public void ready(String bootstrapServers, String registry, URI web) {}

            @Override
            public void finished(FinishedEvent event) {
                seen.incrementAndGet();
            }

            @Override
            public void waiting(String what, Duration elapsed) {}
        };
        DemoSummary summary = new DemoRun(installation, catalog, new DemoOptions(true, 200, false), listener)
                .run(new CompletableFuture<>());
        assertTrue(summary.isAsItShouldBe(), summary::toString);
        assertEquals(summary.sent(), seen.get());
        assertEquals(3, summary.resultsByTopic().get("text.rejected"));
        assertEquals(summary.sent() - 3, summary.resultsByTopic().get("text.entities"));
    }
}
