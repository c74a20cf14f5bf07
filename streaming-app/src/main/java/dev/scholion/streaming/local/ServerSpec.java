package dev.scholion.streaming.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A child JVM to start.
 *
 * <p>The class path goes by the environment: ONNX Runtime 1.29 crashes a JVM whose command line is longer than a page.
 *
 * @param name for messages, state and log files, for example {@code broker}
 * @param options of the JVM
 * @param log takes the process's output; that of the start before is kept beside it as {@code .1}
 */
record ServerSpec(
        String name, String classPath, List<String> options, String mainClass, List<String> arguments, Path log) {
    /** For processes that should be up soon and then have little to do. */
    static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto");

    ServerSpec {
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
    }

    List<String> command(Lifetime lifetime) {
        List<String> command = new ArrayList<>(lifetime.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Djava.awt.headless=true");
        command.addAll(lifetime.options());
        command.add(ChildMain.class.getName());
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
