package dev.scholion.streaming.cli.demo;

import dev.scholion.streaming.local.Installation;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Starts and stops what the demo starts, once after a build, so that the JVMs can write down which classes they load:
 * with these class-data archives later starts take less than half the time.
 */
public final class Archives {
    private Archives() {}

    /** @throws Exception if a server does not start; the archives are then missing, and nothing else is */
    public static void main(String[] arguments) throws Exception {
        Installation installation = Installation.current();
        try (DemoFolder folder = DemoFolder.create(installation, false);
                DemoServers servers =
                        new DemoServers(installation, folder.path(), DemoPorts.choose(), 1, (what, elapsed) -> {})) {
            servers.flink();
            String brokers = servers.broker().bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
                admin.createTopics(List.of(new NewTopic("archive", 1, (short) 1)))
                        .all()
                        .get();
            }
            String registry = servers.registry().url();
            SampleStream sample = SampleStream.open(Clock.systemUTC());
            try (ResultReader reader = new ResultReader(
                            brokers, registry, List.of("archive"), (position, topic, result, nanos) -> {});
                    Publisher publisher =
                            new Publisher(brokers, "archive", sample, 1, (position, event, nanos) -> {})) {
                publisher.start(100);
                publisher.done().get();
                reader.end().getNow(null); // throws if it failed
            }
        }
    }
}
