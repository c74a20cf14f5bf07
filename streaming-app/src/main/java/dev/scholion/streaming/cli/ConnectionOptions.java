package dev.scholion.streaming.cli;

import dev.scholion.schemas.registry.ConfluentSchemaRegistry;
import dev.scholion.schemas.registry.SchemaRegistry;
import dev.scholion.streaming.local.Installation;
import dev.scholion.streaming.local.LocalRunException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where brokers and registry are. */
final class ConnectionOptions {
    private static final Predicate<String> OF_REGISTRY = Pattern.compile(
                    "^(schema\\.registry|basic\\.auth|bearer\\.auth)\\.")
            .asPredicate();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,…",
            description = "Kafka brokers. Default: the local run's, and 127.0.0.1:9092 if none runs.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Schema registry, Confluent's API. Default: the local run's.")
    private @Nullable String registry;

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description =
                    "Properties of Kafka's clients and, by the names that begin with schema.registry., basic.auth."
                            + " or bearer.auth., of the registry's: the place for secrets.")
    private @Nullable Path file;

    @Mixin
    private final RunFolderOption folder = new RunFolderOption();

    /** Everything that a Kafka client needs but its serializers. */
    Map<String, Object> kafka(Installation installation) throws CommandException, LocalRunException {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", "127.0.0.1:9092");
        folder.run(installation).address("broker").ifPresent(address -> properties.put("bootstrap.servers", address));
        read().forEach((name, value) -> {
            if (!OF_REGISTRY.test(name)) {
                properties.put(name, value);
            }
        });
        if (bootstrapServers != null) {
            properties.put("bootstrap.servers", bootstrapServers);
        }
        return properties;
    }

    /** Does not connect yet. */
    SchemaRegistry registry(Installation installation) throws CommandException, LocalRunException {
        Map<String, String> properties = new HashMap<>(read());
        properties.keySet().removeIf(OF_REGISTRY.negate());
        String url = properties.remove("schema.registry.url");
        if (registry != null) {
            url = registry;
        } else if (url == null) {
            url = folder.run(installation).address("registry").orElse("http://127.0.0.1:8081/apis/ccompat/v7");
        }
        try {
            return ConfluentSchemaRegistry.patient(url, properties);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCodes.CONFIGURATION, "--registry: " + e.getMessage(), e);
        }
    }

    private Map<String, String> read() throws CommandException {
        Map<String, String> read = new HashMap<>();
        if (file != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new CommandException(ExitCodes.CONFIGURATION, "--properties: cannot read " + file, e);
            }
            properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        }
        return read;
    }
}
