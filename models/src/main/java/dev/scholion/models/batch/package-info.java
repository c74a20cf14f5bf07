/** Which waiting rows run together. Nothing here has a thread or a clock. */
@NullMarked
package dev.scholion.models.batch;

import org.jspecify.annotations.NullMarked;
