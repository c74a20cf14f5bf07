"""Rows of token ids as batches that waste little on padding."""

import random
from dataclasses import dataclass

import numpy as np

from .tasks import Task

NO_LOSS = -100


@dataclass(frozen=True)
class Row:
    """One encoded example. `target` is a class id, a row of 0 and 1 where a text may have several classes, one tag id for
    each token, or the first and last token of an answer. `word_starts` are of tasks of tokens only, `types` of pairs."""

    task: Task
    ids: list
    target: object
    word_starts: list | None = None
    types: list | None = None


def _packed(rows, tokens, max_rows):
    """Consecutive rows as batches whose padded size stays within `tokens`."""
    batch, columns = [], 0
    for row in rows:
        wider = max(columns, len(row.ids))
        if batch and (wider * (len(batch) + 1) > tokens or len(batch) == max_rows):
            yield batch
            batch, wider = [], len(row.ids)
        batch.append(row)
        columns = wider
    if batch:
        yield batch


def epoch(sources, seed, tokens, max_rows=96, window=2048):
    """The batches of one epoch, tasks in random alternation; the same for the same seed.

    `sources` are (rows, cap) pairs. Rows are sorted by length only within windows of a shuffled list, so that a batch
    pads little and is still a random draw.
    """
    draw = random.Random(seed)
    by_task = {}
    for rows, cap in sources:
        if rows:
            by_task.setdefault(rows[0].task, []).extend(rows if cap is None or len(rows) <= cap else draw.sample(rows, cap))
    batches = []
    for rows in by_task.values():
        draw.shuffle(rows)
        for start in range(0, len(rows), window):
            batches.extend(_packed(sorted(rows[start : start + window], key=lambda r: len(r.ids)), tokens, max_rows))
    draw.shuffle(batches)
    return batches


def in_order(rows, tokens=1024, max_rows=32):
    """Batches for measuring and for teachers: sorted by length. Each batch is a list of (index, row).

    Of texts of some dozens of tokens, larger batches leave a CPU's cache and take a tenth more time, or a third."""
    order = sorted(range(len(rows)), key=lambda index: len(rows[index].ids))
    at = 0
    for batch in _packed([rows[index] for index in order], tokens, max_rows):
        yield list(zip(order[at : at + len(batch)], batch))
        at += len(batch)


def padded(rows):
    """ids, mask and token types of a batch, [rows, columns] int64."""
    columns = max(len(row.ids) for row in rows)
    ids, mask, types = np.zeros((3, len(rows), columns), dtype=np.int64)
    for number, row in enumerate(rows):
        ids[number, : len(row.ids)] = row.ids
        mask[number, : len(row.ids)] = 1
        types[number, : len(row.ids)] = row.types or 0
    return ids, mask, types


def padded_targets(rows):
    """Targets of a batch: [rows] classes, [rows, classes] of 0 and 1, [rows, columns] tags, or [rows, 2] tokens."""
    task = rows[0].task
    if not task.of_tokens:
        return np.array([row.target for row in rows], dtype=np.float32 if task.several else np.int64)
    targets = np.full((len(rows), max(len(row.ids) for row in rows)), NO_LOSS, dtype=np.int64)
    for number, row in enumerate(rows):
        targets[number, : len(row.target)] = row.target
    return targets
