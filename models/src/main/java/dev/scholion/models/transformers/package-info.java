/** The pipelines of Hugging Face Transformers, answer for answer: their arguments, their defaults, their surprises. */
@NullMarked
package dev.scholion.models.transformers;

import org.jspecify.annotations.NullMarked;
