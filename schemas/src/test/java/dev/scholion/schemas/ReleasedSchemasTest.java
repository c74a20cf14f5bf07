package dev.scholion.schemas;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.scholion.events.AnswersResult;
import dev.scholion.events.ClassificationResult;
import dev.scholion.events.EmbeddingResult;
import dev.scholion.events.EnrichedText;
import dev.scholion.events.EntitiesResult;
import dev.scholion.events.FillsResult;
import dev.scholion.events.GenerationResult;
import dev.scholion.events.RedactionResult;
import dev.scholion.events.RejectedText;
import dev.scholion.events.SentimentResult;
import dev.scholion.events.SummaryResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the contracts to their releases, which lie in {@code released/RECORD/vN.avsc}.
 *
 * <p>To release a changed schema: {@code mvn -pl schemas test -Dtest=ReleasedSchemasTest -Dscholion.release=true} writes
 * the next version.
 */
class ReleasedSchemasTest {
    private static final Path RELEASED = Path.of(System.getProperty("scholion.home"), "schemas", "released");

    static Stream<Schema> records() {
        return Stream.of(
                SentimentResult.getClassSchema(),
                EntitiesResult.getClassSchema(),
                ClassificationResult.getClassSchema(),
                AnswersResult.getClassSchema(),
                FillsResult.getClassSchema(),
                EmbeddingResult.getClassSchema(),
                SummaryResult.getClassSchema(),
                RedactionResult.getClassSchema(),
                GenerationResult.getClassSchema(),
                EnrichedText.getClassSchema(),
                RejectedText.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("records")
    void theNewestReleaseIsTheCurrentSchema(Schema current) throws IOException {
        List<String> releases = releases(current);
        String text = SchemaFormatter.format("json/pretty", current) + "\n";
        if (Boolean.getBoolean("scholion.release")
                && (releases.isEmpty() || !releases.get(releases.size() - 1).equals(text))) {
            Files.createDirectories(RELEASED.resolve(current.getName()));
            Files.writeString(file(current, releases.size() + 1), text);
            releases = releases(current);
        }
        assertFalse(releases.isEmpty(), "no release of " + current.getName());
        assertEquals(releases.get(releases.size() - 1), text, "changed without a release; see this test's comment");
    }

    /** The rule FULL_TRANSITIVE: every version reads what every other one wrote. */
    @ParameterizedTest
    @MethodSource("records")
    void theCurrentSchemaReadsEveryReleaseAndIsReadByIt(Schema current) throws IOException {
        var mutual = new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
        List<Schema> releases = new ArrayList<>();
        for (String text : releases(current)) {
            releases.add(new Schema.Parser().parse(text));
        }
        assertDoesNotThrow(() -> mutual.validate(current, releases));
    }

    private static List<String> releases(Schema record) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int version = 1; Files.exists(file(record, version)); version++) {
            texts.add(Files.readString(file(record, version)));
        }
        return texts;
    }

    private static Path file(Schema record, int version) {
        return RELEASED.resolve(record.getName()).resolve("v" + version + ".avsc");
    }
}
