/** How good a model's answers are, against texts whose truth is known. */
@NullMarked
package dev.scholion.models.evaluate;

import org.jspecify.annotations.NullMarked;
