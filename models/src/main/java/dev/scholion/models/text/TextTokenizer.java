package dev.scholion.models.text;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Hugging Face's own tokenizer, by DJL's native library. Thread-safe.
 *
 * <p>Nothing is cut, and text that spells a special token is text. It calls the library below DJL's
 * {@code HuggingFaceTokenizer}, because that class reports its use over the network, frees the native tokenizer while
 * others encode, and copies masks that nobody asks for.
 *
 * <p>{@link #encode} takes time in proportion to the text; callers bound the text.
 */
public final class TextTokenizer implements AutoCloseable {
    private static final TokenizersLibrary LIBRARY = loaded();
    private static final int NO_ID = -1;

    /** Readers encode, the writer frees: a freed tokenizer gives wrong answers before it crashes. */
    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

    private final long handle;
    private final boolean marksContinuation;
    private final int unknownId;
    private final RowFrame frame;
    private boolean closed;

    private static TokenizersLibrary loaded() {
        LibUtils.checkStatus();
        return TokenizersLibrary.LIB;
    }

    private TextTokenizer(TokenizerFile file, Optional<String> unknownToken) {
        this.marksContinuation = file.marksContinuation();
        this.unknownId = unknownToken.flatMap(file::idOf).or(file::unknownId).orElse(NO_ID);
        try {
            this.handle = LIBRARY.createTokenizerFromString(file.json());
        } catch (RuntimeException e) {
            throw new ModelPackageException("tokenizer.json is not a tokenizer: " + e.getMessage(), e);
        }
        this.frame = frame("a");
    }

    /**
     * Loads the tokenizer of a package.
     *
     * @throws ModelPackageException if the file is not what was promised, or no tokenizer
     */
    public static TextTokenizer open(ModelPackage model) {
        return new TextTokenizer(new TokenizerFile(model.tokenizer().verifiedBytes()), model.unknownToken());
    }

    /**
     * Cuts texts for rows of a length.
     *
     * @param longestRow tokens of a row, special tokens included
     * @param overlap tokens that neighbouring windows share
     */
    public Windows windows(int longestRow, int overlap) {
        return new Windows(frame, longestRow, overlap);
    }

    /** Special tokens that every row has. */
    public int specialTokens() {
        return frame.length();
    }

    /**
     * The tokens of a text.
     *
     * @param text valid Unicode
     * @throws TextFaultException if the tokenizer cannot take the text
     * @throws IllegalStateException if it is closed
     */
    public Encoding encode(String text) {
        CodePoints codePoints = new CodePoints(text);
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the tokenizer is closed");
            }
            long encoding = LIBRARY.encode(handle, text.replace(TokenizerFile.MARK, TokenizerFile.MARK_IN_TEXT), false);
            try {
                return read(text, codePoints, encoding);
            } finally {
                LIBRARY.deleteEncoding(encoding);
            }
        } catch (TextFaultException | IllegalStateException e) {
            throw e;
        } catch (RuntimeException e) {
            throw notTokenizable(e.getMessage());
        } finally {
            life.readLock().unlock();
        }
    }

    private Encoding read(String text, CodePoints codePoints, long encoding) {
        int[] ids = ints(LIBRARY.getTokenIds(encoding));
        String[] tokens = LIBRARY.getTokens(encoding);
        CharSpan[] spans = LIBRARY.getTokenCharSpans(encoding);
        int[] starts = new int[ids.length];
        int[] ends = new int[ids.length];
        BitSet wordStarts = new BitSet(ids.length);
        for (int i = 0; i < ids.length; i++) {
            CharSpan span = spans[i];
            if (span == null
                    || span.getStart() < 0
                    || span.getEnd() < span.getStart()
                    || span.getEnd() > codePoints.count()) {
                throw notTokenizable("a token lies outside of the text; is the text valid Unicode?");
            }
            starts[i] = span.getStart();
            ends[i] = span.getEnd();
            wordStarts.set(i, startsWord(text, codePoints, ids[i], tokens[i], starts[i], ends[i]));
            tokens[i] = TokenizerFile.spelling(tokens[i]);
        }
        return new Encoding(text, ids, tokens, starts, ends, wordStarts, codePoints);
    }

    /** As the pipeline has it: by the piece's length where pieces are marked, else by a blank at the token or before it. */
    private boolean startsWord(String text, CodePoints codePoints, int id, String token, int start, int end) {
        if (id == unknownId) {
            return true;
        }
        if (marksContinuation) {
            return token.codePointCount(0, token.length()) == end - start;
        }
        return start == 0
                || text.charAt(codePoints.utf16(start - 1)) == ' '
                || (start < codePoints.count() && text.charAt(codePoints.utf16(start)) == ' ');
    }

    /** Learns the special tokens from one text, encoded with and without them. */
    private RowFrame frame(String sample) {
        long bare = LIBRARY.encode(handle, sample, false);
        long framed = LIBRARY.encode(handle, sample, true);
        try {
            int[] content = ints(LIBRARY.getTokenIds(bare));
            int[] ids = ints(LIBRARY.getTokenIds(framed));
            int[] types = ints(LIBRARY.getTypeIds(framed));
            for (int before = 0; before + content.length <= ids.length; before++) {
                int after = before + content.length;
                if (content.length > 0 && Arrays.equals(ids, before, after, content, 0, content.length)) {
                    return new RowFrame(
                            new Row(Arrays.copyOf(ids, before), Arrays.copyOf(types, before)),
                            types[before],
                            new Row(
                                    Arrays.copyOfRange(ids, after, ids.length),
                                    Arrays.copyOfRange(types, after, ids.length)));
                }
            }
            throw new ModelPackageException("tokenizer.json: '%s' is %s alone and %s with special tokens around it"
                    .formatted(sample, Arrays.toString(content), Arrays.toString(ids)));
        } finally {
            LIBRARY.deleteEncoding(bare);
            LIBRARY.deleteEncoding(framed);
        }
    }

    private static TextFaultException notTokenizable(@Nullable String reason) {
        return new TextFaultException(TextFaultException.Kind.NOT_TOKENIZABLE, "not tokenizable: " + reason);
    }

    private static int[] ints(long[] values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            ints[i] = Math.toIntExact(values[i]);
        }
        return ints;
    }

    /** Waits for running calls, then frees the tokenizer. Idempotent. */
    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                LIBRARY.deleteTokenizer(handle);
            }
        } finally {
            life.writeLock().unlock();
        }
    }
}
