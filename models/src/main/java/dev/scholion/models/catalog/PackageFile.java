package dev.scholion.models.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
        }
        requireDigest(HexFormat.of().formatHex(newSha256().digest(bytes)));
        return bytes;
    }

    void requireExists() {
        if (!Files.isRegularFile(path)) {
            throw new ModelPackageException(path + " is missing");
        }
    }

    /** Checks the file without keeping it. */
    void verify() {
        requireDigest(digestOf(path));
    }

    private void requireDigest(String actual) {
        if (!actual.equals(sha256)) {
            throw new ModelPackageException("%s: sha256 is %s, expected %s".formatted(path, actual, sha256));
        }
    }

    private static String digestOf(Path path) {
        MessageDigest digest = newSha256();
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

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static ModelPackageException unreadable(Path path, IOException e) {
        return new ModelPackageException(
                Files.exists(path) ? path + " cannot be read: " + e.getMessage() : path + " is missing", e);
    }
}
