package dev.scholion.models.tensorrt;

import com.sun.jna.Function;
import dev.scholion.models.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.bytedeco.tensorrt.nvinfer.ILogger;
import org.bytedeco.tensorrt.nvinfer.INoCopy;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.jspecify.annotations.Nullable;

/**
 * Loads TensorRT and the code that binds it to Java.
 *
 * <p>JavaCPP's own loader is kept out: it would insist on cuBLAS, cuDNN and others that TensorRT 10 does not use. NVIDIA's
 * libraries are loaded once a process, the binding once a class loader, from a copy of its own.
 */
final class NativeCode {
    private static final String LOAD_LIBRARIES = "org.bytedeco.javacpp.loadLibraries";
    private static final String MAX_PHYSICAL_BYTES = "org.bytedeco.javacpp.maxPhysicalBytes";

    private static final String BINDING = "/org/bytedeco/%s/linux-x86_64/lib%s.so";

    /** What TensorRT's factories return instead of null where CUDA does not work: a member's offset in an object at 0. */
    private static final long LEAST_ADDRESS = 1 << 16;

    private static @Nullable Path loadedFrom;
    private static boolean parserLoaded;

    private NativeCode() {}

    /** Files on the class path that hold the binding, for a child process. */
    static List<URL> bindings() {
        return List.of(binding("javacpp", "jnijavacpp"), binding("tensorrt", "jninvinfer"));
    }

    private static URL binding(String module, String library) {
        String name = BINDING.formatted(module, library);
        URL binding = NativeCode.class.getResource(name);
        if (binding == null) {
            throw new EngineException("the class path has no " + name);
        }
        return binding;
    }

    /**
     * Loads what runs engines. Call it only on a machine with a GPU.
     *
     * @return version, for example 100600 for 10.6.0
     * @throws EngineException if it cannot be loaded, or is of another major version
     */
    static synchronized int load(TensorRtLibraries libraries) {
        if (loadedFrom == null) {
            load(libraries.runtime());
            loadBinding("javacpp", "jnijavacpp");
            loadBinding("tensorrt", "jninvinfer");
            initialise();
            loadedFrom = libraries.folder();
        } else if (!loadedFrom.equals(libraries.folder())) {
            throw new EngineException(
                    "TensorRT was loaded from %s before, so it cannot come from %s in the same process"
                            .formatted(loadedFrom, libraries.folder()));
        }
        int version = quietly(nvinfer::getInferLibVersion);
        if (version / 10_000 != Integer.parseInt(TensorRtLibraries.MAJOR)) {
            throw new EngineException("%s is of version %s, expected %s"
                    .formatted(libraries.runtime(), versionName(version), TensorRtLibraries.MAJOR));
        }
        return version;
    }

    /** Every class of the binding calls JavaCPP's loader when it is initialised, so those that run engines are now. */
    private static void initialise() {
        quietly(() -> {
            for (Class<?> each : List.of(
                    nvinfer.class,
                    INoCopy.class,
                    IRuntime.class,
                    ICudaEngine.class,
                    IExecutionContext.class,
                    ILogger.class,
                    ILogger.Severity.class,
                    Dims64.class,
                    BytePointer.class,
                    CUstream_st.class)) {
                try {
                    Class.forName(each.getName(), true, each.getClassLoader());
                } catch (ClassNotFoundException e) {
                    throw new AssertionError("it was just named", e);
                }
            }
            return 0;
        });
    }

    /** Also loads what reads ONNX files. */
    static synchronized void loadParser(TensorRtLibraries libraries) {
        load(libraries);
        if (!parserLoaded) {
            load(libraries.parser());
            loadBinding("tensorrt", "jninvonnxparser");
            parserLoaded = true;
        }
    }

    /** For example {@code 10.6.0}. */
    static String versionName(int version) {
        return "%d.%d.%d".formatted(version / 10_000, version / 100 % 100, version % 100);
    }

    /** A library without a binding: one copy serves the whole process, and another class loader may have it already. */
    private static void load(Path library) {
        try {
            System.load(library.toRealPath().toString());
        } catch (UnsatisfiedLinkError e) {
            if (!String.valueOf(e.getMessage()).contains("already loaded in another classloader")) {
                throw new EngineException("%s cannot be loaded: %s".formatted(library, e.getMessage()), e);
            }
        } catch (IOException e) {
            throw new EngineException("%s cannot be read: %s".formatted(library, e.getMessage()), e);
        }
    }

    /** From a copy, because one file can belong to one class loader only; the copy's name goes, the memory stays. */
    private static void loadBinding(String module, String library) {
        if (Loader.class.getClassLoader() != NativeCode.class.getClassLoader()) {
            throw new EngineException(
                    "JavaCPP and Scholion's models are in different class loaders; put both into one");
        }
        try (InputStream in = binding(module, library).openStream()) {
            Path copy = Files.createTempFile("scholion-" + library, ".so");
            try {
                Files.write(copy, in.readAllBytes());
                quietly(() -> {
                    System.load(copy.toString());
                    return 0;
                });
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException | UnsatisfiedLinkError e) {
            throw new EngineException(
                    "the binding lib%s.so cannot be loaded: %s".formatted(library, e.getMessage()), e);
        }
    }

    /** A call that initialises classes of the binding. */
    interface Call<T> {
        T run();
    }

    /**
     * Runs with JavaCPP's loader off, and without its limit on this process's memory. Both are properties of the whole process,
     * which JavaCPP reads when its classes are initialised; so they are put back afterwards.
     */
    static <T> T quietly(Call<T> call) {
        synchronized (System.getProperties()) { // one for all class loaders
            String load = System.getProperty(LOAD_LIBRARIES);
            String most = System.getProperty(MAX_PHYSICAL_BYTES);
            System.setProperty(LOAD_LIBRARIES, "false");
            System.setProperty(MAX_PHYSICAL_BYTES, "0");
            try {
                return call.run();
            } catch (LinkageError e) {
                throw new EngineException("TensorRT's binding does not work: " + e, e);
            } finally {
                restore(LOAD_LIBRARIES, load);
                restore(MAX_PHYSICAL_BYTES, most);
            }
        }
    }

    private static void restore(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    /**
     * What a factory of TensorRT made.
     *
     * @throws EngineException if it made nothing, which may also look like an object at a very small address
     */
    static <P extends Pointer> P made(@Nullable P pointer, String what, String errors) {
        if (pointer == null || (pointer.address() >= 0 && pointer.address() < LEAST_ADDRESS)) {
            throw TensorRtFailure.of("made no " + what, errors);
        }
        return pointer;
    }

    /**
     * C++'s {@code delete}, for which the binding has nothing. TensorRT's classes of this kind declare their destructor first,
     * so by the C++ ABI of Linux the second entry of the table of virtual functions deletes. Not for what TensorRT owns.
     */
    static void delete(INoCopy object) {
        if (object.address() >= LEAST_ADDRESS || object.address() < 0) {
            com.sun.jna.Pointer self = new com.sun.jna.Pointer(object.address());
            com.sun.jna.Pointer destructor = self.getPointer(0).getPointer(Long.BYTES);
            Function.getFunction(destructor).invokeVoid(new Object[] {self});
            object.setNull();
        }
    }
}
