/** The frame that carries Avro through Kafka. */
@NullMarked
package dev.scholion.schemas;

import org.jspecify.annotations.NullMarked;
