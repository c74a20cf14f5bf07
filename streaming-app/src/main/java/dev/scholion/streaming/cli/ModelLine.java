package dev.scholion.streaming.cli;

import dev.scholion.streaming.config.TaskConfig;
import dev.scholion.streaming.enrich.ConfiguredModel;
import java.util.stream.Collectors;

/** What a pipeline asks of one of its models, in a line. */
final class ModelLine {
    private ModelLine() {}

    /** For example {@code news-en 1.0, int8, for en: mood (text-classification)}. */
    static String of(ConfiguredModel configured) {
        String languages = configured.config().languages().isEmpty()
                ? ""
                : ", for " + String.join(", ", configured.config().languages());
        return "%s %s, %s%s: %s"
                .formatted(
                        configured.model().name(),
                        configured.model().version(),
                        configured.model().precision(),
                        languages,
                        configured.specs().stream()
                                .map(task -> "%s (%s)".formatted(task.name(), TaskConfig.spelled(task.kind())))
                                .collect(Collectors.joining(", ")));
    }
}
