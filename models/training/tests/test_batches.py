import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from finetuning import batches, encoding
from finetuning.datasets.english_sentiment import SENTIMENT
from finetuning.datasets.plain_sentences import plain_sentences
from finetuning.datasets.english_topics import TOPIC
from finetuning.datasets.tags import ENTITIES
from finetuning.tasks import TEXTS, Task


def rows(task, lengths):
    return [batches.Row(task, list(range(length)), 0) for length in lengths]


class TargetsTest(unittest.TestCase):
    def test_a_word_that_the_tokenizer_splits_carries_its_tag_once(self):
        pieces = ["[CLS]", "u", ".", "s", ".", "sen", "##ator", "[SEP]"]
        targets, starts = encoding.tag_targets(ENTITIES, pieces, [None, 0, 0, 0, 0, 1, 1, None], ["B-LOC", "O"])
        names = [batches.NO_LOSS if t == batches.NO_LOSS else ENTITIES.classes[t] for t in targets]
        none = batches.NO_LOSS
        self.assertEqual(names, [none, "B-LOC", "I-LOC", "I-LOC", "I-LOC", "O", none, none])
        self.assertEqual(starts, [1, 5])

    def test_a_word_that_the_tokenizer_drops_has_no_start(self):
        _, starts = encoding.tag_targets(ENTITIES, ["[CLS]", "a", "[SEP]"], [None, 1, None], ["O", "O"])
        self.assertEqual(starts, [None, 1])


    def test_a_text_of_several_labels_has_a_one_for_each(self):
        task = Task("section", TEXTS, ("A", "B", "C"), several=True)
        self.assertEqual(encoding.class_target(task, ("A", "C")), [1.0, 0.0, 1.0])
        self.assertEqual(encoding.class_target(task, ()), [0.0, 0.0, 0.0])


class EpochTest(unittest.TestCase):
    sources = [(rows(SENTIMENT, range(1, 60)), None), (rows(TOPIC, range(1, 40)), 10)]

    def test_keeps_the_token_budget_and_the_caps(self):
        epoch = batches.epoch(self.sources, seed=1, tokens=100)
        self.assertTrue(all(len(b) * max(len(r.ids) for r in b) <= 100 for b in epoch))
        self.assertTrue(all(len({r.task for r in b}) == 1 for b in epoch))
        self.assertEqual(sum(len(b) for b in epoch if b[0].task == TOPIC), 10)
        self.assertEqual(sum(len(b) for b in epoch if b[0].task == SENTIMENT), 59)

    def test_is_the_same_for_the_same_seed(self):
        self.assertEqual(batches.epoch(self.sources, 5, 100), batches.epoch(self.sources, 5, 100))

    def test_measuring_meets_every_row_once(self):
        some = rows(TOPIC, [5, 1, 9, 3])
        met = [index for batch in batches.in_order(some, tokens=10) for index, _ in batch]
        self.assertEqual(sorted(met), [0, 1, 2, 3])


class PlainSentencesTest(unittest.TestCase):
    def test_leaves_out_what_is_charged_or_short(self):
        text = "The council meets in the town hall on Monday. Nobody came. A bomb exploded near the town hall on Monday."
        self.assertEqual(list(plain_sentences(text)), ["The council meets in the town hall on Monday."])


if __name__ == "__main__":
    unittest.main()
