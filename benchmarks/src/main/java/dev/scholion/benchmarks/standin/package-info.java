/** An engine that answers when a GPU would: for the cost of everything around the engine, on machines that have no GPU. */
@NullMarked
package dev.scholion.benchmarks.standin;

import org.jspecify.annotations.NullMarked;
