package dev.scholion.streaming.local;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The built project on this machine: where the jars of the local processes lie.
 *
 * @param home the project's root folder
 */
public record Installation(Path home) {
    public Installation {
        home = home.toAbsolutePath().normalize();
    }

    /**
     * The installation that the launcher or the test run names with the system property {@code scholion.home}, and
     * otherwise the working directory.
     */
    public static Installation current() {
        return new Installation(Path.of(System.getProperty("scholion.home", "")));
    }

    /** Jars of the broker. */
    String brokerClassPath() throws LocalRunException {
        return jars(home.resolve("ops/local/broker/target/lib"));
    }

    /** Jars of the registry, its runner first. */
    String registryClassPath() throws LocalRunException {
        Path registry = home.resolve("ops/local/registry/target/registry");
        return jars(registry) + File.pathSeparator + jars(registry.resolve("lib"));
    }

    /** Everything that this JVM runs from: the job, Flink and the native libraries. */
    static String ownClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar or folder that holds {@link ChildMain}, for the class path of a child. */
    static String ownCode() {
        try {
            return Path.of(ChildMain.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path logging() {
        return home.resolve("ops/local/log4j2.properties");
    }

    /**
     * The JVM option by which a process uses its class-data archive, if there is one, or writes it. The JVM leaves a stale
     * archive alone.
     */
    String archiveOption(String process) {
        Path archive = home.resolve("streaming-app/target/archives").resolve(process + ".jsa");
        String option = Boolean.getBoolean("scholion.archive") ? "ArchiveClassesAtExit" : "SharedArchiveFile";
        return "-XX:" + option + "=" + archive;
    }

    /** Sorted, because a class-data archive holds for one order only. */
    private static String jars(Path folder) throws LocalRunException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                List<String> jars = files.map(Path::toString)
                        .filter(name -> name.endsWith(".jar"))
                        .sorted()
                        .toList();
                if (!jars.isEmpty()) {
                    return String.join(File.pathSeparator, jars);
                }
            } catch (IOException e) {
                throw new LocalRunException("cannot read " + folder + ": " + e.getMessage(), e);
            }
        }
        throw new LocalRunException("no jars in " + folder + "; build them with: mvn -Dquick -DskipTests package");
    }
}
