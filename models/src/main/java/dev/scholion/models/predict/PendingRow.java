package dev.scholion.models.predict;

import dev.scholion.models.text.Row;

/** A row in the queue or in a batch, and who waits for its scores. */
record PendingRow(Row row, RowReceiver receiver) {}
