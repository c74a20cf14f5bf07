package dev.scholion.models.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an ONNX file says of itself.
 *
 * @param opset version of the standard operators; 0 if it uses none
 * @param producer what wrote the file, for example {@code pytorch 2.9.0}
 * @param elements of all weights, by their type
 * @param externalTensors weights whose values lie in other files
 * @param operators that its nodes are of, without those that it defines itself, for example {@code MatMul}; those that are not standard with their domain, for
 *     example {@code com.microsoft.Attention}
 */
public record OnnxGraph(
        long opset,
        String producer,
        List<GraphValue> inputs,
        List<GraphValue> outputs,
        Map<ElementType, Double> elements,
        List<ExternalTensor> externalTensors,
        Set<String> operators) {
    public OnnxGraph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        elements = Map.copyOf(elements);
        externalTensors = List.copyOf(externalTensors);
        operators = Set.copyOf(operators);
    }

    /**
     * Reads a file to its end, but keeps no weight.
     *
     * @param in buffered; the caller closes it
     * @throws OnnxFormatException if it is no ONNX model, is cut off, or names files outside of its folder
     */
    public static OnnxGraph read(InputStream in) throws IOException {
        return new OnnxReader(in).read();
    }

    /** The type that most elements of its weights have, if there are weights. */
    public Optional<ElementType> prevailingType() {
        return elements.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /** The files that hold weights, each once, in the order of the graph. */
    public List<String> externalFiles() {
        return externalTensors.stream().map(ExternalTensor::location).distinct().toList();
    }

    /** Whether it rounds weights and nothing else: it is stored in integers and meant to be computed in floating point. */
    public boolean roundsOnlyWeights() {
        return operators.contains("DequantizeLinear") && !operators.contains("QuantizeLinear");
    }
}
