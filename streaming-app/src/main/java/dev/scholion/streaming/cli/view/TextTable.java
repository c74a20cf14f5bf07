package dev.scholion.streaming.cli.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells below each other: the first column begins at the left, the others end at the right. */
final class TextTable {
    private static final int WIDEST = 32;

    private final List<String[]> rows = new ArrayList<>();

    void row(String... cells) {
        String[] row = Arrays.stream(cells)
                .map(cell -> SafeText.shortened(SafeText.of(cell), WIDEST))
                .toArray(String[]::new);
        rows.add(row);
    }

    /** @return lines, the first one being the header */
    List<String> lines() {
        int[] widths = new int[rows.stream().mapToInt(row -> row.length).max().orElse(0)];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String blanks = " ".repeat(widths[i] - row[i].length());
            line.append(i == 0 ? row[i] + blanks : "  " + blanks + row[i]);
        }
        return line.toString().stripTrailing();
    }
}
