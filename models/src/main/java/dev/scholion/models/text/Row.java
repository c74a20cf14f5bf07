package dev.scholion.models.text;

import dev.scholion.models.wordpiece.TokenTemplate;
import java.util.Arrays;
import java.util.List;

/** Token ids of one window as the engine takes them, special tokens included. Immutable. */
public final class Row {
    private final int[] ids;
    private final int[] types;
    private final int[] mask;

    Row(int[] ids, int[] types) {
        this(ids, types, ones(ids.length));
    }

    /** @param mask 1 for tokens, 0 for padding that the row already has */
    Row(int[] ids, int[] types, int[] mask) {
        this.ids = ids;
        this.types = types;
        this.mask = mask;
    }

    private static int[] ones(int length) {
        int[] ones = new int[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Tokens of one type. */
    static Row of(int[] ids, int type) {
        int[] types = new int[ids.length];
        Arrays.fill(types, type);
        return new Row(ids, types);
    }

    /** Special tokens of a template, from one place to before another. */
    static Row of(TokenTemplate template, int from, int to) {
        List<TokenTemplate.Place> places = template.places().subList(from, to);
        return new Row(
                places.stream().mapToInt(TokenTemplate.Place::id).toArray(),
                places.stream().mapToInt(TokenTemplate.Place::type).toArray());
    }

    Row part(int from, int to) {
        return new Row(Arrays.copyOfRange(ids, from, to), Arrays.copyOfRange(types, from, to));
    }

    static Row joined(Row... parts) {
        int length = Arrays.stream(parts).mapToInt(Row::length).sum();
        int[] ids = new int[length];
        int[] types = new int[length];
        int place = 0;
        for (Row part : parts) {
            part.copyTo(ids, types, place);
            place += part.length();
        }
        return new Row(ids, types);
    }

    /** How many tokens, special tokens included. */
    public int length() {
        return ids.length;
    }

    public int id(int column) {
        return ids[column];
    }

    /** Segment of a token, 0 for most. */
    public int type(int column) {
        return types[column];
    }

    /** 1 for a token, 0 for padding. */
    public int mask(int column) {
        return mask[column];
    }

    /** A copy of all ids. */
    public int[] ids() {
        return ids.clone();
    }

    void copyTo(int[] otherIds, int[] otherTypes, int place) {
        System.arraycopy(ids, 0, otherIds, place, ids.length);
        System.arraycopy(types, 0, otherTypes, place, types.length);
    }
}
