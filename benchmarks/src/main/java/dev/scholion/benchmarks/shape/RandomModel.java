package dev.scholion.benchmarks.shape;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * A model folder, as Hugging Face exports one, whose weights are random: for how fast a model of that shape runs. It
 * classifies texts, and what it says means nothing.
 *
 * @param window tokens of the longest row
 * @param labels classes
 */
public record RandomModel(EncoderShape shape, int window, int labels) {
    /** Rows of BERT's own embedding table. */
    private static final int VOCABULARY = 30_522;

    /** Graphs that a folder may have. */
    public enum Graph {
        FP32("onnx/model.onnx", EncoderGraph.Precision.FP32),
        FP16("onnx/model_fp16.onnx", EncoderGraph.Precision.FP16),
        INT8("onnx/model_int8.onnx", EncoderGraph.Precision.INT8);

        private final String path;
        private final EncoderGraph.Precision precision;

        Graph(String path, EncoderGraph.Precision precision) {
            this.path = path;
            this.precision = precision;
        }

        /** As a package's graph is asked for. */
        public String precision() {
            return precision.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Writes the folder; what is there already is replaced. BERT-large takes 1.3 GB and some seconds for each graph.
     *
     * @param tokenizer a {@code tokenizer.json} with ids below BERT's 30,522
     */
    public void write(Path folder, Path tokenizer, List<Graph> graphs) throws IOException {
        describe(folder, tokenizer);
        for (Graph graph : graphs) {
            write(folder, graph, shape);
        }
    }

    /**
     * As {@link #write}, but the graph is far smaller than what the folder says: for engines that compute nothing.
     *
     * @param tokenizer as there
     */
    public void writeDescription(Path folder, Path tokenizer) throws IOException {
        describe(folder, tokenizer);
        write(folder, Graph.FP32, EncoderShape.TINY);
    }

    private void write(Path folder, Graph graph, EncoderShape size) throws IOException {
        Path file = folder.resolve(graph.path);
        Files.createDirectories(file.getParent());
        new EncoderGraph(size, graph.precision, VOCABULARY, window, labels).write(file);
    }

    private void describe(Path folder, Path tokenizer) throws IOException {
        Files.createDirectories(folder);
        ObjectMapper json = new ObjectMapper();
        ObjectNode config = json.createObjectNode();
        config.putArray("architectures")
                .add(shape.types() ? "BertForSequenceClassification" : "DistilBertForSequenceClassification");
        config.put("model_type", shape.types() ? "bert" : "distilbert")
                .put(shape.types() ? "num_hidden_layers" : "n_layers", shape.layers())
                .put(shape.types() ? "hidden_size" : "dim", shape.hidden())
                .put(shape.types() ? "num_attention_heads" : "n_heads", shape.heads())
                .put(shape.types() ? "intermediate_size" : "hidden_dim", shape.intermediate())
                .put("max_position_embeddings", window)
                .put("vocab_size", VOCABULARY)
                .put("pad_token_id", 0)
                .put("problem_type", "single_label_classification");
        ObjectNode names = config.putObject("id2label");
        for (int label = 0; label < labels; label++) {
            names.put(Integer.toString(label), "class-" + label);
        }
        json.writeValue(folder.resolve("config.json").toFile(), config);
        Files.copy(tokenizer, folder.resolve("tokenizer.json"), StandardCopyOption.REPLACE_EXISTING);
    }
}
