package dev.scholion.models.tensorrt;

import dev.scholion.models.engine.TensorRtOptions.Precision;
import org.bytedeco.tensorrt.global.nvinfer.BuilderFlag;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.global.nvinfer.ElementWiseOperation;
import org.bytedeco.tensorrt.global.nvinfer.LayerType;
import org.bytedeco.tensorrt.global.nvinfer.UnaryOperation;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IElementWiseLayer;
import org.bytedeco.tensorrt.nvinfer.ILayer;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.INormalizationLayer;
import org.bytedeco.tensorrt.nvinfer.IUnaryLayer;

/**
 * Tells the builder what may be computed in which precision.
 *
 * <p>With 16 bits, what normalises layers stays in 32: the square of an activation beyond 256 is no number in fp16, and the
 * epsilon of BERT, 1e-12, is zero there. Matrix products, softmax and the rest may be narrow.
 */
final class NetworkPrecision {
    private NetworkPrecision() {}

    static void apply(Precision precision, INetworkDefinition network, IBuilderConfig config) {
        switch (precision) {
            case FP16 -> narrow(BuilderFlag.kFP16, network, config);
            case BF16 -> narrow(BuilderFlag.kBF16, network, config);
            // Of a network whose types are binding fp32 is fp32, too.
            case FP32, AS_IN_MODEL -> config.clearFlag(BuilderFlag.kTF32);
        }
    }

    private static void narrow(BuilderFlag flag, INetworkDefinition network, IBuilderConfig config) {
        config.setFlag(flag);
        config.setFlag(BuilderFlag.kPREFER_PRECISION_CONSTRAINTS);
        for (int i = 0; i < network.getNbLayers(); i++) {
            ILayer layer = network.getLayer(i);
            LayerType type = layer.getType().intern();
            if (type == LayerType.kNORMALIZATION) {
                new INormalizationLayer(layer).setComputePrecision(DataType.kFLOAT);
            } else if (normalises(layer, type)) {
                layer.setPrecision(DataType.kFLOAT);
                layer.setOutputType(0, DataType.kFLOAT);
            }
        }
    }

    /** The parts of a layer normalisation that graphs before opset 17 spell out. */
    private static boolean normalises(ILayer layer, LayerType type) {
        return switch (type) {
            case kREDUCE -> isFloat(layer);
            case kELEMENTWISE ->
                new IElementWiseLayer(layer).getOperation().intern() == ElementWiseOperation.kPOW && isFloat(layer);
            case kUNARY -> new IUnaryLayer(layer).getOperation().intern() == UnaryOperation.kSQRT && isFloat(layer);
            default -> false;
        };
    }

    private static boolean isFloat(ILayer layer) {
        return layer.getOutput(0).getType().intern() == DataType.kFLOAT;
    }
}
