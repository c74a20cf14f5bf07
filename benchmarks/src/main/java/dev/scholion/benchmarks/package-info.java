/** Measurements: one program for each question, and what they share. */
@NullMarked
package dev.scholion.benchmarks;

import org.jspecify.annotations.NullMarked;
