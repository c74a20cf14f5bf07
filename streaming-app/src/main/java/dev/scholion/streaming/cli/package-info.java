/** The command line. */
@NullMarked
package dev.scholion.streaming.cli;

import org.jspecify.annotations.NullMarked;
