package dev.scholion.streaming.config;

import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.config.DeliveryConfig.Guarantee;
import dev.scholion.streaming.config.InputConfig.FieldPaths;
import dev.scholion.streaming.config.InputConfig.Format;
import dev.scholion.streaming.config.InputConfig.Start;
import dev.scholion.streaming.config.InputConfig.Tombstones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a pipeline file. Every key is described in {@code docs/pipeline.md}. */
public final class PipelineReader {
    /** No dot: the transactional id prefix ends with one, so that no job's prefix begins another's. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    /** Settings of Kafka's clients that the job decides, because its promises rest on them. */
    private static final Set<String> OWN_PROPERTIES = Set.of(
            "bootstrap.servers",
            "group.id",
            "enable.auto.commit",
            "auto.offset.reset",
            "isolation.level",
            "acks",
            "enable.idempotence",
            "transactional.id",
            "transaction.timeout.ms",
            "max.request.size",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer");

    private final Placeholders placeholders;
    private final List<Problem> problems = new ArrayList<>();

    private PipelineReader(Map<String, String> environment) {
        placeholders = new Placeholders(environment);
    }

    /**
     * Reads and checks a file.
     *
     * @param environment variables that override keys and fill placeholders, usually {@link System#getenv()}
     * @throws ConfigurationException with every mistake found
     */
    public static PipelineConfig read(Path file, Map<String, String> environment) throws ConfigurationException {
        try {
            return read(file.toString(), Files.readString(file), environment);
        } catch (IOException e) {
            throw new ConfigurationException(file.toString(), List.of(new Problem("file", "cannot be read: " + e)));
        }
    }

    static PipelineConfig read(String source, String yaml, Map<String, String> environment)
            throws ConfigurationException {
        Object document;
        try {
            document = new Load(LoadSettings.builder().setLabel(source).build()).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw new ConfigurationException(source, List.of(new Problem("file", "is not YAML: " + e.getMessage())));
        }
        if (!(document instanceof Map<?, ?> map)) {
            throw new ConfigurationException(source, List.of(new Problem("file", "holds no keys")));
        }
        PipelineReader reader = new PipelineReader(environment);
        PipelineConfig config = reader.pipeline(map);
        if (!reader.problems.isEmpty()) {
            throw new ConfigurationException(source, reader.problems);
        }
        return config;
    }

    private PipelineConfig pipeline(Map<?, ?> values) {
        Section file = new Section("", values, placeholders, problems);
        String name = file.text("name");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            file.report("name", "'" + name + "' is not 1 to 64 letters, digits, '_' and '-'");
        }
        PipelineConfig config = new PipelineConfig(
                name,
                kafka(file.section("kafka")),
                registry(file.section("registry")),
                input(file.section("input"), name),
                ModelReader.models(file),
                detectLanguage(file.section("language")),
                output(file.section("output")),
                delivery(file.section("delivery"), name),
                file.integer("parallelism", 1, 1, 1024));
        file.rejectUnknownKeys();
        checkTopics(file, config);
        checkFields(config);
        checkLanguages(config);
        return config;
    }

    private static KafkaConfig kafka(Section section) {
        String servers = section.text("bootstrap-servers");
        Map<String, String> properties = section.properties("properties");
        for (String property : properties.keySet()) {
            if (OWN_PROPERTIES.contains(property)) {
                section.report("properties." + property, "is decided by the pipeline and cannot be set here");
            }
        }
        section.rejectUnknownKeys();
        return new KafkaConfig(servers, properties);
    }

    private static RegistryConfig registry(Section section) {
        RegistryConfig config = new RegistryConfig(
                section.text("url"), section.properties("properties"), section.flag("auto-register", false));
        section.rejectUnknownKeys();
        return config;
    }

    private static InputConfig input(Section section, String name) {
        List<String> topics = section.texts("topics");
        String pattern = section.optionalText("topic-pattern");
        if (topics.isEmpty() == (pattern == null)) {
            section.report("topics", "give either topics or topic-pattern");
        }
        if (pattern != null) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                section.report("topic-pattern", "is not a regular expression: " + e.getDescription());
            }
        }
        topics.forEach(topic -> checkTopic(section, "topics", topic));
        Section fields = section.section("fields");
        FieldPaths paths = new FieldPaths(
                fields.text("text", "text"),
                fields.optionalText("id"),
                fields.optionalText("language"),
                fields.optionalText("event-time"));
        fields.rejectUnknownKeys();
        Start start = section.choice("start", Start.EARLIEST, Start.class);
        Instant startAt = section.instant("start-at");
        if ((start == Start.TIMESTAMP) != (startAt != null)) {
            section.report("start-at", "goes with start: timestamp, and only with it");
        }
        InputConfig config = new InputConfig(
                topics,
                pattern,
                section.text("consumer-group", name),
                section.choice("format", Format.AVRO, Format.class),
                paths,
                start,
                startAt,
                section.choice("stop", false, List.of("never", "latest"), "latest"::equals),
                section.choice("tombstones", Tombstones.REJECT, Tombstones.class),
                section.integer("max-text-characters", 100_000, 1, 100_000_000));
        section.rejectUnknownKeys();
        return config;
    }

    private static boolean detectLanguage(Section section) {
        boolean detect = section.flag("detect", false);
        section.rejectUnknownKeys();
        return detect;
    }

    private static OutputConfig output(Section section) {
        Map<String, String> topics = section.properties("topics");
        topics.forEach((task, topic) -> checkTopic(section, "topics." + task, topic));
        OutputConfig config = new OutputConfig(
                topics,
                section.optionalText("enriched-topic"),
                section.text("rejected-topic", "text.rejected"),
                section.integer("max-record-bytes", 1_000_000, 10_000, 1_000_000_000),
                section.choice("order", true, List.of("partition", "none"), "partition"::equals));
        checkTopic(section, "rejected-topic", config.rejectedTopic());
        checkTopic(section, "enriched-topic", config.enrichedTopic());
        section.rejectUnknownKeys();
        return config;
    }

    private static DeliveryConfig delivery(Section section, String name) {
        Duration interval = section.duration("checkpoint-interval", Duration.ofSeconds(10));
        Duration timeout = section.duration("checkpoint-timeout", Duration.ofMinutes(5));
        Duration outage = section.duration("longest-outage", Duration.ofMinutes(30));
        Duration transaction = section.duration("transaction-timeout", Duration.ofHours(1));
        Guarantee guarantee = section.choice("guarantee", Guarantee.AT_LEAST_ONCE, Guarantee.class);
        if (interval.toMillis() < 10) {
            section.report("checkpoint-interval", interval.toMillis() + " ms is less than 10 ms");
        }
        Duration needed = interval.plus(timeout).plus(outage);
        if (guarantee == Guarantee.EXACTLY_ONCE && transaction.compareTo(needed) < 0) {
            section.report(
                    "transaction-timeout",
                    "%d s is less than checkpoint-interval, checkpoint-timeout and longest-outage together, %d s: Kafka"
                                    .formatted(transaction.toSeconds(), needed.toSeconds())
                            + " would drop results that Flink believes are written");
        }
        DeliveryConfig config = new DeliveryConfig(
                guarantee,
                interval,
                timeout,
                section.optionalText("checkpoint-directory"),
                transaction,
                "scholion." + name + ".");
        section.rejectUnknownKeys();
        return config;
    }

    private static void checkTopics(Section file, PipelineConfig config) {
        Set<String> outputs = new HashSet<>(config.output().topics().values());
        if (outputs.size() < config.output().topics().size()) {
            file.report("output.topics", "two tasks share a topic; each needs its own");
        }
        outputs.add(config.output().rejectedTopic());
        if (config.output().enrichedTopic() != null) {
            outputs.add(config.output().enrichedTopic());
        }
        for (String topic : config.input().topics()) {
            if (outputs.contains(topic)) {
                file.report("input.topics", "'" + topic + "' is also an output: the pipeline would read what it wrote");
            }
        }
    }

    /** A format without fields has none to ask about. */
    private void checkFields(PipelineConfig config) {
        if (config.input().format() == Format.TEXT) {
            for (String field : config.furtherFields()) {
                problems.add(new Problem(
                        "input.format", "text has no fields, and a task asks for the field '%s'".formatted(field)));
            }
        }
    }

    private void checkLanguages(PipelineConfig config) {
        if (config.detectLanguage() || config.input().fields().language() != null) {
            return;
        }
        for (ModelConfig model : config.models()) {
            if (!model.languages().isEmpty()) {
                problems.add(new Problem(
                        model.key() + ".languages",
                        "nothing tells the language of a text: name input.fields.language, or set language.detect"));
            }
        }
    }

    private static void checkTopic(Section section, String key, @Nullable String topic) {
        if (topic != null && !TOPIC.matcher(topic).matches()) {
            section.report(key, "'" + topic + "' is not a topic name: 1 to 249 letters, digits, '.', '_' and '-'");
        }
    }
}
