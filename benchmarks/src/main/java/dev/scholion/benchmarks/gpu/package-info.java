/** The goals for a GPU, measured where there is one: proofs first, then one line for each goal. */
@NullMarked
package dev.scholion.benchmarks.gpu;

import org.jspecify.annotations.NullMarked;
