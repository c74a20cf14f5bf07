package dev.scholion.models.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.transformers.LoadedPipeline;
import dev.scholion.models.transformers.PipelineArguments;
import dev.scholion.models.transformers.PipelineLines;
import dev.scholion.models.transformers.PipelineRequest;
import dev.scholion.models.transformers.PipelineTask;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case is answered as Transformers answered it, text that spells special tokens among them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PipelineParityTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** With {@code -Dscholion.rewrite-parity=true} the test writes the page. */
    private static final Path PAGE =
            Path.of(System.getProperty("scholion.home", "..")).resolve("docs/models.md");

    /**
     * Lines that differ, and are left so: where a context has fewer spans than are asked for, the reference fills up with
     * spans of probability 0, and which ones differs from processor to processor.
     */
    private static final Map<String, Integer> KNOWN_DIFFERENCES = Map.of();

    private static final ParityTable TABLE = new ParityTable();
    private static final Set<String> DONE = new HashSet<>();

    @BeforeAll
    static void saysWhyItSkips() {
        if (cases().findAny().isEmpty()) {
            System.out.println("SKIPPED: no parity cases at " + ParityCase.root());
        }
    }

    static Stream<ParityCase> cases() {
        return ParityCase.all();
    }

    @Order(1)
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void answersAsTransformersDoes(ParityCase parity) throws IOException {
        List<String> answers = answers(parity);
        assertEquals(parity.lines().size(), answers.size(), "lines");
        AnswerComparison comparison = new AnswerComparison(parity.task());
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            JsonNode line = parity.lines().get(i);
            Optional<String> difference = comparison.difference(line, JSON.readTree(answers.get(i)));
            difference.ifPresent(text -> differences.add(line.path("input") + ": " + text));
        }
        int equal = answers.size() - differences.size();
        System.out.printf(
                "%s: %d of %d equal, largest difference of a score %.1e%n",
                parity.name(), equal, answers.size(), comparison.largestScoreDifference());
        TABLE.add(
                parity.description().path("architecture").asText(),
                parity.task(),
                equal,
                answers.size(),
                comparison.largestScoreDifference());
        DONE.add(parity.name());
        assertEquals(
                KNOWN_DIFFERENCES.getOrDefault(parity.name(), 0),
                differences.size(),
                () -> String.join("\n", differences));
    }

    private static List<String> answers(ParityCase parity) throws IOException {
        PipelineRequest request = PipelineRequest.usual()
                .withTask(PipelineTask.named(parity.task()).orElseThrow())
                .withArguments(PipelineArguments.parse(
                        parity.description().path("pipeline_args").toString()));
        String inputs =
                parity.lines().stream().map(line -> line.path("input") + "\n").collect(Collectors.joining());
        List<String> answers = new ArrayList<>();
        try (LoadedPipeline pipeline = LoadedPipeline.open(ModelPackage.read(parity.folder()), request)) {
            new PipelineLines(pipeline)
                    .answer(
                            new ByteArrayInputStream(inputs.getBytes(StandardCharsets.UTF_8)),
                            PipelineLines.Output.to(answers::add));
        }
        return answers;
    }

    @Order(2)
    @Test
    void thePageSaysWhatTheRunGives() throws IOException {
        boolean all = Files.isDirectory(ParityCase.root())
                && !DONE.isEmpty()
                && cases().map(ParityCase::name).allMatch(DONE::contains);
        assumeTrue(all, "not all cases were run");
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/parity.md"), TABLE.markdown());
        if (Boolean.getBoolean("scholion.rewrite-parity")) {
            Files.writeString(PAGE, TABLE.in(Files.readString(PAGE)));
        }
        assertEquals(
                TABLE.rows(),
                ParityTable.rowsOf(Files.readString(PAGE)),
                "docs/models.md is out of date: run this test with -Dscholion.rewrite-parity=true");
    }
}
