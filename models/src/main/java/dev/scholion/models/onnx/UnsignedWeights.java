package dev.scholion.models.onnx;

import com.google.protobuf.UnsafeByteOperations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;

/**
 * A graph whose integer products read signed weights, written anew so that they read unsigned ones: each weight and its zero
 * point are 128 more, so no product changes. The new graph makes them out of the old ones, wherever those lie.
 */
public final class UnsignedWeights {
    private static final int MODEL_GRAPH = 7;

    private final byte[] graph;
    private final Set<String> left;

    private UnsignedWeights(byte[] graph, Set<String> left) {
        this.graph = graph;
        this.left = Set.copyOf(left);
    }

    /**
     * @param file is not changed, and is not to be while this runs
     * @throws OnnxFormatException if it is no ONNX model
     */
    public static UnsignedWeights of(byte[] file) throws IOException {
        Set<String> operators = OnnxGraph.read(new ByteArrayInputStream(file)).operators();
        if (Collections.disjoint(operators, SignedProducts.OPERATORS)) {
            return new UnsignedWeights(file, Set.of());
        }
        ProtobufMessage model = ProtobufMessage.parse(UnsafeByteOperations.unsafeWrap(file));
        SignedProducts products = new SignedProducts(model.message(MODEL_GRAPH));
        ProtobufMessage written = model.with(MODEL_GRAPH, products.rewritten().bytes());
        return new UnsignedWeights(written.bytes().toByteArray(), products.left());
    }

    /** The whole file; not a copy. */
    public byte[] graph() {
        return graph;
    }

    /** Operators that still multiply by signed weights; empty if none does. */
    public Set<String> left() {
        return left;
    }
}
