"""Examples as token ids, and token ids as batches that waste little on padding."""

import random
from dataclasses import dataclass

import numpy as np

from .tasks import NOT_NAMED, UNKNOWN, Task

NO_LOSS = -100


@dataclass(frozen=True)
class Row:
    """One encoded example. `target` is a class id, a row of 0 and 1 where a text may have several classes, or one tag
    id for each token; `word_starts` are of tasks of tokens only."""

    task: Task
    ids: list
    target: object
    word_starts: list | None = None


def _text_rows(task, examples, tokenizer, longest):
    for example, encoding in zip(examples, tokenizer.encode_batch([e.text for e in examples])):
        ids = encoding.ids
        if len(ids) > longest:
            ids = ids[: longest - 1] + ids[-1:]
        yield Row(task, ids, class_target(task, example.target))


def class_target(task, label):
    if task.several:
        return [float(each in label) for each in task.classes]
    return None if label is None else task.ids[label]


def tag_id(task, tag):
    """The id of a tag, one beyond them all for "O or MISC", or NO_LOSS where the tag is not known."""
    return NO_LOSS if tag == UNKNOWN else len(task.classes) if tag == NOT_NAMED else task.ids[tag]


def tag_targets(task, pieces, word_ids, tags):
    """A tag id for each piece, and for each word the piece it begins with.

    A word of the data ("U.S.") may be several words to the tokenizer (u . s .): the first carries the word's tag, the
    others continue it. Continuation pieces (##) have no part in the loss, since decoding reads first pieces only.
    """
    targets, starts, last_word = [], {}, None
    for position, (piece, word) in enumerate(zip(pieces, word_ids)):
        if word is None or piece.startswith("##"):
            targets.append(NO_LOSS)
        elif word != last_word:
            targets.append(tag_id(task, tags[word]))
        else:
            targets.append(tag_id(task, tags[word].replace("B-", "I-")))
        if word is not None:
            starts.setdefault(word, position)
        last_word = word if word is not None else last_word
    return targets, [starts.get(word) for word in range(len(tags))]


def _token_rows(task, examples, tokenizer, longest):
    encodings = tokenizer.encode_batch([e.text for e in examples], is_pretokenized=True)
    for example, encoding in zip(examples, encodings):
        targets, starts = tag_targets(task, encoding.tokens, encoding.word_ids, example.target)
        ids = encoding.ids
        if len(ids) > longest:
            ids = ids[: longest - 1] + ids[-1:]
            targets = targets[: longest - 1] + [NO_LOSS]
            starts = [start if start is not None and start < longest - 1 else None for start in starts]
        yield Row(task, ids, targets, starts)


def encode(task, examples, tokenizer, longest):
    """The examples as rows of at most `longest` tokens, special tokens included."""
    if task.of_tokens:
        return list(_token_rows(task, examples, tokenizer, longest))
    return list(_text_rows(task, examples, tokenizer, longest))


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


def in_order(rows, tokens=4096, max_rows=64):
    """Batches for measuring: sorted by length. Each batch is a list of (index, row)."""
    order = sorted(range(len(rows)), key=lambda index: len(rows[index].ids))
    at = 0
    for batch in _packed([rows[index] for index in order], tokens, max_rows):
        yield list(zip(order[at : at + len(batch)], batch))
        at += len(batch)


def padded(rows):
    """ids and mask of a batch, [rows, columns] int64."""
    columns = max(len(row.ids) for row in rows)
    ids = np.zeros((len(rows), columns), dtype=np.int64)
    mask = np.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row.ids)] = row.ids
        mask[number, : len(row.ids)] = 1
    return ids, mask


def padded_targets(rows):
    """Targets of a batch: [rows] classes, or [rows, columns] tags."""
    task = rows[0].task
    if not task.of_tokens:
        return np.array([row.target for row in rows], dtype=np.float32 if task.several else np.int64)
    targets = np.full((len(rows), max(len(row.ids) for row in rows)), NO_LOSS, dtype=np.int64)
    for number, row in enumerate(rows):
        targets[number, : len(row.target)] = row.target
    return targets
