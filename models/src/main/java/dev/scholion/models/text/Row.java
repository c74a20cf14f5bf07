package dev.scholion.models.text;

/** Token ids of one window as the engine takes them, special tokens included. Immutable. */
public final class Row {
    private final int[] ids;
    private final int[] types;

    Row(int[] ids, int[] types) {
        this.ids = ids;
        this.types = types;
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

    /** A copy of all ids. */
    public int[] ids() {
        return ids.clone();
    }

    void copyTo(int[] otherIds, int[] otherTypes, int place) {
        System.arraycopy(ids, 0, otherIds, place, ids.length);
        System.arraycopy(types, 0, otherTypes, place, types.length);
    }
}
