/** The registry that knows schemas by number. */
@NullMarked
package dev.scholion.schemas.registry;

import org.jspecify.annotations.NullMarked;
