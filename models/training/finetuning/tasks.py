"""What a head of a network answers."""

from dataclasses import dataclass
from functools import cached_property

TEXTS, TOKENS, QUESTIONS = "text-classification", "token-classification", "question-answering"
"""Kinds of task, named as the packages name them: one class for a text, one tag for each word, or the span of a text that
answers a question."""

UNKNOWN = "?"
"""A word whose tag is not known. It has no part in the loss."""

NOT_NAMED = "O or MISC"
"""A word that its data set leaves untagged, where that data set has no MISC: it is O or MISC, and we cannot tell."""


@dataclass(frozen=True)
class Task:
    """`classes` are the labels of a text; the BIO tags of a word, with "O" first; or of an answer "start" and "end". With
    `several` a text may have more than one label or none: each score is a chance of its own."""

    name: str
    kind: str
    classes: tuple
    several: bool = False

    @cached_property
    def ids(self):
        return {label: number for number, label in enumerate(self.classes)}

    @property
    def of_tokens(self):
        """Whether each word has a tag."""
        return self.kind == TOKENS

    @property
    def by_token(self):
        """Whether the head answers for each token: [rows, columns, classes]."""
        return self.kind != TEXTS

    def described(self):
        return {"kind": self.kind, "classes": list(self.classes), "several": self.several}


def as_described(name, description):
    return Task(name, description["kind"], tuple(description["classes"]), description["several"])


MEAN = "mean"
"""Not a task: what the heads of texts read, the mean of a teacher's tokens, for a student to come near to."""


def mean_of(width):
    """The mean as a task: a number for each of its dimensions instead of a score."""
    return Task(MEAN, TEXTS, tuple(map(str, range(width))))


UNLABELLED = Task("unlabelled", TEXTS, ())
"""Of texts that teach only by what a teacher says about them."""
