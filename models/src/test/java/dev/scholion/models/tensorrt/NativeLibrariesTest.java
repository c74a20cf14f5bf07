package dev.scholion.models.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.EngineException;
import dev.scholion.models.engine.TensorRtOptions.Precision;
import dev.scholion.models.gpu.GpuProbe;
import dev.scholion.models.process.ChildJvm;
import dev.scholion.models.process.Ending;
import dev.scholion.models.process.ParentWatch;
import dev.scholion.models.testing.TinyGraph;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With NVIDIA's own libraries, each time in a child process. They are there after a build with {@code -Ptensorrt-natives}. */
class NativeLibrariesTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Path LIBRARIES = Path.of(System.getProperty("scholion.home", ".."), "models/target/tensorrt")
            .toAbsolutePath()
            .normalize();

    @BeforeEach
    void needLibraries() {
        boolean there = Files.exists(LIBRARIES.resolve("libnvinfer.so.10"));
        if (!there) {
            System.out.println("SKIPPED: no TensorRT in " + LIBRARIES + "; build with -Ptensorrt-natives");
        }
        Assumptions.assumeTrue(there, "no TensorRT in " + LIBRARIES);
    }

    private static void needNoGpu() {
        Assumptions.assumeTrue(GpuProbe.ofThisMachine().gpus().devices().isEmpty(), "there is a GPU");
    }

    /** One thing that is tried, named by the first argument, with the libraries of the second. */
    static final class Trial {
        public static void main(String[] arguments) throws Exception {
            ParentWatch.start();
            TensorRtLibraries libraries = new TensorRtLibraries(Path.of(arguments[1]));
            try {
                System.out.println("result: " + run(arguments[0], libraries));
            } catch (EngineException e) {
                System.out.println("refused: " + e.getMessage());
            }
            System.out.println("property: " + System.getProperty("org.bytedeco.javacpp.loadLibraries"));
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }

        private static String run(String what, TensorRtLibraries libraries) throws Exception {
            return switch (what) {
                case "load" -> NativeTensorRt.load(libraries).version();
                case "parser" -> {
                    NativeCode.loadParser(libraries);
                    yield "loaded";
                }
                case "runtime" ->
                    NativeTensorRt.load(libraries)
                            .load(ByteBuffer.allocateDirect(1024))
                            .toString();
                case "memory" -> {
                    NativeTensorRt.load(libraries);
                    BytePointer bytes = new BytePointer(100);
                    bytes.put(42, (byte) 7);
                    ByteBuffer block = bytes.position(40).limit(50).asByteBuffer();
                    block.getShort(); // as a channel reads it: from its position on
                    yield block.remaining() + " " + block.get();
                }
                case "elsewhere" -> {
                    NativeTensorRt.load(libraries);
                    yield NativeTensorRt.load(new TensorRtLibraries(Path.of("/opt/other")))
                            .version();
                }
                case "loaders" -> loaders(libraries);
                default -> throw new IllegalArgumentException(what);
            };
        }

        /** Loads it here and by two class loaders that share nothing. */
        private static String loaders(TensorRtLibraries libraries) throws Exception {
            List<String> versions = new ArrayList<>();
            versions.add(NativeTensorRt.load(libraries).version());
            List<URL> path = new ArrayList<>();
            for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                path.add(Path.of(each).toUri().toURL());
            }
            for (int i = 0; i < 2; i++) {
                ClassLoader alone = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
                Method version =
                        Class.forName(Trial.class.getName(), true, alone).getDeclaredMethod("version", String.class);
                version.setAccessible(true);
                versions.add((String) version.invoke(null, libraries.folder().toString()));
            }
            try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
                long copies = maps.filter(line -> line.contains("libnvinfer.so"))
                        .map(line -> line.substring(line.indexOf('/')))
                        .distinct()
                        .count();
                return versions + " " + copies;
            }
        }

        static String version(String folder) {
            return NativeTensorRt.load(new TensorRtLibraries(Path.of(folder))).version();
        }
    }

    private static String trial(String what) throws IOException, InterruptedException {
        ChildJvm child = ChildJvm.running(Trial.class)
                .with(
                        NativeCode.class,
                        com.sun.jna.Native.class,
                        org.bytedeco.javacpp.Pointer.class,
                        org.bytedeco.cuda.cudart.CUstream_st.class,
                        org.bytedeco.tensorrt.nvinfer.IBuilder.class,
                        org.slf4j.Logger.class,
                        org.jspecify.annotations.Nullable.class);
        for (URL binding : NativeCode.bindings()) {
            child = child.withResource(binding);
        }
        Ending ending = child.run(List.of(what, LIBRARIES.toString()), LONG, line -> {});
        System.out.println(what + ": " + ending);
        assertTrue(ending.isSuccess(), ending.toString());
        return ending.toString();
    }

    @Test
    void loadsAndTellsItsVersionWithoutADriver() throws Exception {
        String said = trial("load");
        assertTrue(said.contains("result: 10."), said);
        assertTrue(said.contains("property: null"), "the property is put back: " + said);
    }

    @Test
    void loadsTheParser() throws Exception {
        assertTrue(trial("parser").contains("result: loaded"));
    }

    @Test
    void readsNativeMemoryPiecewise() throws Exception {
        assertTrue(trial("memory").contains("result: 8 7"));
    }

    @Test
    void refusesToMakeARuntimeWithoutADriver() throws Exception {
        needNoGpu();
        assertTrue(trial("runtime").contains("refused: TensorRT made no runtime"));
    }

    @Test
    void refusesAnotherFolderInTheSameProcess() throws Exception {
        assertTrue(trial("elsewhere").contains("refused: TensorRT was loaded from " + LIBRARIES));
    }

    @Test
    void servesSeveralClassLoadersWithOneCopy() throws Exception {
        String said = trial("loaders");
        assertTrue(said.contains("] 1"), said);
    }

    @Test
    void refusesToBuildWithoutADriver(@TempDir Path folder) throws IOException {
        needNoGpu();
        Path graph = Files.write(
                folder.resolve("model.onnx"), TinyGraph.ofTexts(10, 2).bytes());
        BuildOrder order = new BuildOrder(
                LIBRARIES,
                0,
                graph,
                List.of("logits"),
                Precision.FP16,
                List.of(new ShapeRange(1, 2, 1, 2, 2)),
                folder.resolve("timings"),
                Files.createFile(folder.resolve("plan")));
        EngineException failure = assertThrows(
                EngineException.class, () -> ChildBuilder.usual().build(order, folder.resolve("order"), LONG));
        assertTrue(String.valueOf(failure.getMessage()).contains("libcuda.so.1"), failure.getMessage());
        assertEquals(0, Files.size(order.plan()));
    }
}
