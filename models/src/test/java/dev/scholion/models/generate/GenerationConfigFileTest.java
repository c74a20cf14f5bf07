package dev.scholion.models.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.task.GenerationRules;
import dev.scholion.models.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationConfigFileTest {
    private static final String LEAST = "\"decoder_start_token_id\": 2";

    @TempDir
    private Path folder;

    @Test
    void isGreedyWithoutEndIfNothingMoreIsSaid() {
        assertEquals(
                new GenerationConfig(2, Set.of(), 129, new BeamRules(1, 1, EarlyStopping.HEURISTIC), List.of(), false),
                read("{%s}".formatted(LEAST)));
    }

    @Test
    void readsWhatASummarizerSays() {
        GenerationConfig config = read("""
                {%s, "eos_token_id": [3, 4], "forced_eos_token_id": 3, "forced_bos_token_id": 5, "max_length": 40,
                 "min_length": 6, "num_beams": 4, "length_penalty": 2.0, "early_stopping": true, "no_repeat_ngram_size": 3,
                 "repetition_penalty": 1.2, "bad_words_ids": [[7], [3], [8, 9]], "suppress_tokens": [10],
                 "begin_suppress_tokens": [11], "renormalize_logits": true, "do_sample": false, "top_k": 50}
                """.formatted(LEAST));
        assertEquals(new BeamRules(4, 2, EarlyStopping.ALWAYS), config.beams());
        assertEquals(Set.of(3, 4), config.ends());
        assertEquals(40, config.maxLength());
        assertTrue(config.forcesEnd());
        assertEquals(
                List.of(
                        new RepetitionPenalty(1.2f),
                        new NoRepeatNgram(3),
                        new BadWords(List.of(List.of(7), List.of(8, 9))),
                        Suppressed.before(Set.of(3, 4), 6),
                        new Forced(Set.of(5), 1),
                        new Forced(Set.of(3), 39),
                        Suppressed.always(Set.of(10)),
                        Suppressed.after(Set.of(11), 2)),
                config.rules().subList(0, 8));
        assertEquals(9, config.rules().size());
    }

    @Test
    void countsNewTokensBehindTheStartAndPrefersThemToLengths() {
        GenerationConfig config = read(
                "{%s, \"eos_token_id\": 3, \"max_new_tokens\": 10, \"max_length\": 99, \"min_new_tokens\": 5, \"min_length\": 9}"
                        .formatted(LEAST));
        assertEquals(10, config.maxNewTokens());
        assertEquals(List.of(Suppressed.before(Set.of(3), 6)), config.rules());
    }

    @Test
    void prefersWhatTheCallerSays() {
        String file = "{%s, \"max_length\": 50, \"num_beams\": 4}".formatted(LEAST);
        GenerationRules rules = GenerationRules.OF_MODEL.withBeams(2).withMaxNewTokens(7);
        GenerationConfig config = GenerationConfigFile.read(TinyModel.generator(folder, 200, file), rules);
        assertEquals(2, config.beams().count());
        assertEquals(7, config.maxNewTokens());
    }

    @Test
    void isBoundedByTheDecodersPositions() {
        String file = "{%s, \"max_length\": 500}".formatted(LEAST);
        assertEquals(
                30,
                GenerationConfigFile.read(TinyModel.generator(folder, 30, file), GenerationRules.OF_MODEL)
                        .maxLength());
    }

    @Test
    void startsWithTheBeginningOfTextIfNothingElseIsSaid() {
        assertEquals(4, read("{\"bos_token_id\": 4}").start());
    }

    @Test
    void readsTheModelsConfigurationWhereThereIsNoOther() throws IOException {
        TinyModel.generator(folder, 200, "{}");
        Files.delete(folder.resolve("generation_config.json"));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"architectures\": [\"MarianMTModel\"], \"decoder_start_token_id\": 7, \"num_beams\": 6}");
        GenerationConfig config = GenerationConfigFile.read(ModelPackage.read(folder), GenerationRules.OF_MODEL);
        assertEquals(7, config.start());
        assertEquals(6, config.beams().count());
    }

    @Test
    void namesEverySettingThatIsNotSupported() {
        String message = mistake(
                "{%s, \"do_sample\": true, \"num_beam_groups\": 2, \"stop_strings\": [\"x\"]}".formatted(LEAST));
        assertTrue(
                message.contains("do_sample: true, num_beam_groups: 2, stop_strings: [\"x\"] is not supported"),
                message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"decoder_start_token_id\": 200}",
                "{\"decoder_start_token_id\": 2, \"eos_token_id\": 105}",
                "{\"decoder_start_token_id\": 2, \"forced_bos_token_id\": -1}",
                "{\"decoder_start_token_id\": 2, \"num_beams\": 0}",
                "{\"decoder_start_token_id\": 2, \"num_beams\": \"four\"}",
                "{\"decoder_start_token_id\": 2, \"max_length\": 1}",
                "{\"decoder_start_token_id\": 2, \"length_penalty\": \"long\"}",
                "{\"decoder_start_token_id\": 2, \"early_stopping\": 3}",
                "{\"decoder_start_token_id\": 2, \"repetition_penalty\": 0}",
                "{\"decoder_start_token_id\": 2, \"bad_words_ids\": [[]]}",
                "not JSON"
            })
    void saysWhichFileIsWrong(String file) {
        assertTrue(mistake(file).contains("generation_config.json"), mistake(file));
    }

    private String mistake(String file) {
        return String.valueOf(
                assertThrows(ModelPackageException.class, () -> read(file)).getMessage());
    }

    private GenerationConfig read(String file) {
        return GenerationConfigFile.read(TinyModel.generator(folder, 200, file), GenerationRules.OF_MODEL);
    }
}
