/** Models and engines for tests. */
@NullMarked
package dev.scholion.models.testing;

import org.jspecify.annotations.NullMarked;
