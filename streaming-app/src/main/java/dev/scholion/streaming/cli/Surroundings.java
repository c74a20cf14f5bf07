package dev.scholion.streaming.cli;

import dev.scholion.streaming.local.Installation;
import java.io.PrintWriter;

/**
 * What a command has around it.
 *
 * @param out results; flushed at each line
 * @param err progress and errors
 */
record Surroundings(Installation installation, Paint paint, PrintWriter out, PrintWriter err) {}
