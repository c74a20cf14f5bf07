package dev.scholion.benchmarks.gpu;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of this process once more, as a restarted job has them: those of this project and of its bindings to the GPU.
 * What else has native code comes from the first.
 */
final class SecondClasses implements AutoCloseable {
    private static final List<String> TWICE = List.of("dev.scholion.", "org.bytedeco.", "com.sun.jna.");

    private final URLClassLoader loader;

    private SecondClasses(URLClassLoader loader) {
        this.loader = loader;
    }

    static SecondClasses load() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return new SecondClasses(new URLClassLoader(urls.toArray(URL[]::new), new Others()));
    }

    Class<?> named(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    /** Gives out all classes but those that are wanted twice. */
    private static final class Others extends ClassLoader {
        private Others() {
            super(SecondClasses.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (TWICE.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
