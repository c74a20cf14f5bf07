"""Data sets as examples, their licences and splits.

A data set that only measures is never trained on, and a test text is never among the training texts (checked here).
"""

import re
from dataclasses import dataclass, field, replace

from .tasks import UNLABELLED, Task

TRAIN, DEV, TEST = "train", "dev", "test"
A, B, C = "A-permissive", "B-sharealike", "C-flagged-no-or-nc-licence"
"""Folders of the data: what may be used freely, what is share-alike, and what states no licence."""


@dataclass(frozen=True)
class Example:
    """One text. `text` is a string and `target` a label, or a tuple of labels where a text may have several; for tasks
    of tokens a list of words and a list of tags.

    `headline` is the part of the text that may stand alone in another data set, and be tested there."""

    text: object
    target: object
    headline: str | None = None


@dataclass
class Corpus:
    """One data set of one task, by split. `cap` bounds what one epoch draws from it, `times` says how often it has each;
    `measures` are names of evaluation.MEASURES."""

    name: str
    task: Task
    license: str
    use: str
    cap: int | None = None
    measures: tuple = ()
    times: int = 1
    splits: dict = field(default_factory=lambda: {TRAIN: [], DEV: [], TEST: []})

    def drawn(self):
        """How many texts an epoch has of it."""
        texts = len(self.splits[TRAIN]) * self.times
        return texts if self.cap is None else min(texts, self.cap)

    def add(self, split, text, target, headline=None):
        self.splits[split].append(Example(text, target, headline))


def _key(text):
    return re.sub(r"\W+", "", (text if isinstance(text, str) else " ".join(text)).lower())


def tested(corpora, splits=(TEST,)):
    """A key for each test text, or each text of the given splits."""
    return {_key(example.text) for corpus in corpora for split in splits for example in corpus.splits[split]}


def drop_tested(corpora, keys):
    """Drops each training and dev text that is a test text, whoever published it, or whose headline is one."""
    for corpus in corpora:
        for split in {TRAIN, DEV} & set(corpus.splits):
            corpus.splits[split] = [
                e for e in corpus.splits[split]
                if _key(e.text) not in keys and (e.headline is None or _key(e.headline) not in keys)
            ]  # fmt: skip
    return corpora


def without_tested(corpora):
    """The data sets of a recipe, each task's test texts taken out of what it trains on."""
    for task in {corpus.task for corpus in corpora}:
        of_task = [corpus for corpus in corpora if corpus.task == task]
        drop_tested(of_task, tested(of_task))
    return corpora


def transfer_corpora(corpora, unlabelled):
    """What a student hears its teachers on: the training texts of every task and unlabelled ones, each text once.

    Every head learns from all of them here, so a text that any task tests or chooses by is out.
    """
    held_out, met, found = tested(corpora, (DEV, TEST)), set(), []
    for corpus in (*corpora, *unlabelled):
        texts = replace(corpus, splits={TRAIN: corpus.splits[TRAIN]})
        drop_tested([texts], held_out)
        if corpus.task == UNLABELLED:
            texts.splits[TRAIN] = [e for e in texts.splits[TRAIN] if not (_key(e.text) in met or met.add(_key(e.text)))]
        else:
            met.update(_key(e.text) for e in texts.splits[TRAIN])
        found.append(texts)
    return found
