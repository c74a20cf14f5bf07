/** Predictors: tokenising threads, a queue, engine threads, and what happens when a row or an engine fails. */
@NullMarked
package dev.scholion.models.predict;

import org.jspecify.annotations.NullMarked;
