package dev.scholion.benchmarks.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The size of a BERT-family encoder, and what it computes.
 *
 * @param hidden numbers of a token's vector
 * @param intermediate numbers between the two products of a layer's second half
 * @param types whether the graph takes {@code token_type_ids}; DistilBERT's does not
 */
public record EncoderShape(String name, int layers, int hidden, int heads, int intermediate, boolean types) {
    public static final EncoderShape BERT_BASE = new EncoderShape("bert-base", 12, 768, 12, 3072, true);
    public static final EncoderShape BERT_LARGE = new EncoderShape("bert-large", 24, 1024, 16, 4096, true);
    public static final EncoderShape DISTILBERT = new EncoderShape("distilbert", 6, 768, 12, 3072, false);
    public static final EncoderShape MINILM = new EncoderShape("minilm-l6", 6, 384, 12, 1536, true);

    /** So small that a test can run it. */
    public static final EncoderShape TINY = new EncoderShape("tiny", 2, 32, 4, 64, true);

    public EncoderShape {
        if (layers < 1 || hidden < 1 || heads < 1 || intermediate < 1 || hidden % heads != 0) {
            throw new IllegalArgumentException(
                    "%d layers of %d numbers in %d heads, %d between".formatted(layers, hidden, heads, intermediate));
        }
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public static EncoderShape named(String name) {
        return switch (name) {
            case "bert-base" -> BERT_BASE;
            case "bert-large" -> BERT_LARGE;
            case "distilbert" -> DISTILBERT;
            case "minilm-l6" -> MINILM;
            case "tiny" -> TINY;
            default ->
                throw new IllegalArgumentException(
                        "no shape '%s'; there are bert-base, bert-large, distilbert, minilm-l6, tiny".formatted(name));
        };
    }

    /**
     * The shape that a Hugging Face {@code config.json} states.
     *
     * @throws IOException if it cannot be read, or states none
     */
    public static EncoderShape read(Path config) throws IOException {
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(config));
        try {
            return new EncoderShape(
                    json.path("model_type").asText("encoder"),
                    number(json, "num_hidden_layers", "n_layers"),
                    number(json, "hidden_size", "dim"),
                    number(json, "num_attention_heads", "n_heads"),
                    number(json, "intermediate_size", "hidden_dim"),
                    !json.path("model_type").asText().equals("distilbert"));
        } catch (IllegalArgumentException e) {
            throw new IOException(config + " states no encoder's shape: " + e.getMessage(), e);
        }
    }

    private static int number(JsonNode json, String usual, String distilbert) {
        return json.path(usual).asInt(json.path(distilbert).asInt());
    }

    /** Weights of the layers' matrices; embeddings, biases and norms are not products. */
    public long parameters() {
        return layers * (4L * hidden * hidden + 2L * hidden * intermediate);
    }

    /** Operations for each token of rows of a length, a multiplication and an addition being two. */
    public double operationsPerToken(int columns) {
        return 2.0 * parameters() + 4.0 * columns * hidden * layers;
    }

    /** Operations for a whole row. */
    public double operationsPerRow(int columns) {
        return columns * operationsPerToken(columns);
    }
}
