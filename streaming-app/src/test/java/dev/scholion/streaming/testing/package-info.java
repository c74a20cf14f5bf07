/** What tests share: real topics, and predictors made by hand. */
@NullMarked
package dev.scholion.streaming.testing;

import org.jspecify.annotations.NullMarked;
