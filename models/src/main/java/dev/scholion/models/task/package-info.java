/** What is asked of a model: tasks over its heads, with the caller's rules. */
@NullMarked
package dev.scholion.models.task;

import org.jspecify.annotations.NullMarked;
