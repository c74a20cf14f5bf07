package dev.scholion.models.wordpiece;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.TextFaultException;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordPieceTokenizerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String FILE = """
            {"version": "1.0",
             "added_tokens": [
               {"id": 0, "content": "[UNK]", "special": true, "normalized": false, "single_word": false, "lstrip": false,
                "rstrip": false},
               {"id": 9, "content": "<gap>", "special": true, "normalized": false, "single_word": false, "lstrip": true,
                "rstrip": true}],
             "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
               "strip_accents": null, "lowercase": true},
             "pre_tokenizer": {"type": "BertPreTokenizer"},
             "post_processor": {"type": "BertProcessing", "cls": ["[CLS]", 7], "sep": ["[SEP]", 8]},
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
               "max_input_chars_per_word": 100,
               "vocab": {"[UNK]": 0, "cafe": 1, "un": 2, "##know": 3, "##n": 4, "中": 5, "!": 6, "[CLS]": 7, "[SEP]": 8}}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Café!              | 1[0,4) 6[4,5)",
                "unknown            | 2[0,2) 3[2,6) 4[6,7)",
                "unknowm cafe       | 0[0,7) 1[8,12)",
                "中cafe中            | 5[0,1) 1[1,5) 5[5,6)",
                "caf\u00ADe         | 1[0,5)",
                "\uD83D\uDE00 cafe  | 0[0,1) 1[2,6)",
                "cafe <gap> cafe    | 1[0,4) 9[4,11) 1[11,15)",
                "'e\u0301'          | 0[0,1)",
                "'\u0301\u200B'     | ''",
                "''                 | ''"
            })
    void tellsWhereEachTokenLies(String text, String expected) throws Exception {
        assertEquals(expected, told(tokenizer(FILE).encode(text)));
    }

    @Test
    void keepsOffsetsOfDecomposedLetters() throws Exception {
        assertEquals("1[0,4) 1[6,10)", told(tokenizer(FILE).encode("cafe\u0301 cafe\u0301\u0323")));
    }

    @Test
    void takesAWordThatIsTooLongAsUnknown() throws Exception {
        String longest = "un" + "n".repeat(98);
        assertEquals(99, tokenizer(FILE).encode(longest).length());
        assertEquals("0[0,101)", told(tokenizer(FILE).encode(longest + "n")));
    }

    @Test
    void ordersLongRunsOfCombiningCharacters() throws Exception {
        String marks = "e" + "\u0323\u0301".repeat(200_000);
        assertEquals("0[0,1)", told(tokenizer(FILE).encode(marks)));
    }

    @Test
    void framesRowsAndCutsThemAsTheFileSays() throws Exception {
        ObjectNode file = (ObjectNode) JSON.readTree(FILE);
        assertEquals(
                "7[0,0) 1[0,4) 6[4,5) 8[0,0)",
                told(WordPieceTokenizer.read(file).encodeRow("Café!")));
        file.putObject("truncation")
                .put("max_length", 3)
                .put("strategy", "LongestFirst")
                .put("stride", 0);
        assertEquals("7[0,0) 1[0,4) 8[0,0)", told(WordPieceTokenizer.read(file).encodeRow("Café!")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a \uDE00 b", "\uDE00\uD83D", "cafe\uD83D\uD83D\uDE00", "<gap>\uDE00"})
    void refusesHalfOfASurrogatePair(String text) throws Exception {
        WordPieceTokenizer tokenizer = tokenizer(FILE);
        assertThrows(TextFaultException.class, () -> tokenizer.encode(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\": \"WordPiece\"        | \"type\": \"BPE\"           | 'BPE'",
                "\"type\": \"BertPreTokenizer\" | \"type\": \"Whitespace\"    | 'Whitespace'",
                "\"type\": \"BertNormalizer\"   | \"type\": \"NFKC\"          | 'NFKC'",
                "\"type\": \"BertProcessing\"   | \"type\": \"ByteLevel\"     | 'ByteLevel'",
                "\"unk_token\": \"[UNK]\"       | \"unk_token\": \"?\"        | '?'",
                "\"id\": 9                      | \"id\": 12                  | <gap>",
                "\"content\": \"<gap>\"         | \"content\": \"[UNK]\"      | [UNK]",
                "\"version\": \"1.0\"           | \"version\": \"2.0\"        | 2.0"
            })
    void namesWhatItDoesNotKnow(String part, String other, String named) throws IOException {
        String file = FILE.replace(part, other);
        UnknownTokenizerException unknown = assertThrows(UnknownTokenizerException.class, () -> tokenizer(file));
        assertTrue(String.valueOf(unknown.getMessage()).contains(named), unknown.getMessage());
        assertEquals(Optional.empty(), WordPieceTokenizer.of(JSON.readTree(file)));
    }

    private static WordPieceTokenizer tokenizer(String file) throws IOException, UnknownTokenizerException {
        return WordPieceTokenizer.read(JSON.readTree(file));
    }

    private static String told(Tokens tokens) {
        return IntStream.range(0, tokens.length())
                .mapToObj(token -> "%d[%d,%d)".formatted(tokens.id(token), tokens.start(token), tokens.end(token)))
                .collect(Collectors.joining(" "));
    }
}
