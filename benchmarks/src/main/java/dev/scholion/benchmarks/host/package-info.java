/** The whole job, from Kafka to Kafka, around an engine that stands in for a GPU: what the host does, and what it costs. */
@NullMarked
package dev.scholion.benchmarks.host;

import org.jspecify.annotations.NullMarked;
