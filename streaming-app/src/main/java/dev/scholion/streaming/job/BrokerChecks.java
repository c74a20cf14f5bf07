package dev.scholion.streaming.job;

import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.config.DeliveryConfig;
import dev.scholion.streaming.config.InputConfig;
import dev.scholion.streaming.config.KafkaConfig;
import dev.scholion.streaming.config.PipelineConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/** What is asked of the brokers before a job starts, so that it does not start only to lose data later. */
final class BrokerChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String LONGEST_TRANSACTION = "transaction.max.timeout.ms";

    private BrokerChecks() {}

    /** Everything that stands in the way; empty if nothing does. */
    static List<Problem> problems(PipelineConfig config, Collection<String> outputTopics) {
        try (Admin admin = admin(config.kafka())) {
            List<Problem> problems = new ArrayList<>();
            Set<String> topics = answer(admin.listTopics().names());
            boolean creates = Boolean.parseBoolean(brokerSetting(admin, "auto.create.topics.enable"));
            problems.addAll(missingTopics(config.input(), outputTopics, topics, creates));
            problems.addAll(loops(config.input(), outputTopics));
            if (config.delivery().guarantee() == DeliveryConfig.Guarantee.EXACTLY_ONCE) {
                problems.addAll(transactions(
                        config.delivery().transactionTimeout(),
                        Long.parseLong(brokerSetting(admin, LONGEST_TRANSACTION))));
            }
            return problems;
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            return List.of(new Problem(
                    "kafka.bootstrap-servers",
                    config.kafka().bootstrapServers() + " did not answer: " + cause.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(new Problem("kafka.bootstrap-servers", "interrupted while asking the brokers"));
        }
    }

    /**
     * Makes topics with the brokers' own number of partitions and replicas.
     *
     * @return those that were missing
     * @throws KafkaException if the brokers cannot be reached or refuse
     */
    static List<String> createMissing(KafkaConfig kafka, Collection<String> topics) throws InterruptedException {
        try (Admin admin = admin(kafka)) {
            Set<String> missing = new TreeSet<>(topics);
            missing.removeAll(answer(admin.listTopics().names()));
            answer(admin.createTopics(missing.stream()
                            .map(topic -> new NewTopic(topic, Optional.empty(), Optional.empty()))
                            .toList())
                    .all());
            return List.copyOf(missing);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("topics cannot be created at " + kafka.bootstrapServers(), e);
        }
    }

    private static Admin admin(KafkaConfig kafka) {
        Properties properties = KafkaEnds.properties(kafka);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        return Admin.create(properties);
    }

    private static List<Problem> missingTopics(
            InputConfig input, Collection<String> outputTopics, Set<String> existing, boolean brokersCreate) {
        List<Problem> problems = new ArrayList<>();
        for (String topic : input.topics()) {
            if (!existing.contains(topic)) {
                problems.add(new Problem("input.topics", "topic '" + topic + "' does not exist"));
            }
        }
        String pattern = input.topicPattern();
        if (pattern != null
                && existing.stream().noneMatch(Pattern.compile(pattern).asMatchPredicate())) {
            problems.add(new Problem("input.topic-pattern", "'" + pattern + "' matches no topic"));
        }
        if (!brokersCreate) {
            for (String topic : new TreeSet<>(outputTopics)) {
                if (!existing.contains(topic)) {
                    problems.add(new Problem(
                            "output", "topic '" + topic + "' does not exist, and the brokers do not create topics"));
                }
            }
        }
        return problems;
    }

    private static List<Problem> loops(InputConfig input, Collection<String> outputTopics) {
        String pattern = input.topicPattern();
        return outputTopics.stream()
                .filter(topic -> pattern == null ? input.topics().contains(topic) : Pattern.matches(pattern, topic))
                .map(topic -> new Problem(
                        pattern == null ? "input.topics" : "input.topic-pattern",
                        "'" + topic + "' is also an output: the pipeline would read what it wrote"))
                .toList();
    }

    static List<Problem> transactions(Duration wanted, long brokerMillis) {
        return wanted.toMillis() <= brokerMillis
                ? List.of()
                : List.of(new Problem(
                        "delivery.transaction-timeout",
                        "%d s is more than the brokers' %s, %d s; raise that setting on the brokers, or lower this one together with longest-outage"
                                .formatted(wanted.toSeconds(), LONGEST_TRANSACTION, brokerMillis / 1000)));
    }

    private static String brokerSetting(Admin admin, String name)
            throws ExecutionException, TimeoutException, InterruptedException {
        Node node = answer(admin.describeCluster().nodes()).iterator().next();
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
        Config config = answer(Objects.requireNonNull(
                admin.describeConfigs(List.of(broker)).values().get(broker)));
        ConfigEntry entry = config.get(name);
        return entry == null ? "" : entry.value();
    }

    private static <T> T answer(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
