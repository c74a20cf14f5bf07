/** The asynchronous operator between the two Kafka ends. */
@NullMarked
package dev.scholion.streaming.enrich;

import org.jspecify.annotations.NullMarked;
