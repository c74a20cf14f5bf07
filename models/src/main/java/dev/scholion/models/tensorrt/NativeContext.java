package dev.scholion.models.tensorrt;

import java.util.List;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/** TensorRT's execution context. */
final class NativeContext implements ExecutionContext {
    private final IExecutionContext context;
    private final Dims64 shape = new Dims64();

    /** Takes it over. */
    NativeContext(IExecutionContext context) {
        this.context = context;
    }

    @Override
    public boolean shape(String input, int rows, int columns) {
        shape.nbDims(2);
        shape.d(0, rows);
        shape.d(1, columns);
        return context.setInputShape(input, shape);
    }

    @Override
    public List<Long> shapeOf(String output) {
        try (Dims64 dimensions = context.getTensorShape(output)) {
            return NativeEngine.list(dimensions);
        }
    }

    @Override
    public boolean place(String tensor, long address) {
        return context.setTensorAddress(tensor, new NativeAddress(address));
    }

    @Override
    public boolean enqueue(long stream) {
        return context.enqueueV3(new NativeStream(stream));
    }

    @Override
    public void close() {
        NativeCode.delete(context);
        shape.close();
    }
}
