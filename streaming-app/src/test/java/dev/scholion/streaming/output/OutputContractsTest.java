package dev.scholion.streaming.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scholion.events.RejectedText;
import dev.scholion.events.SentimentResult;
import dev.scholion.schemas.registry.RegistryException;
import dev.scholion.schemas.registry.RegistryException.Kind;
import dev.scholion.streaming.config.ConfigurationException.Problem;
import dev.scholion.streaming.input.SchemasInMemory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputContractsTest {
    private final SchemasInMemory registry = new SchemasInMemory();
    private final TopicRouting routing =
            TopicRouting.of(List.of(Samples.SENTIMENT, Samples.ENTITIES), Samples.output(Map.of(), null));

    @Test
    void registersWhatIsMissingIfToldTo() {
        OutputContracts contracts = new OutputContracts(routing, registry, true);
        assertEquals(List.of(), contracts.problems());
        assertEquals(0, registry.subjects().size());
        assertEquals(Map.of("text.sentiment", 1, "text.entities", 2, "text.rejected", 3), contracts.schemaIds());
        assertEquals(SentimentResult.getClassSchema(), registry.subjects().get("text.sentiment-value"));
    }

    @Test
    void namesEverySubjectThatLacksItsSchema() {
        registry.register("text.rejected-value", RejectedText.getClassSchema());
        OutputContracts contracts = new OutputContracts(routing, registry, false);
        assertEquals(
                List.of(
                        new Problem(
                                "registry",
                                "subject 'text.sentiment-value' lacks the schema SentimentResult: register it, or set"
                                        + " registry.auto-register"),
                        new Problem(
                                "registry",
                                "subject 'text.entities-value' lacks the schema EntitiesResult: register it, or set"
                                        + " registry.auto-register")),
                contracts.problems());
        assertEquals(
                Kind.NOT_FOUND,
                assertThrows(RegistryException.class, contracts::schemaIds).kind());
        assertEquals(1, registry.subjects().size());
    }

    @Test
    void findsWhatIsRegistered() {
        Map<String, Integer> ids = new OutputContracts(routing, registry, true).schemaIds();
        OutputContracts contracts = new OutputContracts(routing, registry, false);
        assertEquals(List.of(), contracts.problems());
        assertEquals(ids, contracts.schemaIds());
    }

    @Test
    void namesEverySubjectWhoseRuleForbidsTheSchema() {
        registry.refuse("text.entities-value", "reads no such thing");
        assertEquals(
                List.of(new Problem(
                        "registry",
                        "subject 'text.entities-value' does not allow the schema EntitiesResult: reads no such thing")),
                new OutputContracts(routing, registry, true).problems());
    }

    @Test
    void saysOnceThatTheRegistryDoesNotAnswer() {
        registry.failWith(Kind.UNAVAILABLE);
        assertEquals(
                List.of(new Problem("registry", "as told")), new OutputContracts(routing, registry, true).problems());
        assertEquals(1, registry.questions());
    }
}
