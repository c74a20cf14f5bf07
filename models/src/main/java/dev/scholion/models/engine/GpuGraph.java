package dev.scholion.models.engine;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the graph of a package that suits a GPU. One that was quantised for a processor does not, nor one that was rewritten
 * with the operators of one engine for another; then the package's graph of floats is taken.
 */
public final class GpuGraph {
    /** What packages have, best first: a GPU's engine makes lower precisions of fp32 by itself. */
    private static final List<String> FLOATS = List.of("fp32", "fp16", "bf16");

    /** Eight bits with scales that are computed on the way: on a GPU no kernels, or slow ones. */
    private static final Set<String> OF_PROCESSORS = Set.of(
            "DynamicQuantizeLinear",
            "MatMulInteger",
            "QLinearMatMul",
            "com.microsoft.DynamicQuantizeMatMul",
            "com.microsoft.MatMulIntegerToFloat",
            "com.microsoft.QAttention",
            "com.microsoft.DynamicQuantizeLSTM",
            "com.microsoft.QGemm",
            "com.microsoft.QEmbedLayerNormalization");

    /** Eight bits with constant scales. A graph that rounds its weights only, and computes with floats, is one of floats. */
    private static final Set<String> QUANTISED = Set.of("QuantizeLinear", "DequantizeLinear");

    private final String engine;
    private final boolean standardOnly;
    private final boolean quantised;

    private GpuGraph(String engine, boolean standardOnly, boolean quantised) {
        this.engine = engine;
        this.standardOnly = standardOnly;
        this.quantised = quantised;
    }

    /**
     * For TensorRT, which knows standard operators only.
     *
     * @param precision quantised graphs are taken only as they are
     */
    public static GpuGraph forTensorRt(TensorRtOptions.Precision precision) {
        return new GpuGraph(
                "TensorRT with the precision " + precision, true, precision == TensorRtOptions.Precision.AS_IN_MODEL);
    }

    /** For ONNX Runtime on CUDA, which has most of its own operators there, too. */
    static GpuGraph forCuda() {
        return new GpuGraph("ONNX Runtime on CUDA", false, true);
    }

    /**
     * The package with the first suitable graph: its own, else one of floats.
     *
     * @throws ModelPackageException if it has none; the message says what to export
     */
    public ModelPackage of(ModelPackage model) {
        Set<String> unsuited = unsuited(model);
        if (unsuited.isEmpty()) {
            return model;
        }
        List<String> others = new ArrayList<>(FLOATS);
        others.retainAll(model.precisions());
        others.remove(model.precision());
        for (String precision : others) {
            ModelPackage other = model.withPrecision(precision);
            if (unsuited(other).isEmpty()) {
                return other;
            }
        }
        throw new ModelPackageException(
                "%s uses %s, which is nothing for %s, and the package has no other graph for it (it has %s); export the model as fp32 into model.onnx or model_fp32.onnx, with standard operators"
                        .formatted(model.graph().path(), unsuited, engine, model.precisions()));
    }

    private Set<String> unsuited(ModelPackage model) {
        Set<String> unsuited = new TreeSet<>();
        OnnxGraph graph = model.describeGraph();
        boolean scalesMatter = !quantised && !graph.roundsOnlyWeights();
        for (String operator : graph.operators()) {
            if (OF_PROCESSORS.contains(operator)
                    || (standardOnly && operator.contains("."))
                    || (scalesMatter && QUANTISED.contains(operator))) {
                unsuited.add(operator);
            }
        }
        return unsuited;
    }
}
