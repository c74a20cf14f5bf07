/** From annotations to the bytes of the records that carry them. */
@NullMarked
package dev.scholion.streaming.output;

import org.jspecify.annotations.NullMarked;
