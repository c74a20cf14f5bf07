"""Which texts the teachers of a student are asked about."""

import sys
import unittest
from argparse import Namespace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
from finetuning.corpora import TRAIN, Corpus
from finetuning.datasets.english_sentiment import SENTIMENT
from finetuning.datasets.tags import ENTITIES
from finetuning.tasks import UNLABELLED

try:
    import distill
    import tiny
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed") from missing


PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "rain"]


class Asked:
    """A teacher that has nothing to say, and keeps the tasks of the texts it was asked about."""

    def __init__(self, *tasks):
        self.tasks, self.tokenizer, self.heard = {task.name: task for task in tasks}, tiny.tokenizer(PIECES), []

    def answers(self, rows, stop):
        self.heard += [row.task.name for row in rows]
        return {}, [(1, False)] * len(rows)


class SourcesTest(unittest.TestCase):
    def heard(self, ask_about):
        """What a teacher of entities hears, and after it one of both tasks."""
        transfer = [Corpus(task.name, task, "", "") for task in (SENTIMENT, ENTITIES, UNLABELLED)]
        for corpus, example in zip(transfer, (("rain", "neutral"), (["rain"], ["O"]), ("rain", None)), strict=True):
            corpus.add(TRAIN, *example)
        teachers = [Asked(ENTITIES), Asked(SENTIMENT, ENTITIES)]
        options = Namespace(ask_about=ask_about, longest=8)
        sources = list(distill.sources_of(transfer, tiny.tokenizer(PIECES), teachers, options, lambda: False))
        self.assertEqual([len(lessons) for lessons, _ in sources], [1, 1, 1])
        return [each.heard for each in teachers]

    def test_teachers_are_asked_about_all_texts(self):
        self.assertEqual(self.heard("all"), [["sentiment", "entities", "unlabelled"]] * 2)

    def test_or_about_those_of_their_tasks_and_the_last_about_unlabelled_ones(self):
        self.assertEqual(self.heard("own"), [["entities"], ["sentiment", "entities", "unlabelled"]])


if __name__ == "__main__":
    unittest.main()
