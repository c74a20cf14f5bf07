package dev.scholion.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.wordpiece.Tokens;
import dev.scholion.models.wordpiece.UnknownTokenizerException;
import dev.scholion.models.wordpiece.WordPieceTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A {@code tokenizer.json} as Hugging Face's library takes it, whatever lies beside it: it cuts and pads as the file says, and
 * text that spells a special token is that token. Thread-safe; it may hold native memory.
 */
public final class FileTokenizer implements AutoCloseable {
    /** Whose code turns text into tokens. */
    public enum Code {
        /** Ours, which knows some kinds of file. */
        OWN,
        /** Hugging Face's, through DJL. */
        DJL
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "tokenizer.json";

    private final Function<String, Tokens> rows;
    private final Runnable release;

    private FileTokenizer(Function<String, Tokens> rows, Runnable release) {
        this.rows = rows;
        this.release = release;
    }

    /**
     * Loads the {@code tokenizer.json} of a folder.
     *
     * @param code which one has to do it; without one, ours where it knows the file, else DJL's
     * @throws ModelPackageException if there is no such file, it is no tokenizer, or ours is wanted and does not know it
     */
    public static FileTokenizer open(Path folder, Optional<Code> code) {
        Path path = folder.resolve(NAME);
        byte[] bytes;
        JsonNode file;
        try {
            if (!Files.isRegularFile(path)) {
                throw new ModelPackageException(path + " is missing");
            }
            bytes = Files.readAllBytes(path);
            file = JSON.readTree(bytes);
        } catch (IOException e) {
            throw new ModelPackageException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
        }
        if (code.orElse(Code.OWN) == Code.OWN) {
            try {
                WordPieceTokenizer own = WordPieceTokenizer.read(file);
                return new FileTokenizer(own::encodeRow, () -> {});
            } catch (UnknownTokenizerException e) {
                if (code.isPresent()) {
                    throw new ModelPackageException("%s: %s".formatted(path, e.getMessage()), e);
                }
            }
        }
        NativeTokenizer library = new NativeTokenizer(new String(bytes, StandardCharsets.UTF_8));
        return new FileTokenizer(text -> library.encode(text, null, true).get(0).tokens(), library::close);
    }

    /**
     * The row of a text, special tokens and padding included.
     *
     * @param text valid Unicode
     * @throws TextFaultException if the tokenizer cannot take it
     */
    public Tokens encode(String text) {
        return rows.apply(text);
    }

    /** Waits for running calls, then frees what it holds. Idempotent. */
    @Override
    public void close() {
        release.run();
    }
}
