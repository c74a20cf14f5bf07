package dev.scholion.models.tensorrt;

import org.bytedeco.javacpp.Pointer;

/** An address on the device, which nothing here reads or frees. */
final class NativeAddress extends Pointer {
    NativeAddress(long address) {
        this.address = address;
    }
}
