package dev.scholion.models.tensorrt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** NVIDIA's libraries in a folder, by their names: of the major version that this code was compiled for, any minor one. */
record TensorRtLibraries(Path folder) {
    static final String MAJOR = "10";
    private static final String RUNTIME = "libnvinfer.so." + MAJOR;
    private static final String PARSER = "libnvonnxparser.so." + MAJOR;
    private static final Pattern OTHER_RUNTIME = Pattern.compile("libnvinfer\\.so\\.(\\d+)");
    private static final Pattern BUILDER =
            Pattern.compile("libnvinfer_builder_resource.*\\.so\\." + MAJOR + "\\.(\\d+)\\..*");

    /** TensorRT 10.8 was the first for Blackwell. */
    private static final int BLACKWELL_MINOR = 8;

    private static final int BLACKWELL = 10;

    Path runtime() {
        return folder.resolve(RUNTIME);
    }

    Path parser() {
        return folder.resolve(PARSER);
    }

    /** Why no engine can run with them, or empty if one seems to. */
    Optional<String> unfitToRun() {
        if (!Files.isDirectory(folder)) {
            return Optional.of("the folder of TensorRT's libraries, %s, does not exist".formatted(folder));
        }
        if (Files.isRegularFile(runtime())) {
            return Optional.empty();
        }
        Optional<String> other = names().stream()
                .map(OTHER_RUNTIME::matcher)
                .filter(Matcher::matches)
                .map(Matcher::group)
                .findFirst();
        return Optional.of(
                other.map(name -> "%s has %s, which is another major version than %s".formatted(folder, name, RUNTIME))
                        .orElseGet(() -> "%s has no %s".formatted(folder, RUNTIME)));
    }

    /**
     * Why no engine can be built with them, or empty if one seems to.
     *
     * @param major of the GPU's compute capability
     */
    Optional<String> unfitToBuild(int major) {
        if (!Files.isRegularFile(parser())) {
            return Optional.of("%s has no %s, which building an engine needs".formatted(folder, PARSER));
        }
        List<Integer> minors = names().stream()
                .map(BUILDER::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .toList();
        if (minors.isEmpty()) {
            return Optional.of("%s has no libnvinfer_builder_resource*.so.%s.*, which building an engine needs"
                    .formatted(folder, MAJOR));
        }
        if (major >= BLACKWELL && minors.stream().allMatch(minor -> minor < BLACKWELL_MINOR)) {
            return Optional.of("%s has TensorRT %s.%d, and a GPU of compute capability %d needs %s.%d or later"
                    .formatted(folder, MAJOR, minors.get(0), major, MAJOR, BLACKWELL_MINOR));
        }
        return Optional.empty();
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
