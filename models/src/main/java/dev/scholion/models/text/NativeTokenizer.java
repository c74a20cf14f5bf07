package dev.scholion.models.text;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One of Hugging Face's own tokenizers, by DJL's native library, with its own way of cutting and padding. Thread-safe; it
 * holds native memory.
 *
 * <p>It calls the library below DJL's {@code HuggingFaceTokenizer}, because that class reports its use over the network,
 * frees the native tokenizer while others encode, and copies masks that nobody asks for.
 */
final class NativeTokenizer implements AutoCloseable {
    private static final TokenizersLibrary LIBRARY = loaded();

    /** Readers encode, the writer frees: a freed tokenizer gives wrong answers before it crashes. */
    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

    private final long handle;
    private boolean closed;

    private static TokenizersLibrary loaded() {
        LibUtils.checkStatus();
        return TokenizersLibrary.LIB;
    }

    NativeTokenizer(String json) {
        try {
            this.handle = LIBRARY.createTokenizerFromString(json);
        } catch (RuntimeException e) {
            throw new ModelPackageException("tokenizer.json is not a tokenizer: " + e.getMessage(), e);
        }
    }

    /**
     * The row of a text or pair, and what did not fit into it.
     *
     * @throws TextFaultException if the library cannot take it
     */
    List<TokenizedRow> encode(String text, @Nullable String pair, boolean specialTokens) {
        return rows(() -> pair == null
                ? LIBRARY.encode(handle, text, specialTokens)
                : LIBRARY.encodeDual(handle, text, pair, specialTokens));
    }

    /** As {@link #encode} of a text that was cut into words before; offsets count in each word from 0. */
    List<TokenizedRow> encodeWords(List<String> words, boolean specialTokens) {
        return rows(() -> LIBRARY.encodeList(handle, words.toArray(String[]::new), specialTokens));
    }

    private List<TokenizedRow> rows(LongSupplier call) {
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the tokenizer is closed");
            }
            long encoding;
            try {
                encoding = call.getAsLong();
            } catch (RuntimeException e) {
                throw new TextFaultException(TextFaultException.Kind.NOT_TOKENIZABLE, String.valueOf(e.getMessage()));
            }
            List<TokenizedRow> rows = new ArrayList<>();
            rows.add(read(encoding));
            for (long overflowing : overflowing(encoding)) {
                rows.add(read(overflowing));
                LIBRARY.deleteEncoding(overflowing);
            }
            LIBRARY.deleteEncoding(encoding);
            return rows;
        } finally {
            life.readLock().unlock();
        }
    }

    private static long[] overflowing(long encoding) {
        return LIBRARY.getOverflowCount(encoding) == 0 ? new long[0] : LIBRARY.getOverflowing(encoding);
    }

    private static TokenizedRow read(long encoding) {
        int[] ids = ints(LIBRARY.getTokenIds(encoding));
        long[] specialMask = LIBRARY.getSpecialTokenMask(encoding);
        CharSpan[] spans = LIBRARY.getTokenCharSpans(encoding);
        boolean[] special = new boolean[ids.length];
        int[] starts = new int[ids.length];
        int[] ends = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            special[i] = specialMask[i] != 0;
            CharSpan span = spans[i];
            if (span != null) {
                starts[i] = span.getStart();
                ends[i] = span.getEnd();
            }
        }
        return new TokenizedRow(
                ids,
                ints(LIBRARY.getTypeIds(encoding)),
                ints(LIBRARY.getAttentionMask(encoding)),
                special,
                starts,
                ends,
                ints(LIBRARY.getWordIds(encoding)),
                ints(LIBRARY.getSequenceIds(encoding)));
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
