package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.process.ChildJvm;
import dev.scholion.models.process.Ending;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds engines in a child process: TensorRT finds the kernels to choose from by the library path, which only a new process can
 * have; it needs gigabytes of memory meanwhile; and where it fails badly, it ends the process.
 */
final class ChildBuilder implements EngineBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(ChildBuilder.class);

    private final ChildJvm child;

    ChildBuilder(ChildJvm child) {
        this.child = child;
    }

    /** With what this class is on its class path. */
    static ChildBuilder usual() {
        ChildJvm child = ChildJvm.running(BuilderMain.class)
                .with(
                        com.sun.jna.Native.class,
                        org.bytedeco.javacpp.Pointer.class,
                        org.bytedeco.cuda.cudart.CUstream_st.class,
                        org.bytedeco.tensorrt.nvinfer.IBuilder.class,
                        Logger.class,
                        org.jspecify.annotations.Nullable.class);
        for (URL binding : NativeCode.bindings()) {
            child = child.withResource(binding);
        }
        return new ChildBuilder(child.option("-Xmx512m")
                .option("-Dorg.bytedeco.javacpp.loadLibraries=false")
                .option("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
    }

    @Override
    public void build(BuildOrder order, Path orderFile, Duration limit) {
        long start = System.nanoTime();
        Ending ending;
        try {
            order.write(orderFile);
            ending = child.libraryPath(order.libraries())
                    .run(List.of(orderFile.toString()), limit, line -> tell(line, start));
        } catch (IOException e) {
            throw new EngineException("the process that builds engines did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while an engine was built", e);
        }
        if (ending.exit() == BuilderMain.REFUSED) {
            throw new ModelPackageException("TensorRT does not take the graph: " + ending);
        }
        if (!ending.isSuccess()) {
            throw new EngineException("no engine was built, the process " + ending);
        }
    }

    private static void tell(String line, long start) {
        if (line.startsWith(BuilderMain.STEP)) {
            LOG.info(
                    "{} s: {}",
                    Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                    line.substring(BuilderMain.STEP.length()));
        } else {
            LOG.debug("{}", line);
        }
    }
}
