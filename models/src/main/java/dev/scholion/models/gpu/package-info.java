/** NVIDIA's GPUs: which there are, asked so that nothing can end this process, and CUDA's driver. */
@NullMarked
package dev.scholion.models.gpu;

import org.jspecify.annotations.NullMarked;
