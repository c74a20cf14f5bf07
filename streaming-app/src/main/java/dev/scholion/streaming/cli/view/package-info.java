/** Records of Kafka and results of models, made readable. */
@NullMarked
package dev.scholion.streaming.cli.view;

import org.jspecify.annotations.NullMarked;
