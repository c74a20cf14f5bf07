package dev.scholion.models.wordpiece;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Words with their ids, found letter by letter: a double array, of which a letter is one read. Immutable.
 *
 * <p>A node is the number of the cell that its children's are counted from. The child by a letter is in the cell
 * {@code node + letter}, if that cell names the letter: no two nodes with children have one number, so a cell cannot be taken
 * for another node's child. A cell holds, from its lowest bit on, 16 bits of letter, 24 of the child's own node, and 24 of the
 * id that a word has which ends there, plus one.
 */
final class Trie {
    /** Larger ids and more cells have no room. */
    static final int MOST = (1 << 24) - 2;

    /** What {@link #step} gives where there is no such child. */
    static final long NOWHERE = -1;

    private static final char NO_LETTER = Character.MAX_VALUE;
    private static final int NODE_SHIFT = 16;
    private static final int ID_SHIFT = 40;
    private static final int NODE_MASK = (1 << 24) - 1;

    private static final class Entry {
        private final char[] letters;
        private final int id;

        Entry(char[] letters, int id) {
            this.letters = letters;
            this.id = id;
        }
    }

    private record Branch(int from, int to, int depth, int cell) {}

    private final long[] cells;
    private final int root;

    /** @param ids of words, none above {@link #MOST}; the empty word is left out */
    Trie(Map<String, Integer> ids, Alphabet alphabet) throws UnknownTokenizerException {
        Builder builder = new Builder(ids, alphabet);
        this.root = builder.build();
        this.cells = builder.cells;
    }

    /** The node that no letter leads to. */
    int root() {
        return root;
    }

    /**
     * Goes on by one letter.
     *
     * @return for {@link #node} and {@link #id}; or {@link #NOWHERE}
     */
    long step(int node, char letter) {
        long cell = cells[node + letter];
        return (char) cell == letter ? cell : NOWHERE;
    }

    static int node(long step) {
        return (int) (step >>> NODE_SHIFT) & NODE_MASK;
    }

    /** The id of the word that ends there, or -1. */
    static int id(long step) {
        return (int) (step >>> ID_SHIFT) - 1;
    }

    /** Looks for a place for each node. */
    private static final class Builder {
        private final List<Entry> entries;
        private final int letters;
        private final BitSet taken = new BitSet();
        private final BitSet nodes = new BitSet();
        private long[] cells;
        private int firstFree;

        Builder(Map<String, Integer> ids, Alphabet alphabet) {
            this.letters = alphabet.size();
            this.entries = ids.entrySet().stream()
                    .filter(word -> !word.getKey().isEmpty())
                    .map(word -> new Entry(alphabet.numbers(word.getKey()), word.getValue()))
                    .sorted(Comparator.comparing(word -> word.letters, Arrays::compare))
                    .toList();
            this.cells = new long[4 * (letters + 1)];
            Arrays.fill(cells, NO_LETTER);
            taken.set(0, letters + 1); // the children of a leaf, whose node is 0: there are none
            this.firstFree = letters + 1;
        }

        private int build() throws UnknownTokenizerException {
            if (entries.isEmpty()) {
                return 0;
            }
            List<Branch> waiting = new ArrayList<>();
            int first = place(new Branch(0, entries.size(), 0, 0), waiting);
            while (!waiting.isEmpty()) {
                Branch branch = waiting.remove(waiting.size() - 1);
                int node = place(branch, waiting);
                cells[branch.cell] |= (long) node << NODE_SHIFT;
            }
            return first;
        }

        /** Puts the children of a branch into cells; those with children of their own have to wait. */
        private int place(Branch branch, List<Branch> waiting) throws UnknownTokenizerException {
            int depth = branch.depth;
            List<Branch> children = new ArrayList<>();
            for (int from = branch.from; from < branch.to; ) {
                char letter = entries.get(from).letters[depth];
                int to = from + 1;
                while (to < branch.to && entries.get(to).letters[depth] == letter) {
                    to++;
                }
                children.add(new Branch(from, to, depth + 1, letter));
                from = to;
            }
            int node = free(children);
            if (node > MOST - letters) {
                throw new UnknownTokenizerException("a vocabulary that needs more than %d cells".formatted(MOST));
            }
            nodes.set(node);
            reserve(node + letters + 1);
            for (Branch child : children) {
                int cell = node + child.cell;
                taken.set(cell);
                Entry shortest = entries.get(child.from);
                boolean ends = shortest.letters.length == child.depth;
                cells[cell] = child.cell | (ends ? (long) (shortest.id + 1) << ID_SHIFT : 0);
                int rest = ends ? child.from + 1 : child.from;
                if (rest < child.to) {
                    waiting.add(new Branch(rest, child.to, child.depth, cell));
                }
            }
            return node;
        }

        /** A node none has yet, whose children's cells are all free. */
        private int free(List<Branch> children) {
            int least = children.get(0).cell; // they are sorted
            int passed = 0;
            for (int cell = taken.nextClearBit(Math.max(firstFree, least + 1)); ; cell = taken.nextClearBit(cell + 1)) {
                int node = cell - least;
                if (node > letters && !nodes.get(node) && fits(children, node)) {
                    if (passed > 64) {
                        firstFree = cell; // what is left before is too narrow to be worth looking at again
                    }
                    return node;
                }
                passed++;
            }
        }

        private boolean fits(List<Branch> children, int node) {
            for (Branch child : children) {
                if (taken.get(node + child.cell)) {
                    return false;
                }
            }
            return true;
        }

        private void reserve(int length) {
            if (cells.length < length) {
                int before = cells.length;
                cells = Arrays.copyOf(cells, Math.max(length, before * 2));
                Arrays.fill(cells, before, cells.length, NO_LETTER);
            }
        }
    }
}
