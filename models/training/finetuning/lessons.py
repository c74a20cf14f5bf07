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


def lessons_of(rows, first_pieces, taught, teacher_words, longest):
    """The lessons of a student's rows. `taught` has the answers of each head in the rows' order, `teacher_words` the
    number of first pieces in the teacher's row, and whether that row was cut; None where no head of tokens is taught.

    Where a row was cut both keep the words that both have. A text whose words differ otherwise is left out.
    """
    for number, row in enumerate(rows):
        answers = {head: of_head[number] for head, of_head in taught.items()}
        places = np.empty(0, dtype=np.int64)
        if teacher_words is not None:
            places = first_pieces.of(row.ids)
            words, cut = teacher_words[number]
            if len(places) != words and not cut and len(row.ids) < longest:
                continue
            places = places[:words]
            answers = {head: of_one[: len(places)] if of_one.ndim == 2 else of_one for head, of_one in answers.items()}
        yield Lesson(row.task, row.ids, row.target, places, answers)


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
