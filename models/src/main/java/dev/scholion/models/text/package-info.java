/** Text as tokens: ids, where each token lies in the original text, where words begin, and the windows of long texts. */
@NullMarked
package dev.scholion.models.text;

import org.jspecify.annotations.NullMarked;
