/** What a pipeline file says, as checked values. */
@NullMarked
package dev.scholion.streaming.config;

import org.jspecify.annotations.NullMarked;
