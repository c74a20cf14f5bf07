package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.gpu.CudaDevice;
import dev.scholion.models.process.ParentWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The main class of the child process that builds an engine. */
final class BuilderMain {
    /** Begins lines that a person may want to read. */
    static final String STEP = "step: ";

    /** Exit code for a graph that TensorRT does not take. */
    static final int REFUSED = 3;

    private static final int FAILED = 1;
    private static final long TELL_EVERY_SECONDS = 30;

    private BuilderMain() {}

    /** A graph that TensorRT does not take. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /** @param arguments a file with a {@link BuildOrder} */
    @SuppressWarnings("SystemOut") // read by the parent
    public static void main(String[] arguments) {
        ParentWatch.start();
        int code = 0;
        try {
            build(BuildOrder.read(Path.of(arguments[0])));
        } catch (RefusedException e) {
            System.out.println(e.getMessage());
            code = REFUSED;
        } catch (IOException | RuntimeException | LinkageError e) {
            System.out.println(e instanceof EngineException ? e.getMessage() : e.toString());
            code = FAILED;
        }
        System.out.flush();
        Runtime.getRuntime().halt(code); // without handlers of libraries, which have been seen to hang
    }

    private static void build(BuildOrder order) throws IOException, RefusedException {
        TensorRtLibraries libraries = new TensorRtLibraries(order.libraries());
        CudaDevice device =
                CudaDevice.open(order.device()); // first: without a driver, TensorRT's builder ends the process
        device.makeCurrent();
        NativeCode.loadParser(libraries);
        step("building for %s with %s".formatted(order.precision(), order.ranges()));
        CountDownLatch done = tellTime();
        try (NativeBuilder builder = NativeBuilder.open(new TensorRtLog(BuilderMain::tell))) {
            builder.build(order);
        } finally {
            done.countDown();
        }
        step("built");
    }

    /** TensorRT's own progress cannot be asked from Java; that it still works is said at least. */
    private static CountDownLatch tellTime() {
        CountDownLatch done = new CountDownLatch(1);
        Thread clock = new Thread(
                () -> {
                    try {
                        while (!done.await(TELL_EVERY_SECONDS, TimeUnit.SECONDS)) {
                            step("still building");
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "scholion-builder-clock");
        clock.setDaemon(true);
        clock.start();
        return done;
    }

    @SuppressWarnings("SystemOut") // read by the parent
    static void step(String text) {
        System.out.println(STEP + text);
    }

    @SuppressWarnings("SystemOut") // read by the parent
    private static void tell(TensorRtLog.Level level, String text) {
        System.out.println(level + " " + text);
    }
}
