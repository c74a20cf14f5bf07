package dev.scholion.benchmarks.gpu;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.benchmarks.Spread;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints each finding at once and all of them last, and keeps them as JSON, one a line. One thread uses it. */
final class Report {
    private final ObjectMapper json = new ObjectMapper();
    private final PrintStream out;
    private final Path file;
    private final String machine;
    private final List<String> lines = new ArrayList<>();

    /** @param machine stands in every line of the file */
    Report(PrintStream out, Path file, String machine) {
        this.out = out;
        this.file = file;
        this.machine = machine;
    }

    /** @param against what the value is a ratio to, in figures */
    void measured(Goal goal, String engine, Spread value, String against) throws IOException {
        add(String.format(
                Locale.ROOT,
                "%-4s %-16s %s; floor %s, goal %s, stretch %s: %s. %s",
                goal.name(),
                goal.verdict(value.median()),
                value,
                Spread.figure(goal.floor()),
                Spread.figure(goal.aim()),
                Spread.figure(goal.stretch()),
                goal.question(),
                against));
        keep(line(goal.name(), engine, value, against)
                .put("question", goal.question())
                .put("verdict", goal.verdict(value.median())));
    }

    /** A ratio or rate that no goal names. */
    void beside(String name, String engine, Spread value, String what) throws IOException {
        add(String.format(Locale.ROOT, "%-4s %-16s %s: %s", name, "", value, what));
        keep(line(name, engine, value, what));
    }

    void notMeasured(String name, String reason) throws IOException {
        add("%-4s %-16s %s".formatted(name, "NOT MEASURED", reason));
        keep(json.createObjectNode().put("name", name).put("reason", reason));
    }

    void proof(String name, boolean passed, String detail) throws IOException {
        add("%-4s %-16s %s".formatted(name, passed ? "PASS" : "FAIL", detail));
        keep(json.createObjectNode().put("name", name).put("passed", passed).put("detail", detail));
    }

    private ObjectNode line(String name, String engine, Spread value, String what) {
        return json.createObjectNode()
                .put("name", name)
                .put("engine", engine)
                .put("least", value.least())
                .put("median", value.median())
                .put("most", value.most())
                .put("rounds", value.count())
                .put("what", what);
    }

    private void add(String line) {
        lines.add(line);
        out.println(line);
    }

    private void keep(ObjectNode line) throws IOException {
        Files.writeString(
                file,
                json.writeValueAsString(line.put("machine", machine)) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    void summary() {
        out.printf("%n%s%n", machine);
        lines.forEach(out::println);
    }
}
