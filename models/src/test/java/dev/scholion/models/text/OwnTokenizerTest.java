package dev.scholion.models.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.testing.OddTexts;
import dev.scholion.models.testing.WordPieceFiles;
import dev.scholion.models.wordpiece.Tokens;
import dev.scholion.models.wordpiece.UnknownTokenizerException;
import dev.scholion.models.wordpiece.WordPieceTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the tokenizer of our own to Hugging Face's library, through DJL: ids, offsets and words of odd texts. How many texts:
 * {@code -Dscholion.odd-texts=1000000}, over all files together.
 */
class OwnTokenizerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXTS = Integer.getInteger("scholion.odd-texts", 8_000);
    private static final long SEED = Long.getLong("scholion.odd-texts.seed", 7);

    record FileOfName(String name, JsonNode json) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<FileOfName> FILES = read();

    static List<FileOfName> files() {
        return FILES;
    }

    private static List<FileOfName> read() {
        List<FileOfName> files = new ArrayList<>();
        WordPieceFiles.all().forEach((name, file) -> files.add(new FileOfName(name, file)));
        Path home = Path.of(System.getProperty("scholion.home", ".."));
        Map<String, Path> found = new LinkedHashMap<>();
        Path news = home.resolve("models/catalog/news-en/tokenizer.json");
        if (Files.exists(news)) {
            found.put("news-en", news);
        }
        Path parity = home.resolve("../shared/parity");
        if (Files.isDirectory(parity)) {
            for (String name : List.of(
                    "bert-textclass-uncased",
                    "bert-textclass-multilabel",
                    "bert-textclass-cased-topk",
                    "bert-chinese-ner-simple",
                    "mpnet-textclass",
                    "funnel-textclass-static")) {
                found.put(name, parity.resolve(name + "/tokenizer.json"));
            }
        } else {
            System.out.println("SKIPPED: no tokenizers in " + parity);
        }
        found.forEach((name, path) -> {
            try {
                files.add(new FileOfName(name, JSON.readTree(path.toFile())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return files;
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesTheTokensOfTheLibrary(FileOfName file) throws UnknownTokenizerException {
        ObjectNode uncut = ((ObjectNode) file.json().deepCopy());
        uncut.putNull("truncation").putNull("padding");
        WordPieceTokenizer own = WordPieceTokenizer.read(file.json());
        OddTexts texts = new OddTexts(SEED + file.name().hashCode(), WordPieceFiles.spellings(file.json()));
        int count = TEXTS / FILES.size() + 1;
        try (NativeTokenizer library = new NativeTokenizer(uncut.toString());
                NativeTokenizer rows = new NativeTokenizer(file.json().toString())) {
            for (int i = 0; i < count; i++) {
                String text = texts.get();
                compare(text, library.encode(text, null, false).get(0), own.encode(text));
                if (i % 4 == 0) {
                    compare(text, rows.encode(text, null, true).get(0), own.encodeRow(text));
                }
            }
        }
    }

    private static void compare(String text, TokenizedRow expected, Tokens actual) {
        boolean equal = expected.length() == actual.length();
        for (int i = 0; equal && i < expected.length(); i++) {
            equal = expected.id(i) == actual.id(i)
                    && expected.start(i) == actual.start(i)
                    && expected.end(i) == actual.end(i)
                    && expected.word(i) == actual.word(i);
        }
        if (!equal) {
            assertEquals(told(expected), told(actual), () -> "of " + escaped(text));
        }
    }

    private static String told(TokenizedRow row) {
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < row.length(); i++) {
            tell(told, row.id(i), row.start(i), row.end(i), row.word(i));
        }
        return told.toString();
    }

    private static String told(Tokens tokens) {
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < tokens.length(); i++) {
            tell(told, tokens.id(i), tokens.start(i), tokens.end(i), tokens.word(i));
        }
        return told.toString();
    }

    private static void tell(StringBuilder told, int id, int start, int end, int word) {
        told.append(id)
                .append('[')
                .append(start)
                .append(',')
                .append(end)
                .append("]w")
                .append(word)
                .append(' ');
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            escaped.append(unit >= ' ' && unit < 0x7F ? String.valueOf(unit) : "\\u%04X".formatted((int) unit));
        }
        return escaped.append('"').toString();
    }
}
