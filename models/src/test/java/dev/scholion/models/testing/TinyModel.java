package dev.scholion.models.testing;

import dev.scholion.models.catalog.ModelPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A plain Hugging Face folder whose tokenizer knows the words a and w0 to w99, with a {@link TinyGraph}. */
public final class TinyModel {
    public static final int CLS = 2;
    public static final int SEP = 3;
    public static final int FIRST_WORD = 5;

    /** Rows of the graph's table, one for each token of the tokenizer. */
    public static final int VOCABULARY = FIRST_WORD + 100;

    private TinyModel() {}

    /** Two classes, {@code LABEL_0} and {@code LABEL_1}. */
    public static ModelPackage classifier(Path folder, int window) {
        return write(folder, "TinyForSequenceClassification", window, "", TinyGraph.ofTexts(VOCABULARY, 2));
    }

    /** Tokens with the labels O, B-PER, I-PER. */
    public static ModelPackage tagger(Path folder, int window) {
        return write(
                folder,
                "TinyForTokenClassification",
                window,
                ", \"id2label\": {\"0\":\"O\",\"1\":\"B-PER\",\"2\":\"I-PER\"}",
                TinyGraph.ofTokens(VOCABULARY, 3));
    }

    /**
     * Generates text; its two graphs do not fit each other.
     *
     * @param generation content of {@code generation_config.json}
     */
    public static ModelPackage generator(Path folder, int window, String generation) {
        try {
            Files.writeString(
                    folder.resolve("config.json"),
                    "{\"architectures\": [\"TinyForConditionalGeneration\"], \"max_position_embeddings\": %d, \"vocab_size\": 105}"
                            .formatted(window));
            Files.writeString(folder.resolve("tokenizer.json"), tokenizer());
            Files.writeString(folder.resolve("generation_config.json"), generation);
            Files.write(
                    folder.resolve("encoder_model.onnx"),
                    TinyGraph.ofTokens(VOCABULARY, 3).bytes());
            Files.write(
                    folder.resolve("decoder_model.onnx"),
                    TinyGraph.ofTokens(VOCABULARY, 4).bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ModelPackage.read(folder);
    }

    private static ModelPackage write(Path folder, String architecture, int window, String more, TinyGraph graph) {
        try {
            Files.writeString(
                    folder.resolve("config.json"),
                    "{\"architectures\": [\"%s\"], \"max_position_embeddings\": %d, \"pad_token_id\": 0%s}"
                            .formatted(architecture, window, more));
            Files.writeString(folder.resolve("tokenizer.json"), tokenizer());
            Files.write(folder.resolve("model.onnx"), graph.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ModelPackage.read(folder);
    }

    private static String tokenizer() {
        String words = IntStream.range(0, 100)
                .mapToObj(i -> "\"w%d\": %d".formatted(i, FIRST_WORD + i))
                .collect(Collectors.joining(", "));
        return """
                {"version": "1.0", "truncation": {"direction": "Right", "max_length": 3, "strategy": "LongestFirst", "stride": 0},
                 "padding": null,
                 "added_tokens": [%s],
                 "normalizer": null, "pre_tokenizer": {"type": "WhitespaceSplit"},
                 "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
                 "decoder": null,
                 "model": {"type": "WordLevel", "unk_token": "[UNK]",
                   "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "a": 4, %s}}}
                """.formatted(
                        IntStream.range(0, 4)
                                .mapToObj(i -> """
                                        {"id": %d, "content": "%s", "single_word": false, "lstrip": false,
                                         "rstrip": false, "normalized": false, "special": true}""".formatted(i, new String[] {"[PAD]", "[UNK]", "[CLS]", "[SEP]"}[i]))
                                .collect(Collectors.joining(", ")),
                        words);
    }
}
