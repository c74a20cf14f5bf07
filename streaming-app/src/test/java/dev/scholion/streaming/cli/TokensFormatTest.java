package dev.scholion.streaming.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensFormatTest {
    private final Terminal cli = new Terminal();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"own", "djl"})
    void printsIdsAndOffsetsOfAFolderWithATokenizerAlone(String code) throws IOException {
        write("BertPreTokenizer");
        assertEquals(0, tried("--tokenizer", code, "Ab a\u0301 [SEP]"));
        assertEquals(
                "{\"ids\":[1,2,1,4],\"offsets\":[[0,1],[1,2],[3,4],[6,11]]}",
                cli.out().strip());
    }

    @Test
    void usesTheLibraryWhereOurOwnDoesNotKnowTheFile() throws IOException {
        write("Whitespace");
        assertEquals(0, tried("a"));
        assertTrue(cli.out().contains("\"ids\":[1]"), cli.out());
    }

    @Test
    void namesWhatOurOwnDoesNotKnow() throws IOException {
        write("Whitespace");
        assertEquals(3, tried("--tokenizer", "own", "a"));
        assertTrue(cli.err().contains("the pre-tokenizer 'Whitespace'"), cli.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--format tokens --tokenizer fast | fast",
                "--format tokens --top-k 1 | --top-k",
                "--format tokens --task ner | --task",
                "--tokenizer own | --format tokens"
            })
    void whatCannotBeDoneIsTwoAndNamed(String options, String named) {
        assertEquals(2, cli.run(("try " + options + " text").split(" ")));
        assertTrue(cli.err().contains(named), cli.err());
        assertEquals("", cli.out());
    }

    private int tried(String... options) {
        String[] arguments = new String[options.length + 5];
        System.arraycopy(new String[] {"try", "--format", "tokens", "--model", folder.toString()}, 0, arguments, 0, 5);
        System.arraycopy(options, 0, arguments, 5, options.length);
        return cli.run(arguments);
    }

    private void write(String preTokenizer) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), """
                {"version": "1.0", "truncation": null, "padding": null,
                 "added_tokens": [{"id": 4, "content": "[SEP]", "special": true, "normalized": false, "single_word": false,
                   "lstrip": false, "rstrip": false}],
                 "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                   "strip_accents": null, "lowercase": true},
                 "pre_tokenizer": {"type": "%s"}, "post_processor": null, "decoder": null,
                 "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                   "max_input_chars_per_word": 100, "vocab": {"[UNK]": 0, "a": 1, "##b": 2, "b": 3, "[SEP]": 4}}}""".formatted(preTokenizer));
    }
}
