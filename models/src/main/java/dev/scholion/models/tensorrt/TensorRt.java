package dev.scholion.models.tensorrt;

import java.nio.ByteBuffer;

/** TensorRT's runtime, as far as it is used here. Thread-safe; the device is the calling thread's current one. */
interface TensorRt {
    /** For example {@code 10.6.0}. */
    String version();

    /**
     * Loads a built engine onto the device.
     *
     * @param plan what the builder wrote, in memory outside of the heap; not kept
     * @throws dev.scholion.models.EngineException if TensorRT does not take it
     */
    BuiltEngine load(ByteBuffer plan);

    /** What it logged of errors last, for messages. */
    String lastErrors();
}
