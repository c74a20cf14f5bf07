/** Work that may end the process that does it: child processes with a time limit. */
@NullMarked
package dev.scholion.models.process;

import org.jspecify.annotations.NullMarked;
