package dev.scholion.models.tensorrt;

import org.bytedeco.cuda.cudart.CUstream_st;

/** A stream of the driver, as the binding wants it: driver and runtime have the same ones. */
final class NativeStream extends CUstream_st {
    NativeStream(long stream) {
        super(new NativeAddress(stream));
    }
}
