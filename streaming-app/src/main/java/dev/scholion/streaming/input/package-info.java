/** From the bytes of a Kafka record to a text that may be shown to a model, or to the reason why not. */
@NullMarked
package dev.scholion.streaming.input;

import org.jspecify.annotations.NullMarked;
