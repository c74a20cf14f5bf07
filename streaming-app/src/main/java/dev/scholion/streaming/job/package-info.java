/** The topology, its start-up checks, and its submission. */
@NullMarked
package dev.scholion.streaming.job;

import org.jspecify.annotations.NullMarked;
