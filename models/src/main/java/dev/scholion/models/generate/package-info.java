/** Writes text token by token: how scores are changed, how tokens are searched. Pure: no model, no tokenizer, no thread. */
@NullMarked
package dev.scholion.models.generate;

import org.jspecify.annotations.NullMarked;
