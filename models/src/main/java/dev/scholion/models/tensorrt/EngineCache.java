package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.catalog.PackageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Built engines in a folder that several processes of a machine may share. An engine's file ends with its digest, so what is
 * loaded is what was built; a file that is not is as good as none. Thread-safe.
 */
final class EngineCache {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCache.class);

    /** Follows the digest, so that a file that was cut off is known at once. */
    private static final byte[] END = {'S', 'C', 'H', 'O', 'L', 'I', 'O', '1'};

    private static final int DIGEST = 32;
    private static final long ASK_AGAIN_MILLIS = 200;

    /**
     * A thread asks here first: a channel that is closed, for example by one that waited in vain, takes the locks of the whole
     * process on its file with it.
     */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path folder;

    EngineCache(Path folder) {
        this.folder = folder;
    }

    private Path file(EngineKey key, String kind) {
        return folder.resolve(key.name() + "." + kind);
    }

    /** Timings of kernels, which make other builds for the same GPU shorter. */
    Path timings(String name) {
        return folder.resolve("timings-" + name.replaceAll("[^A-Za-z0-9.]+", "-") + ".bin");
    }

    /** Whether there is an engine, going by its name. */
    boolean has(EngineKey key) {
        return Files.isRegularFile(file(key, "engine"));
    }

    /**
     * An engine, in memory that the file backs; empty if there is none, or one that is damaged.
     *
     * @throws EngineException if the file cannot be read
     */
    Optional<ByteBuffer> find(EngineKey key) {
        Path file = file(key, "engine");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long length = channel.size() - DIGEST - END.length;
            if (length <= 0 || channel.size() > Integer.MAX_VALUE) {
                return damaged(file);
            }
            MappedByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            byte[] expected = new byte[DIGEST];
            byte[] end = new byte[END.length];
            all.get((int) length, expected);
            all.get((int) length + DIGEST, end);
            ByteBuffer plan = all.slice(0, (int) length);
            MessageDigest digest = PackageFile.newSha256();
            digest.update(plan.duplicate());
            return Arrays.equals(end, END) && MessageDigest.isEqual(digest.digest(), expected)
                    ? Optional.of(plan)
                    : damaged(file);
        } catch (IOException e) {
            throw new EngineException("the built engine %s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static Optional<ByteBuffer> damaged(Path file) {
        LOG.warn("The built engine {} is damaged; it is built again", file);
        return Optional.empty();
    }

    /**
     * Takes an engine into the cache.
     *
     * @param plan is moved away; a file of {@link #newFile}
     */
    void store(EngineKey key, Path plan) {
        try {
            try (FileChannel channel = FileChannel.open(plan, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                long length = channel.size();
                if (length == 0 || length > Integer.MAX_VALUE - DIGEST - END.length) {
                    throw new EngineException("the engine has %d bytes, 1 to 2^31 - 1 are supported".formatted(length));
                }
                MessageDigest digest = PackageFile.newSha256();
                digest.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, length));
                ByteBuffer end = ByteBuffer.allocate(DIGEST + END.length)
                        .put(digest.digest())
                        .put(END)
                        .flip();
                while (end.hasRemaining()) {
                    channel.write(end, channel.size());
                }
                channel.force(true);
            }
            Files.writeString(file(key, "txt"), key.description());
            Files.move(plan, file(key, "engine"), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel names = FileChannel.open(folder)) {
                names.force(true); // or the move may be forgotten when the machine stops
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** A file in the cache's folder, for whoever has the engine exclusively; removes what a killed process left. */
    Path newFile(EngineKey key) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, key.name() + "*.tmp")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
            return Files.createTempFile(folder, key.name(), ".tmp");
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Removes a file of {@link #newFile} if it is still there. Never throws. */
    void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} was not removed", file, e);
        }
    }

    /**
     * Does something about one engine while no other thread or process of this machine does.
     *
     * @param limit how long to wait for others
     * @throws EngineException if they take longer, or the folder cannot be written
     */
    <T> T exclusively(EngineKey key, Duration limit, Supplier<T> work) {
        Path file = file(key, "lock");
        ReentrantLock threads = THREADS.computeIfAbsent(file.toAbsolutePath(), each -> new ReentrantLock());
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            if (!threads.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw taken(file, limit);
            }
        } catch (InterruptedException e) {
            throw interrupted(file, e);
        }
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                FileLock lock = lock(channel, file, limit, deadline);
                try {
                    return work.get();
                } finally {
                    lock.release();
                }
            }
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            threads.unlock();
        }
    }

    private static EngineException taken(Path file, Duration limit) {
        return new EngineException("someone else has had %s for more than %d s".formatted(file, limit.toSeconds()));
    }

    private static EngineException interrupted(Path file, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new EngineException("interrupted while someone else has " + file, e);
    }

    private static FileLock lock(FileChannel channel, Path file, Duration limit, long deadline) throws IOException {
        for (boolean told = false; ; told = true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // Another class loader of this process has it.
            }
            if (!told) {
                LOG.info("Someone else builds an engine; waiting for {}", file);
            }
            if (System.nanoTime() > deadline) {
                throw taken(file, limit);
            }
            try {
                Thread.sleep(ASK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                throw interrupted(file, e);
            }
        }
    }

    private EngineException unwritable(Exception e) {
        return new EngineException("the folder of built engines, %s, cannot be used: %s".formatted(folder, e), e);
    }
}
