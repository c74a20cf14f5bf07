/** What an ONNX file says of itself, read without an engine and without its weights; and what of it can be written anew. */
@NullMarked
package dev.scholion.models.onnx;

import org.jspecify.annotations.NullMarked;
