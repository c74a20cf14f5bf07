/** What an ONNX file says of itself, read without an engine and without its weights. */
@NullMarked
package dev.scholion.models.onnx;

import org.jspecify.annotations.NullMarked;
