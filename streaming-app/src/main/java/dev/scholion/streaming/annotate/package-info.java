/** Annotations for the elements of any stream: for jobs of others, with sources and sinks of their own. */
@NullMarked
package dev.scholion.streaming.annotate;

import org.jspecify.annotations.NullMarked;
