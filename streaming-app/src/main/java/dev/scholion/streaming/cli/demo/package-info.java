/** The demo: the whole system at once, with a sample stream through it. */
@NullMarked
package dev.scholion.streaming.cli.demo;

import org.jspecify.annotations.NullMarked;
