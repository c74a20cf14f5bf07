package dev.scholion.models.tensorrt;

import java.util.List;

/** Runs batches of one profile. Not thread-safe. */
interface ExecutionContext extends AutoCloseable {
    /** Whether the input may have this shape. */
    boolean shape(String input, int rows, int columns);

    /** Shape of an output for the inputs' shapes; a negative number is not known before it runs. */
    List<Long> shapeOf(String output);

    /** Where a tensor is on the device. */
    boolean place(String tensor, long address);

    /** Puts the work into a stream; false if that failed. */
    boolean enqueue(long stream);

    /** Never throws. */
    @Override
    void close();
}
