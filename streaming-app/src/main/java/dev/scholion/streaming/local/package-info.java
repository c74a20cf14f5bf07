/** Broker, registry and Flink cluster on this machine, and the demo. */
@NullMarked
package dev.scholion.streaming.local;

import org.jspecify.annotations.NullMarked;
