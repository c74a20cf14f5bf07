package dev.scholion.models.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads what is told to people, in whatever form: nothing that is wrong with it keeps a model from running. */
final class CardReader {
    private static final String FENCE = "---\n";
    private static final long LONGEST_README = 1 << 20;

    private CardReader() {}

    /** From {@code model.yaml}. */
    static ModelCard of(Map<?, ?> yaml) {
        return new ModelCard(
                text(yaml.get("description")),
                text(yaml.get("license")),
                lines(yaml.get("languages")),
                text(yaml.get("base-model")),
                lines(yaml.get("training-data")),
                lines(yaml.get("quality")));
    }

    /** From the YAML between the fences at the head of a {@code README.md}, as model hubs have it. */
    static ModelCard ofReadme(Path readme) {
        try {
            if (!Files.isRegularFile(readme) || Files.size(readme) > LONGEST_README) {
                return ModelCard.EMPTY;
            }
            String text = Files.readString(readme).replace("\r\n", "\n");
            int end = text.indexOf("\n" + FENCE, FENCE.length() - 1);
            if (!text.startsWith(FENCE) || end < 0) {
                return ModelCard.EMPTY;
            }
            Object head =
                    new Load(LoadSettings.builder().build()).loadFromString(text.substring(FENCE.length(), end + 1));
            if (!(head instanceof Map<?, ?> yaml)) {
                return ModelCard.EMPTY;
            }
            return new ModelCard(
                    Optional.empty(),
                    text(yaml.get("license")),
                    lines(yaml.get("language")),
                    lines(yaml.get("base_model")).stream().findFirst(),
                    lines(yaml.get("datasets")),
                    List.of());
        } catch (IOException | YamlEngineException | StackOverflowError e) {
            return ModelCard.EMPTY;
        }
    }

    private static Optional<String> text(@Nullable Object value) {
        return Optional.ofNullable(value).map(CardReader::line);
    }

    private static List<String> lines(@Nullable Object value) {
        if (value instanceof Collection<?> many) {
            return many.stream().map(CardReader::line).toList();
        }
        return value == null ? List.of() : List.of(line(value));
    }

    private static String line(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining(", "))
                : String.valueOf(value);
    }
}
