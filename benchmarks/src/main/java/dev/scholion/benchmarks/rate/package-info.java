/** Engines and predictors alone, at full speed and one text at a time. */
@NullMarked
package dev.scholion.benchmarks.rate;

import org.jspecify.annotations.NullMarked;
