package dev.scholion.streaming.config;

import dev.scholion.models.TaskSpec.Kind;
import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.catalog.Pooling;
import dev.scholion.models.engine.EngineChoice;
import dev.scholion.models.engine.TensorRtOptions;
import dev.scholion.models.language.LanguageCode;
import dev.scholion.models.task.WindowRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the models of a pipeline file and what is asked of them. */
final class ModelReader {
    /** A task's name stands in results, in topics' names and in keys of the file. */
    private static final Pattern TASK_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /** The kind of engine that is the best that a worker has. */
    private static final String AUTOMATIC = "auto";

    private ModelReader() {}

    /** The models of a file: those of its list, or the only one. */
    static List<ModelConfig> models(Section file) {
        if (!file.has("models")) {
            return List.of(model(file.section("model")));
        }
        if (file.has("model")) {
            file.report("models", "give either model or models");
        }
        List<ModelConfig> models =
                file.list("models").stream().map(ModelReader::model).toList();
        if (models.isEmpty()) {
            file.report("models", "names no model");
        }
        return models;
    }

    private static ModelConfig model(Section section) {
        ModelConfig config = new ModelConfig(
                section.path(),
                section.text("location"),
                section.optionalText("precision"),
                engine(section.section("engine")),
                section.integer("threads", Runtime.getRuntime().availableProcessors(), 1, 1024),
                section.optionalInteger("batch-tokens", 16, 1_000_000),
                section.optionalInteger("batch-rows", 1, 65_536),
                section.optionalInteger("stride", 0, 4096),
                section.optionalText("task"),
                languages(section),
                section.optionalChoice("aggregation", Aggregation.class),
                section.has("tasks") ? tasks(section) : null);
        if (config.task() != null && config.tasks() != null) {
            section.report("task", "names the only task of a model; give either task or tasks");
        }
        section.rejectUnknownKeys();
        return config;
    }

    private static EngineConfig engine(Section section) {
        List<String> kinds = EngineChoice.ofThisMachine().kinds();
        String kind = section.optionalText("kind");
        if (kind != null && !kind.equals(AUTOMATIC) && !kinds.contains(kind)) {
            section.report("kind", "'%s' is none of %s, %s".formatted(kind, AUTOMATIC, String.join(", ", kinds)));
        }
        EngineConfig config = new EngineConfig(
                AUTOMATIC.equals(kind) ? null : kind,
                section.optionalInteger("device", 0, 1023),
                section.optionalChoice("precision", TensorRtOptions.Precision.class),
                section.optionalInteger("lanes", 1, 16),
                section.optionalText("libraries"),
                section.optionalText("cache"),
                section.flag("cuda-graphs", true),
                section.optionalChoice("while-building", TensorRtOptions.WhileBuilding.class),
                section.duration("build-timeout", Duration.ofMinutes(30)));
        if (config.kind() != null && config.whileBuilding() == TensorRtOptions.WhileBuilding.FALL_BACK) {
            section.report("while-building", "there is nothing to fall back to where kind is " + config.kind());
        }
        section.rejectUnknownKeys();
        return config;
    }

    private static List<String> languages(Section section) {
        List<String> codes = new ArrayList<>();
        for (String language : section.texts("languages")) {
            LanguageCode.of(language)
                    .ifPresentOrElse(
                            codes::add,
                            () -> section.report(
                                    "languages", "'" + language + "' is not the code of a language, such as en"));
        }
        return codes;
    }

    private static List<TaskConfig> tasks(Section section) {
        Map<String, Section> sections = section.sections("tasks");
        if (sections.isEmpty()) {
            section.report("tasks", "names no task");
        }
        List<TaskConfig> tasks = new ArrayList<>();
        sections.forEach((name, task) -> {
            if (!TASK_NAME.matcher(name).matches()) {
                section.report("tasks." + name, "is not a name of 1 to 64 letters, digits, '_' and '-'");
            }
            tasks.add(task(name, task));
        });
        return tasks;
    }

    private static TaskConfig task(String name, Section section) {
        Kind kind = section.optionalChoice("kind", Kind.class);
        String head = section.optionalText("head");
        Set<TaskOption> given = EnumSet.noneOf(TaskOption.class);
        for (TaskOption option : TaskOption.values()) {
            if (section.has(option.key())) {
                given.add(option);
            }
        }
        TaskConfig config = new TaskConfig(
                section.path(),
                name,
                kind,
                head,
                given,
                labels(section),
                hypothesis(section),
                section.flag("multi-label", false),
                section.optionalText("question"),
                section.optionalText("question-field"),
                section.optionalText("pair-field"),
                section.optionalChoice("windows", WindowRule.class),
                section.optionalInteger("top-k", 1, 1_000_000),
                section.optionalDecimal("threshold"),
                section.optionalDecimal("abstain-below"),
                section.optionalInteger("max-answer-tokens", 1, 100_000),
                section.flag("no-answer", false),
                section.texts("types"),
                section.optionalText("replacement"),
                section.optionalInteger("sentences", 1, 10_000),
                section.optionalChoice("pooling", Pooling.Mode.class),
                section.has("normalize") ? section.flag("normalize", true) : null,
                section.optionalChoice("aggregation", Aggregation.class),
                section.optionalText("prefix"),
                section.optionalInteger("max-new-tokens", 1, 100_000),
                section.optionalInteger("beams", 1, 100));
        if (kind != null) {
            config.problems(kind)
                    .forEach(problem -> section.report(
                            problem.key().substring(section.path().length() + 1), problem.message()));
        }
        section.rejectUnknownKeys();
        return config;
    }

    private static List<String> labels(Section section) {
        List<String> labels = section.texts("labels");
        if (labels.stream().anyMatch(String::isBlank) || Set.copyOf(labels).size() < labels.size()) {
            section.report("labels", "are %s, expected texts, each once".formatted(labels));
        }
        return labels;
    }

    private static @Nullable String hypothesis(Section section) {
        String hypothesis = section.optionalText("hypothesis");
        if (hypothesis != null && !hypothesis.contains("{}")) {
            section.report("hypothesis", "has no {} for the label");
        }
        return hypothesis;
    }
}
