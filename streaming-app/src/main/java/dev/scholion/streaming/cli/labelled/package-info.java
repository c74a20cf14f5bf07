/** Files of texts of which the truth is known, in the formats that people keep them in. */
@NullMarked
package dev.scholion.streaming.cli.labelled;

import org.jspecify.annotations.NullMarked;
