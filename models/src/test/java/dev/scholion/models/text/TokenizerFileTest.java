package dev.scholion.models.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.catalog.ModelPackageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tokenizer_config.json} against {@code tokenizer.json}. */
class TokenizerFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String WORD_PIECE = """
            {"added_tokens": [{"id": 0, "content": "[UNK]", "special": true}, {"id": 1, "content": "[CLS]", "special": true},
              {"id": 2, "content": "[SEP]", "special": true}, {"id": 3, "content": "[PAD]", "special": true},
              {"id": 4, "content": "[MASK]", "special": true}],
             "normalizer": {"type": "BertNormalizer", "lowercase": false, "strip_accents": null},
             "pre_tokenizer": {"type": "Whitespace"}, "padding": {"strategy": {"Fixed": 7}}, "truncation": {"max_length": 3},
             "model": {"type": "WordPiece", "unk_token": "[UNK]",
               "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "[PAD]": 3, "[MASK]": 4, "a": 5}}}""";

    private static final String UNIGRAM = """
            {"added_tokens": [{"id": 0, "content": "<unk>", "special": true}],
             "normalizer": {"type": "Sequence", "normalizers": [{"type": "Precompiled", "precompiled_charsmap": "AA"}]},
             "model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["[CLS]", 0.0], ["[SEP]", -1.0], ["[UNK]", 0.0]]}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'tokenizer_class': 'BertTokenizer'} | true",
                "{'tokenizer_class': 'BertTokenizerFast', 'do_lower_case': false} | false",
                "{'tokenizer_class': 'ElectraTokenizer', 'do_lower_case': true} | true",
                "{'tokenizer_class': 'PreTrainedTokenizerFast', 'do_lower_case': true} | false",
                "{'tokenizer_class': 'SomebodysOwnTokenizer', 'do_lower_case': true} | false",
                "{} | false"
            })
    void theClassSaysWhetherCaseIsKept(String config, boolean lower) throws IOException {
        JsonNode file = file(WORD_PIECE, config, "");
        assertEquals(lower, file.path("normalizer").path("lowercase").asBoolean());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RoFormerTokenizer", "RoFormerTokenizerFast"})
    void aClassWhoseFileGivesOtherIdsIsRefused(String name) {
        ModelPackageException refusal = assertThrows(
                ModelPackageException.class, () -> file(WORD_PIECE, "{'tokenizer_class': '%s'}".formatted(name), ""));
        assertTrue(String.valueOf(refusal.getMessage()).contains("RoFormerTokenizer"), refusal.getMessage());
    }

    @Test
    void theClassBuildsWhatItDoesNotTake() throws IOException {
        JsonNode file = file(WORD_PIECE, "{'tokenizer_class': 'BertTokenizer', 'strip_accents': false}", "");
        assertEquals("BertPreTokenizer", file.path("pre_tokenizer").path("type").asText());
        assertEquals("WordPiece", file.path("decoder").path("type").asText());
        assertEquals(
                "TemplateProcessing", file.path("post_processor").path("type").asText());
        assertTrue(file.path("normalizer").path("strip_accents").isBoolean());
        assertTrue(file.path("padding").isNull() && file.path("truncation").isNull());
    }

    @Test
    void aModelMayMeanTheFileAsItStandsWhateverItsFolderSays() throws IOException {
        JsonNode file = file(WORD_PIECE, "{'tokenizer_class': 'BertTokenizer'}", "nystromformer");
        assertEquals("Whitespace", file.path("pre_tokenizer").path("type").asText());
    }

    @Test
    void aModelTypeStandsForAClassThatIsNotNamed() throws IOException {
        assertTrue(file(WORD_PIECE, "{}", "electra")
                .path("normalizer")
                .path("lowercase")
                .asBoolean());
    }

    @Test
    void aClassOfAnotherModelLeavesTheFile() throws IOException {
        JsonNode file = file(WORD_PIECE, "{'tokenizer_class': 'RobertaTokenizer'}", "");
        assertEquals("Whitespace", file.path("pre_tokenizer").path("type").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "AlbertTokenizer, 1, Replace Replace NFKD StripAccents Lowercase Precompiled",
        "RemBertTokenizer, 2, Replace Replace Replace Precompiled",
        "XLNetTokenizer, 0, Replace Replace NFKD StripAccents Precompiled",
        "XLMRobertaTokenizer, 3, Precompiled",
        "T5Tokenizer, 2, Precompiled",
        "DebertaV2Tokenizer, 3, Replace NFC Strip",
        "BigBirdTokenizer, 0, Strip Replace"
    })
    void sentencePieceClassesNormalizeInTheirOwnWays(String name, int unknown, String normalizers) throws IOException {
        JsonNode file = file(UNIGRAM, "{'tokenizer_class': '%s'}".formatted(name), "");
        assertEquals(unknown, file.path("model").path("unk_id").asInt());
        JsonNode normalizer = file.path("normalizer");
        assertEquals(
                normalizers,
                normalizer.has("normalizers")
                        ? String.join(" ", normalizer.path("normalizers").findValuesAsText("type"))
                        : normalizer.path("type").asText());
    }

    @Test
    void version4DescribesAddedTokensBesideTheFile() throws IOException {
        JsonNode file = file(
                WORD_PIECE,
                "{'added_tokens_decoder': {'4': {'content': '[MASK]', 'lstrip': true, 'special': true}}}",
                "");
        JsonNode mask = file.path("added_tokens").path(4);
        assertEquals("[MASK]", mask.path("content").asText());
        assertTrue(mask.path("lstrip").asBoolean());
        assertEquals(5, file.path("added_tokens").size());
    }

    @Test
    void aSpecialTokenThatNoFileListsIsAddedBehindTheVocabulary() throws IOException {
        JsonNode added = file(WORD_PIECE, "{'mask_token': '<blank>'}", "").path("added_tokens");
        assertEquals("<blank>", added.path(5).path("content").asText());
        assertEquals(6, added.path(5).path("id").asInt());
    }

    @Test
    void hidesAllSpecialTokensButThoseThatAreMeant() throws IOException {
        TokenizerFile file = new TokenizerFile(
                        WORD_PIECE.getBytes(StandardCharsets.UTF_8),
                        new TokenizerConfig(JSON.createObjectNode(), JSON.createObjectNode()))
                .hideSpecialTokens(java.util.Set.of("[MASK]"));
        JsonNode vocabulary = JSON.readTree(file.json()).path("model").path("vocab");
        assertTrue(vocabulary.has("[MASK]"));
        assertFalse(vocabulary.has("[CLS]"));
        assertEquals(1, file.idOf("[CLS]").orElseThrow());
    }

    private static JsonNode file(String file, String config, String modelType) throws IOException {
        ObjectNode values = (ObjectNode) JSON.readTree(config.replace('\'', '"'));
        return JSON.readTree(new TokenizerFile(
                        file.getBytes(StandardCharsets.UTF_8),
                        new TokenizerConfig(values, JSON.createObjectNode().put("model_type", modelType)))
                .json());
    }
}
