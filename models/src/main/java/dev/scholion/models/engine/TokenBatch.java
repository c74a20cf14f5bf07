package dev.scholion.models.engine;

import dev.scholion.models.text.Row;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.List;

/**
 * Padded rows in memory that native code reads in place, {@code [rows, columns]} each: ids, mask, types, positions.
 *
 * <p>One thread owns it and fills it anew for each batch. Rows are padded on the right with mask 0.
 */
public final class TokenBatch {
    private final int padId;
    private final LongBuffer ids;
    private final LongBuffer mask;
    private final LongBuffer types;
    private final LongBuffer positions;
    private int rows;
    private int columns;

    /** @param maxTokens padded tokens that the largest batch has */
    public TokenBatch(int maxTokens, int padId) {
        this.padId = padId;
        this.ids = direct(maxTokens);
        this.mask = direct(maxTokens);
        this.types = direct(maxTokens);
        this.positions = direct(maxTokens);
    }

    private static LongBuffer direct(int length) {
        return ByteBuffer.allocateDirect(length * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    /** Replaces the content. */
    public void fill(List<Row> content, int paddedLength) {
        rows = content.size();
        columns = paddedLength;
        int place = 0;
        for (Row row : content) {
            if (row.length() > columns) {
                throw new IllegalArgumentException("row of %d tokens in %d columns".formatted(row.length(), columns));
            }
            for (int column = 0; column < columns; column++, place++) {
                boolean token = column < row.length();
                ids.put(place, token ? row.id(column) : padId);
                mask.put(place, token ? row.mask(column) : 0);
                types.put(place, token ? row.type(column) : 0);
                positions.put(place, column);
            }
        }
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** The id at one place. */
    public long id(int row, int column) {
        return ids.get(row * columns + column);
    }

    /** Puts the values of an input, row by row, where the target stands. */
    public void write(GraphInput input, LongBuffer target) {
        target.put(values(input));
    }

    /** As {@link #write(GraphInput, LongBuffer)}, for graphs that take 32 bits. */
    public void write(GraphInput input, IntBuffer target) {
        LongBuffer values = values(input);
        for (int i = 0; i < values.limit(); i++) {
            target.put((int) values.get(i));
        }
    }

    /** The values of an input, as a view. */
    LongBuffer values(GraphInput input) {
        LongBuffer values =
                switch (input) {
                    case INPUT_IDS -> ids;
                    case ATTENTION_MASK -> mask;
                    case TOKEN_TYPE_IDS -> types;
                    case POSITION_IDS -> positions;
                };
        return values.slice(0, rows * columns);
    }
}
