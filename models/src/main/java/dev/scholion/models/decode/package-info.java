/** Raw scores as answers: classes of a text, entities in it. */
@NullMarked
package dev.scholion.models.decode;

import org.jspecify.annotations.NullMarked;
