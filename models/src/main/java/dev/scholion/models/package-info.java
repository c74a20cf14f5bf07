/** What a caller of the library meets: a predictor, what it is asked, what it answers. */
@NullMarked
package dev.scholion.models;

import org.jspecify.annotations.NullMarked;
