/** Padded token ids in, raw scores out: the contract of an engine, and ONNX Runtime behind it. */
@NullMarked
package dev.scholion.models.engine;

import org.jspecify.annotations.NullMarked;
