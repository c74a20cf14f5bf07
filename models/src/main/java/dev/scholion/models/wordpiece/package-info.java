/**
 * A WordPiece tokenizer of our own: from text to the ids and offsets that Hugging Face's tokenizers gives, for the kinds of
 * {@code tokenizer.json} that it knows.
 */
@NullMarked
package dev.scholion.models.wordpiece;

import org.jspecify.annotations.NullMarked;
