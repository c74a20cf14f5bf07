package dev.scholion.models.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.testing.TinyModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceReaderTest {
    private static final String CLS = "[CLS]";
    private static final String SEP = "[SEP]";

    @TempDir
    private Path folder;

    @Test
    void cutsBetweenSentencesWhereTheyFit() {
        String text = "W w1. W w2 w3. W w4. W w5 w6 w7 w8 w9 w10 w11 w12.";
        assertEquals(
                List.of(
                        "[CLS] [UNK] [UNK] [UNK] w2 [UNK] [UNK] [UNK] [SEP]",
                        "[CLS] [UNK] w5 w6 w7 w8 w9 w10 [SEP]",
                        "[CLS] w11 [UNK] [SEP]"),
                rows("", text, 9));
    }

    @Test
    void readsEveryTokenOnceWhateverTheLength() {
        String text = "w1 w2 w3. W w4 w5. W w6 w7 w8 w9 w10 w11 w12 w13 w14 w15! W w16. W w17 w18?";
        String all = rows("", text, 100).get(0);
        for (int window = 4; window < 30; window++) {
            String joined = rows("", text, window).stream()
                    .map(row -> row.replace(CLS + " ", "").replace(" " + SEP, ""))
                    .collect(Collectors.joining(" ", CLS + " ", " " + SEP));
            assertEquals(all, joined, "window of " + window);
        }
    }

    @Test
    void putsThePrefixIntoEachRow() {
        assertEquals(
                List.of("[CLS] w90 w91 w1 w2 w3 w4 w5 w6 w7 w8 [SEP]", "[CLS] w90 w91 w9 [SEP]"),
                rows("w90 w91 ", "w1 w2 w3 w4 w5 w6 w7 w8 w9", 12));
    }

    @Test
    void countsTheTextsOwnTokens() {
        ModelPackage model = TinyModel.classifier(folder, 16);
        try (TextTokenizer tokenizer = TextTokenizer.open(model)) {
            SourceReader reader = new SourceReader(tokenizer, "w90 ", 16);
            assertEquals(
                    2, reader.read(tokenizer.encode(reader.prefixed("w1 w2"))).tokens());
        }
    }

    @Test
    void refusesAPrefixThatLeavesNoRoom() {
        assertThrows(ModelPackageException.class, () -> rows("w1 w2 w3 w4 ", "w5", 10));
    }

    private List<String> rows(String prefix, String text, int window) {
        ModelPackage model = TinyModel.classifier(folder, window);
        try (TextTokenizer tokenizer = TextTokenizer.open(model)) {
            SourceReader reader = new SourceReader(tokenizer, prefix, window);
            return reader.read(tokenizer.encode(reader.prefixed(text))).windows().stream()
                    .map(row -> Arrays.stream(row.row().ids())
                            .mapToObj(tokenizer::decode)
                            .collect(Collectors.joining(" ")))
                    .toList();
        }
    }
}
