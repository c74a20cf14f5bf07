package dev.scholion.models.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One file on its way: what has come lies in a file {@code .part} beside its place until it is whole and right. */
final class Download {
    private final HubFile file;
    private final Path target;
    private final Path part;

    /** The tag that the server gave to the bytes in {@code part}. */
    private final Path tag;

    private final String what;
    private final DownloadListener listener;
    private Optional<String> sha256;
    private OptionalLong size;
    private boolean ended;

    Download(HubFile file, Path target, String what, DownloadListener listener) {
        this.file = file;
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.tag = target.resolveSibling(target.getFileName() + ".part.etag");
        this.what = what;
        this.listener = listener;
        this.sha256 = file.sha256();
        this.size = file.size();
        this.ended = Files.exists(target);
    }

    /** Whether nothing more is to come. */
    boolean isWhole() {
        return ended;
    }

    long received() {
        return part.toFile().length();
    }

    /** Asks for the rest, if the bytes that are here can be told to be the same file's. */
    Map<String, String> headers() throws IOException {
        long received = received();
        if (received == 0) {
            return Map.of();
        }
        String range = "bytes=" + received + "-";
        if (Files.exists(tag)) {
            return Map.of("Range", range, "If-Range", Files.readString(tag));
        }
        return sha256.isPresent() ? Map.of("Range", range) : Map.of();
    }

    /** Takes an answer's bytes; false if it has none for this file. */
    boolean accepts(HubRequests.Answer answer) throws IOException {
        sha256 = sha256.or(answer::linkedDigest);
        if (answer.status() == 416) {
            discard(); // what is here is longer than the file
            throw new IOException("what had come was more than the file has");
        }
        if (answer.status() != 200 && answer.status() != 206) {
            return false;
        }
        boolean goesOn = answer.status() == 206;
        if (goesOn && !answer.header("Content-Range").orElse("").startsWith("bytes " + received() + "-")) {
            discard();
            throw new IOException("the rest that came does not begin where the rest was to begin");
        }
        remember(answer, goesOn);
        copy(answer.body(), goesOn);
        if (size.isPresent() && received() < size.getAsLong()) {
            throw new IOException("%d bytes came of %d".formatted(received(), size.getAsLong()));
        }
        ended = true;
        return true;
    }

    private void remember(HubRequests.Answer answer, boolean goesOn) throws IOException {
        OptionalLong length = answer.response().headers().firstValueAsLong("Content-Length");
        if (size.isEmpty() && length.isPresent()) {
            size = OptionalLong.of(length.getAsLong() + (goesOn ? received() : 0));
        }
        if (!goesOn) {
            Files.deleteIfExists(tag);
            Optional<String> strong = answer.header("ETag").filter(text -> text.matches("\"[\\x21\\x23-\\x7e]+\""));
            if (strong.isPresent()) {
                Files.writeString(tag, strong.get(), StandardCharsets.US_ASCII);
            }
        }
    }

    private void copy(InputStream in, boolean goesOn) throws IOException {
        long received = goesOn ? received() : 0;
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                out.write(block, 0, read);
                received += read;
                if (size.isPresent() && received > size.getAsLong()) {
                    break; // it is the wrong file; do not fill the disk with it
                }
                listener.received(file.path(), received, size);
            }
        }
    }

    /** Compares what came with what was promised, and gives it its name. */
    void finish() {
        boolean fresh = !Files.exists(target);
        Path come = fresh ? part : target;
        try {
            String problem = problem(come);
            if (!problem.isEmpty()) {
                Files.deleteIfExists(target);
                discard();
                throw new HubException("%s: %s; what came was thrown away".formatted(what, problem));
            }
            if (fresh) {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                Files.deleteIfExists(tag);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be kept in %s: %s".formatted(what, target, e.getMessage()), e);
        }
    }

    private String problem(Path come) throws IOException {
        long length = Files.size(come);
        if (size.isPresent() && length != size.getAsLong()) {
            return "%s bytes came, the hub promised %d"
                    .formatted(length > size.getAsLong() ? "more" : String.valueOf(length), size.getAsLong());
        }
        if (sha256.isPresent()) {
            String actual = digest("SHA-256", "", come);
            return actual.equals(sha256.get())
                    ? ""
                    : "sha256 is %s, the hub promised %s".formatted(actual, sha256.get());
        }
        if (file.gitBlob().isPresent()) {
            String actual = digest("SHA-1", "blob " + length + "\0", come);
            return actual.equals(file.gitBlob().get())
                    ? ""
                    : "Git's digest is %s, the hub promised %s"
                            .formatted(actual, file.gitBlob().get());
        }
        return "";
    }

    private static String digest(String algorithm, String prefix, Path path) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + algorithm, e);
        }
        digest.update(prefix.getBytes(StandardCharsets.US_ASCII));
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void discard() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tag);
    }
}
