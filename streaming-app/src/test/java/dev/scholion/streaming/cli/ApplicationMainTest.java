package dev.scholion.streaming.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.streaming.config.ConfigurationException;
import dev.scholion.streaming.local.Installation;
import dev.scholion.streaming.testing.Servers;
import dev.scholion.streaming.testing.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ApplicationMainTest {
    @TempDir
    private Path folder;

    @Test
    void wantsThePipelineFileAndNothingElse() {
        assertThrows(IllegalArgumentException.class, () -> ApplicationMain.main(new String[0]));
        assertThrows(IllegalArgumentException.class, () -> ApplicationMain.main(new String[] {"-c", "pipeline.yaml"}));
    }

    @Test
    void aWrongPipelineFileEndsItWithEveryMistake() throws Exception {
        Path file = Files.writeString(folder.resolve("pipeline.yaml"), "name: x\nparallelism: none\ncolour: blue\n");
        ConfigurationException refusal =
                assertThrows(ConfigurationException.class, () -> ApplicationMain.main(new String[] {file.toString()}));
        assertTrue(String.valueOf(refusal.getMessage()).contains("parallelism"), refusal.getMessage());
        assertTrue(String.valueOf(refusal.getMessage()).contains("colour"), refusal.getMessage());
    }

    @Test
    @Timeout(240) // seconds; two servers start in them
    void runsThePipelineUntilItEnds() throws Exception {
        try (Servers servers = Servers.start(folder)) {
            for (String topic : List.of("text.events", "text.sentiment", "text.rejected")) {
                servers.topics().create(topic, 1);
            }
            servers.topics()
                    .write(List.of(new ProducerRecord<>("text.events", Topics.utf8("A lovely evening in Porto."))));
            Path file = Files.writeString(folder.resolve("pipeline.yaml"), """
                    name: application
                    kafka: {bootstrap-servers: nobody.invalid:1}
                    registry: {url: "${env:REGISTRY}", auto-register: true}
                    input: {topics: text.events, format: text, stop: latest}
                    model: {location: news-en, tasks: {sentiment: {}}}
                    """);
            ApplicationMain.run(
                    file,
                    Installation.current(),
                    Map.of(
                            "SCHOLION_KAFKA_BOOTSTRAP_SERVERS",
                            servers.broker().bootstrapServers(),
                            "REGISTRY",
                            servers.registry().url()));
            assertEquals(1, servers.topics().read("text.sentiment").size());
        }
    }
}
