package dev.scholion.models.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Java process for work that native code may crash or hang. It has a time limit, its own environment, and ends when this
 * process does, if its main method begins with {@link ParentWatch#start}.
 *
 * <p>Immutable: each method that changes something returns another one.
 */
public final class ChildJvm {
    private static final Logger LOG = LoggerFactory.getLogger(ChildJvm.class);

    /** Lines of output that are kept for whoever has to explain a failure. */
    private static final int KEPT_LINES = 20;

    /** What a child that wrote its last line may take to close its output. */
    private static final long OUTPUT_END_MILLIS = 2_000;

    private static final int LONGEST_LINE = 2_000;

    private final List<String> options;
    private final Set<String> classPath;
    private final String mainClass;
    private final Map<String, String> environment;

    private ChildJvm(List<String> options, Set<String> classPath, String mainClass, Map<String, String> environment) {
        this.options = List.copyOf(options);
        this.classPath = new LinkedHashSet<>(classPath);
        this.mainClass = mainClass;
        this.environment = new TreeMap<>(environment);
    }

    /** A small JVM that runs a main class, with nothing but what that class lies in on its class path. */
    public static ChildJvm running(Class<?> mainClass) {
        return new ChildJvm(
                        List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"),
                        Set.of(),
                        mainClass.getName(),
                        Map.of())
                .with(mainClass);
    }

    /** Also with what these classes lie in on its class path. */
    public ChildJvm with(Class<?>... classes) {
        Set<String> longer = new LinkedHashSet<>(classPath);
        for (Class<?> each : classes) {
            CodeSource source = each.getProtectionDomain().getCodeSource();
            if (source == null) {
                throw new IllegalArgumentException(each + " lies in no file");
            }
            longer.add(path(source.getLocation()));
        }
        return new ChildJvm(options, longer, mainClass, environment);
    }

    /** Also with the jar that holds a resource, such as native code, on its class path. */
    public ChildJvm withResource(URL resource) {
        Set<String> longer = new LinkedHashSet<>(classPath);
        try {
            if (resource.openConnection() instanceof JarURLConnection jar) {
                longer.add(path(jar.getJarFileURL()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ChildJvm(options, longer, mainClass, environment);
    }

    private static String path(URL file) {
        try {
            return Path.of(file.toURI()).toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no child process can have " + file + " on its class path", e);
        }
    }

    /** Also with an option of the JVM, for example {@code -Xmx64m}. */
    public ChildJvm option(String option) {
        List<String> more = new ArrayList<>(options);
        more.add(option);
        return new ChildJvm(more, classPath, mainClass, environment);
    }

    /** With a folder that native libraries are looked for in, before all others. */
    public ChildJvm libraryPath(Path folder) {
        Map<String, String> more = new TreeMap<>(environment);
        String others = System.getenv("LD_LIBRARY_PATH");
        more.put("LD_LIBRARY_PATH", others == null || others.isEmpty() ? folder.toString() : folder + ":" + others);
        return new ChildJvm(options, classPath, mainClass, more);
    }

    /**
     * Runs the main class and waits for its end. A child that takes too long is killed, and so is one whose caller is
     * interrupted or fails.
     *
     * @param lines called with each line of its output and of its errors, on another thread
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the caller is interrupted; the child is dead then
     */
    public Ending run(List<String> arguments, Duration limit, Consumer<String> lines)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start(); // its standard input stays open as long as this process lives
        try {
            Deque<String> last = new ArrayDeque<>();
            Thread reader = new Thread(() -> read(process, last, lines), "scholion-child-output");
            reader.setDaemon(true);
            reader.start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor(OUTPUT_END_MILLIS, TimeUnit.MILLISECONDS);
            }
            reader.join(OUTPUT_END_MILLIS);
            synchronized (last) {
                return ended
                        ? Ending.exited(process.exitValue(), List.copyOf(last))
                        : Ending.timedOut(limit, List.copyOf(last));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classPath));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /** Whatever the receiver does, the child's output is read on: a child whose output nobody reads stops. */
    private static void tell(String line, Consumer<String> lines) {
        try {
            lines.accept(line);
        } catch (RuntimeException e) {
            LOG.warn("A line of a child process was not taken: {}", line, e);
        }
    }

    private static void read(Process process, Deque<String> last, Consumer<String> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String shown = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
                synchronized (last) {
                    last.add(shown);
                    if (last.size() > KEPT_LINES) {
                        last.remove();
                    }
                }
                tell(shown, lines);
            }
        } catch (IOException | UncheckedIOException e) {
            synchronized (last) {
                last.add("(its output broke off: " + e.getMessage() + ")");
            }
        }
    }
}
