package dev.scholion.models.catalog;

import dev.scholion.models.onnx.ElementType;
import dev.scholion.models.onnx.OnnxGraph;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file name of a graph, which by custom tells its precision: {@code model.onnx}, {@code model_fp16.onnx},
 * {@code onnx/model_quantized.onnx}.
 */
public record GraphName(String path) {
    private static final Pattern USUAL = Pattern.compile("(?:onnx/)?model(?:[_-](.+))?\\.onnx");

    /** Names that say the same as a shorter one. */
    private static final Map<String, String> OTHER_NAMES =
            Map.of("quantized", "q8", "float16", "fp16", "float32", "fp32", "bfloat16", "bf16");

    /** What a processor does best comes first. */
    private static final List<String> PREFERENCE = List.of("fp32", "int8", "q8", "uint8", "fp16", "bf16", "q4");

    /** Whether it is a usual name of an encoder's graph. */
    public boolean isUsual() {
        return USUAL.matcher(path).matches();
    }

    /** What follows {@code model_}, in short; empty if nothing does, or the name is of no usual form. */
    public Optional<String> precision() {
        Matcher matcher = USUAL.matcher(path);
        return matcher.matches() ? Optional.ofNullable(matcher.group(1)).map(GraphName::shortened) : Optional.empty();
    }

    /** The name of a precision as it is compared: lower case, and the shortest of those in use. */
    public static String shortened(String precision) {
        String lower = precision.toLowerCase(Locale.ROOT);
        return OTHER_NAMES.getOrDefault(lower, lower);
    }

    /** The precision that most weights of a graph have. */
    static String precisionOf(OnnxGraph graph) {
        return switch (graph.prevailingType().orElse(ElementType.FLOAT)) {
            case FLOAT16 -> "fp16";
            case BFLOAT16 -> "bf16";
            case DOUBLE -> "fp64";
            case INT8 -> "int8";
            case UINT8 -> "uint8";
            default -> "fp32";
        };
    }

    /** Place of a precision where the user asks for none; a smaller one is preferred. */
    public static int rank(String precision) {
        int place = PREFERENCE.indexOf(precision);
        return place < 0 ? PREFERENCE.size() : place;
    }

    /** Whether a graph of this precision is what someone means who asks for another: eight bits have three names. */
    public static boolean isMeantBy(String precision, String wanted) {
        String asked = shortened(wanted);
        return precision.equals(asked)
                || (asked.equals("int8") && precision.equals("q8"))
                || (asked.equals("q8") && (precision.equals("int8") || precision.equals("uint8")));
    }

    /** The name in the package of a file that a graph names: it is relative to the graph's own folder. */
    public static String beside(String graph, String location) {
        String folder = graph.substring(0, graph.lastIndexOf('/') + 1);
        return folder + (location.startsWith("./") ? location.substring(2) : location);
    }
}
