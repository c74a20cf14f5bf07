package dev.scholion.models.text;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.SpecialTokens;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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

    /** A text is not cut into shorter pieces than this, however long the text beside it is. */
    private static final int LEAST_ROOM = 16;

    /** Readers encode, the writer frees: a freed tokenizer gives wrong answers before it crashes. */
    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

    private final long handle;
    private final boolean marksContinuation;
    private final int unknownId;
    private final RowFrame frame;
    private final Optional<PairFrame> pairFrame;
    private final OptionalInt maskId;
    private final OptionalInt clsId;
    private boolean closed;

    private static TokenizersLibrary loaded() {
        LibUtils.checkStatus();
        return TokenizersLibrary.LIB;
    }

    private TextTokenizer(TokenizerFile file, SpecialTokens special) {
        this.maskId = id(file, special.mask());
        this.clsId = id(file, special.cls());
        this.marksContinuation = file.marksContinuation();
        this.unknownId =
                special.unknown().flatMap(file::idOf).or(file::unknownId).orElse(NO_ID);
        try {
            this.handle = LIBRARY.createTokenizerFromString(file.json());
        } catch (RuntimeException e) {
            throw new ModelPackageException("tokenizer.json is not a tokenizer: " + e.getMessage(), e);
        }
        this.frame = frame("a");
        this.pairFrame = pairFrame("a");
    }

    private static OptionalInt id(TokenizerFile file, Optional<String> token) {
        return token.flatMap(file::idOf).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /**
     * Loads the tokenizer of a package. Text that spells a special token is text.
     *
     * @throws ModelPackageException if the file is not what was promised, or no tokenizer
     */
    public static TextTokenizer open(ModelPackage model) {
        return open(model, Set.of());
    }

    /**
     * Loads the tokenizer of a package.
     *
     * @param meant special tokens that are meant where a text spells them, such as the mask
     * @throws ModelPackageException if the file is not what was promised, or no tokenizer
     */
    public static TextTokenizer open(ModelPackage model, Set<String> meant) {
        return new TextTokenizer(TokenizerFile.of(model).hideSpecialTokens(meant), model.specialTokens());
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

    /**
     * Cuts texts for rows that hold another text too.
     *
     * @param longestRow tokens of a row, special tokens and the other text included
     * @param overlap tokens that neighbouring windows share; fewer where the other text leaves no room for as many
     * @throws TextFaultException if the other text leaves too little room
     */
    public Windows windows(Reading reading, int longestRow, OptionalInt overlap) {
        RowFrame around = frame(reading);
        int room = longestRow - around.length();
        if (room < Math.min(LEAST_ROOM, longestRow - frame.length())) {
            throw notTokenizable("the other text of %d tokens leaves %d of %d for the text"
                    .formatted(encode(reading.beside().orElse("")).length(), Math.max(room, 0), longestRow));
        }
        return new Windows(around, longestRow, Math.min(overlap.orElse(room / 4), room - 1));
    }

    private RowFrame frame(Reading reading) {
        if (reading.beside().isEmpty()) {
            return frame;
        }
        PairFrame pair = pairFrame.orElseThrow(() -> notTokenizable("the tokenizer has no rows of two texts"));
        int[] beside = encode(reading.beside().get()).ids();
        return reading.before().isPresent() ? pair.behind(beside) : pair.before(beside);
    }

    /** The token that stands for a missing word, if the tokenizer has one. */
    public OptionalInt maskId() {
        return maskId;
    }

    /** The token that stands for a whole row, if the tokenizer has one. */
    public OptionalInt clsId() {
        return clsId;
    }

    /** A token as text. */
    public String decode(int id) {
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the tokenizer is closed");
            }
            return TokenizerFile.spelling(LIBRARY.decode(handle, new long[] {id}, false));
        } finally {
            life.readLock().unlock();
        }
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
        return new Encoding(
                text, ids, tokens, starts, ends, wordStarts, ints(LIBRARY.getWordIds(encoding)), codePoints);
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
                if (content.length > 0 && holds(ids, before, content)) {
                    Row row = new Row(ids, types);
                    return new RowFrame(row.part(0, before), types[before], row.part(after, ids.length));
                }
            }
            throw new ModelPackageException("tokenizer.json: '%s' is %s alone and %s with special tokens around it"
                    .formatted(sample, Arrays.toString(content), Arrays.toString(ids)));
        } finally {
            LIBRARY.deleteEncoding(bare);
            LIBRARY.deleteEncoding(framed);
        }
    }

    /** Learns the special tokens around two texts from one that is both, encoded with and without them. */
    private Optional<PairFrame> pairFrame(String sample) {
        long bare = LIBRARY.encode(handle, sample, false);
        long framed = LIBRARY.encodeDual(handle, sample, sample, true);
        try {
            int[] content = ints(LIBRARY.getTokenIds(bare));
            int[] ids = ints(LIBRARY.getTokenIds(framed));
            int[] types = ints(LIBRARY.getTypeIds(framed));
            int first = 0;
            while (first + content.length <= ids.length && !holds(ids, first, content)) {
                first++;
            }
            int second = ids.length - content.length;
            while (second > first && !holds(ids, second, content)) {
                second--;
            }
            if (second < first + content.length) {
                return Optional.empty();
            }
            Row row = new Row(ids, types);
            return Optional.of(new PairFrame(
                    row.part(0, first),
                    types[first],
                    row.part(first + content.length, second),
                    types[second],
                    row.part(second + content.length, ids.length)));
        } finally {
            LIBRARY.deleteEncoding(bare);
            LIBRARY.deleteEncoding(framed);
        }
    }

    private static boolean holds(int[] ids, int place, int[] content) {
        return Arrays.equals(ids, place, place + content.length, content, 0, content.length);
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
