/** Models as TensorRT engines on NVIDIA GPUs: built in a child process, kept in a cache, run in lanes. */
@NullMarked
package dev.scholion.models.tensorrt;

import org.jspecify.annotations.NullMarked;
