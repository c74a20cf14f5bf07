package dev.scholion.models.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many answers of each family and task are those of the reference, as a table for people. */
final class ParityTable {
    static final String BEGIN = "<!-- generated -->";
    static final String END = "<!-- /generated -->";

    private record Key(String family, String task) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byFamily = family.compareToIgnoreCase(other.family);
            return byFamily != 0 ? byFamily : task.compareTo(other.task);
        }
    }

    private record Count(int equal, int total, double largest) {
        private Count plus(Count other) {
            return new Count(equal + other.equal, total + other.total, Math.max(largest, other.largest));
        }
    }

    private final Map<Key, Count> counts = new TreeMap<>();

    /** @param architecture for example {@code BertForTokenClassification} */
    void add(String architecture, String task, int equal, int total, double largest) {
        counts.merge(new Key(family(architecture), task), new Count(equal, total, largest), Count::plus);
    }

    private static String family(String architecture) {
        return architecture.replaceFirst("(For[A-Z]\\w*|EncoderModel|Model)$", "");
    }

    /** The rows without the score differences, which vary from machine to machine. */
    List<String> rows() {
        return counts.entrySet().stream()
                .map(entry -> "| %s | %s | %d of %d |"
                        .formatted(
                                entry.getKey().family(),
                                entry.getKey().task(),
                                entry.getValue().equal(),
                                entry.getValue().total()))
                .toList();
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| family | task | equal answers | largest difference of a score |");
        lines.add("|---|---|---|---|");
        counts.forEach((key, count) -> lines.add("| %s | %s | %d of %d | %.0e |"
                .formatted(key.family(), key.task(), count.equal(), count.total(), count.largest())));
        List<String> unsupported = unsupported();
        if (!unsupported.isEmpty()) {
            lines.add("");
            lines.add("Not to be had:");
            lines.add("");
            lines.add("| architecture | why | error |");
            lines.add("|---|---|---|");
            lines.addAll(unsupported);
        }
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static List<String> unsupported() {
        try (InputStream in = ParityTable.class.getResourceAsStream("/parity/unsupported.json")) {
            List<String> lines = new ArrayList<>();
            for (JsonNode each : in == null ? new ObjectMapper().createArrayNode() : new ObjectMapper().readTree(in)) {
                lines.add("| %s | %s | %s |"
                        .formatted(cell(each, "architecture"), cell(each, "why"), cell(each, "error")));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cell(JsonNode each, String field) {
        return each.path(field).asText().replace("|", "\\|").replace("\n", " ");
    }

    /** The rows that a page holds between its markers, without the score differences. */
    static List<String> rowsOf(String page) {
        return between(page)
                .lines()
                .filter(line -> line.matches("\\| .* \\| \\d+ of \\d+ \\| .*"))
                .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2) + 1))
                .toList();
    }

    private static String between(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page has no markers " + BEGIN + " and " + END);
        }
        return page.substring(begin + BEGIN.length(), end);
    }

    /** A page with this table between its markers. */
    String in(String page) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(0, begin) + "\n" + markdown()
                + page.substring(begin + between(page).length());
    }
}
