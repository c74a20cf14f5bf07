package dev.scholion.models.predict;

import dev.scholion.models.text.Window;

/** A window of a text and its scores. */
record WindowAnswer(Window window, RowAnswer answer) {}
