/** Which language a text is in, and how languages are named. */
@NullMarked
package dev.scholion.models.language;

import org.jspecify.annotations.NullMarked;
