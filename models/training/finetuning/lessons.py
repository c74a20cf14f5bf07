"""What a student is trained on: texts, their labels where there are some, and what its teachers say about them.

Teacher and student may cut words into pieces differently. Both have the same words, though, and tags are decoded
from first pieces alone: so the n-th first piece of one answers to the n-th of the other.
"""

from dataclasses import dataclass

import numpy as np

from . import encoding
from .tasks import Task


@dataclass(frozen=True)
class Lesson:
    """A row of the student's ids, as of batches.Row, with what it is taught.

    `places` are the positions of first pieces. `taught` holds the teachers' logits by head: [classes], or of tokens
    [places, tags].
    """

    task: Task
    ids: list
    target: object
    places: np.ndarray
    taught: dict
    types: list | None = None


class FirstPieces:
    """Where words begin in rows of a tokenizer's ids: pieces that are neither special nor continuations."""

    def __init__(self, tokenizer):
        special = {number for number, token in tokenizer.get_added_tokens_decoder().items() if token.special}
        special.discard(tokenizer.token_to_id("[UNK]"))  # a word like any other
        pieces = (tokenizer.id_to_token(number) for number in range(tokenizer.get_vocab_size()))
        self.begins = np.array([
            piece is not None and number not in special and not piece.startswith("##")
            for number, piece in enumerate(pieces)
        ])  # fmt: skip

    def of(self, ids):
        return np.flatnonzero(self.begins[ids])


def lessons_of(rows, first_pieces, said, longest):
    """The lessons of a student's rows. `said` has what each teacher says of them: the logits of each head in the rows'
    order, and (number of first pieces, whether the row was cut) of the teacher's rows. Where several teachers have a
    head, it is taught the mean of their logits.

    Where a row was cut all keep the words that all have. A text whose words differ otherwise is left out.
    """
    for number, row in enumerate(rows):
        heard = [({head: of_head[number] for head, of_head in answers.items()}, words[number]) for answers, words in said]
        places = np.empty(0, dtype=np.int64)
        if of_tokens := [words for answers, words in heard if any(values.ndim == 2 for values in answers.values())]:
            places = first_pieces.of(row.ids)
            whole = {words for words, cut in [*of_tokens, (len(places), len(row.ids) >= longest)] if not cut}
            if len(whole) > 1:
                continue
            places = places[: min(words for words, _ in of_tokens)]
        by_head = {}
        for answers, _ in heard:
            for head, values in answers.items():
                by_head.setdefault(head, []).append(values[: len(places)] if values.ndim == 2 else values)
        taught = {head: np.mean(values, axis=0, dtype=np.float32) for head, values in by_head.items()}
        yield Lesson(row.task, row.ids, row.target, places, taught)


def spots(lessons):
    """(row numbers, columns) of all places of a batch, one after the other."""
    rows = np.repeat(np.arange(len(lessons)), [len(lesson.places) for lesson in lessons])
    return rows, np.concatenate([lesson.places for lesson in lessons])


def taught_by(lessons, head):
    """The teacher's logits for a batch: [rows, classes], or [all places, tags]."""
    parts = [lesson.taught[head] for lesson in lessons]
    return (np.concatenate if parts[0].ndim == 2 else np.stack)(parts).astype(np.float32)


def encoded(corpus, split, tokenizer, longest):
    return encoding.encode(corpus.task, corpus.splits[split], tokenizer, longest)
