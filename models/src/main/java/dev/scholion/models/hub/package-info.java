/** Fetches models from Hugging Face's hub, or a mirror of it: which files are needed, and that they arrive whole. */
@NullMarked
package dev.scholion.models.hub;

import org.jspecify.annotations.NullMarked;
