/** Proof that a model answers here as it did where it was made. */
@NullMarked
package dev.scholion.models.verify;

import org.jspecify.annotations.NullMarked;
