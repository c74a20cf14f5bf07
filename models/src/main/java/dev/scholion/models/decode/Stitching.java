package dev.scholion.models.decode;

import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Window;
import java.util.List;

/**
 * Decides which window speaks for each token where windows overlap.
 *
 * <p>An overlap is cut in its middle, so that each token is decided where it has more context; the cut moves to the nearest
 * word's beginning inside the overlap, so that no word is decided in parts unless it is longer than the overlap.
 */
final class Stitching {
    private Stitching() {}

    /** Probabilities of all tokens of a text, by token and label. */
    static float[][] of(Encoding encoding, List<WindowScores> windows, double temperature) {
        float[][] probabilities = new float[encoding.length()][];
        forEach(
                encoding,
                windows,
                (token, window) -> probabilities[token] = Probabilities.softmax(window.ofToken(token), temperature));
        return probabilities;
    }

    /** Gives each token in order, with the window that speaks for it. */
    static void forEach(Encoding encoding, List<WindowScores> windows, Decision decision) {
        int from = 0;
        for (int i = 0; i < windows.size(); i++) {
            boolean last = i == windows.size() - 1;
            int to = last
                    ? encoding.length()
                    : cut(encoding, windows.get(i).window(), windows.get(i + 1).window());
            for (int token = from; token < to; token++) {
                decision.take(token, windows.get(i));
            }
            from = to;
        }
    }

    /** What is done with a token and its window. */
    @FunctionalInterface
    interface Decision {
        void take(int token, WindowScores window);
    }

    /** The first token that the later of two neighbouring windows decides. */
    static int cut(Encoding encoding, Window earlier, Window later) {
        int middle = (later.first() + earlier.end() + 1) / 2;
        for (int distance = 0; ; distance++) {
            int before = middle - distance;
            int after = middle + distance;
            boolean beforeInside = before > later.first();
            boolean afterInside = after <= earlier.end() && after < encoding.length();
            if (!beforeInside && !afterInside) {
                return middle;
            }
            if (beforeInside && encoding.startsWord(before)) {
                return before;
            }
            if (afterInside && encoding.startsWord(after)) {
                return after;
            }
        }
    }
}
