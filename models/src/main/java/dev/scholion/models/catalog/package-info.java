/** Model packages as they lie on disk: what is in a folder, what it promises, whether its bytes are the promised ones. */
@NullMarked
package dev.scholion.models.catalog;

import org.jspecify.annotations.NullMarked;
