package dev.scholion.models.catalog;

import dev.scholion.models.onnx.OnnxGraph;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One file of a package, and the digest that its bytes must have.
 *
 * @param name relative to the package's folder, with {@code /} between folders
 * @param sha256 in lower-case hex
 */
public record PackageFile(String name, Path path, String sha256) {
    /** A file as it lies on disk now. */
    static PackageFile of(Path folder, String name) {
        Path path = folder.resolve(name);
        return new PackageFile(name, path, digestOf(path));
    }

    /**
     * Reads the file and checks the very bytes that it returns.
     *
     * @throws ModelPackageException if the file is missing, or its bytes are not the promised ones
     */
    public byte[] verifiedBytes() {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        } catch (OutOfMemoryError e) {
            throw new ModelPackageException(
                    "%s has %d bytes, more than the heap of this process has room for (-Xmx)"
                            .formatted(path, path.toFile().length()),
                    e);
        }
        requireDigest(HexFormat.of().formatHex(newSha256().digest(bytes)));
        return bytes;
    }

    /**
     * The file's bytes as a stream. Whoever reads it to the end compares the digest, with {@link #requireDigest}.
     *
     * @throws ModelPackageException if the file cannot be read
     */
    public InputStream unverifiedStream() {
        try {
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** @throws ModelPackageException if the file is missing, or not a file */
    void requireExists() {
        requireFile(path);
    }

    static void requireFile(Path path) {
        try {
            // Reads through links, and so tells a loop of links from a missing file.
            if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
                throw new ModelPackageException(path + " is not a file");
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Checks the file without keeping it. */
    void verify() {
        requireDigest(digestOf(path));
    }

    /** @throws ModelPackageException if the digest, in lower-case hex, is not the promised one */
    public void requireDigest(String actual) {
        if (!actual.equals(sha256)) {
            throw new ModelPackageException("%s: sha256 is %s, expected %s".formatted(path, actual, sha256));
        }
    }

    /** Reads the file as a graph, without its weights. */
    OnnxGraph readGraph() {
        try (InputStream in = new BufferedInputStream(unverifiedStream(), 1 << 16)) {
            return OnnxGraph.read(in);
        } catch (IOException e) {
            verify(); // bytes that are not the promised ones are the better explanation
            throw new ModelPackageException(path + " is not an ONNX graph: " + e.getMessage(), e);
        }
    }

    static String digestOf(Path path) {
        MessageDigest digest = newSha256();
        requireFile(path);
        try (InputStream in = Files.newInputStream(path)) {
            byte[] block = new byte[1 << 16];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A fresh digest, as all files of packages have it. */
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    static ModelPackageException unreadable(Path path, IOException e) {
        boolean missing = e instanceof NoSuchFileException && !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        return new ModelPackageException(
                missing ? path + " is missing" : "%s cannot be read: %s".formatted(path, reason(e)), e);
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
