package dev.scholion.streaming.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Entry point of every child JVM: runs another class's {@code main}, after what that one needs first.
 *
 * <p>It stands on class paths where nothing else of this project is, so it uses the JDK alone.
 */
public final class ChildMain {
    /** If set, the child ends when its standard input does: so it never outlives a parent that was killed. */
    static final String ATTACHED = "scholion.attached";

    /** If set, the broker's storage in the folder so named is formatted first, unless it has been. */
    static final String FORMAT = "scholion.format";

    private ChildMain() {}

    /**
     * Runs the main class named first with the other arguments.
     *
     * @throws ReflectiveOperationException if there is no such class
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        if (Boolean.getBoolean(ATTACHED)) {
            Thread watch = new Thread(ChildMain::endWithParent, "parent-watch");
            watch.setDaemon(true);
            watch.start();
        }
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        String storage = System.getProperty(FORMAT);
        if (storage != null && !Files.exists(Path.of(storage, "meta.properties"))) {
            format(rest[0]);
        }
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            e.getTargetException().printStackTrace();
            System.exit(1);
        }
    }

    /** In this JVM, because a JVM of its own for Kafka's tool would double the time of a first start. */
    private static void format(String configuration) throws ReflectiveOperationException {
        String cluster = (String) Class.forName("org.apache.kafka.common.Uuid")
                .getMethod("toString")
                .invoke(Class.forName("org.apache.kafka.common.Uuid")
                        .getMethod("randomUuid")
                        .invoke(null));
        String[] arguments = {"format", "--config", configuration, "--cluster-id", cluster};
        Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, arguments, System.out);
    }

    private static void endWithParent() {
        try {
            InputStream parent = System.in;
            while (parent.read() >= 0) {
                // only its end matters
            }
        } catch (IOException e) {
            // a broken pipe is an end too
        }
        System.exit(0);
    }
}
