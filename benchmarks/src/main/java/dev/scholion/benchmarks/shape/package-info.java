/** Models without a training: their sizes, what they cost, graphs with random weights, texts of skewed lengths. */
@NullMarked
package dev.scholion.benchmarks.shape;

import org.jspecify.annotations.NullMarked;
