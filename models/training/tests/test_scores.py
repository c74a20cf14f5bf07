import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from finetuning import scores


class SpanTest(unittest.TestCase):
    def test_finds_entities_that_touch_and_that_end_the_sentence(self):
        tags = ["B-PER", "I-PER", "B-PER", "O", "B-LOC"]
        self.assertEqual(scores.spans(tags), [("PER", 0, 2), ("PER", 2, 3), ("LOC", 4, 5)])

    def test_an_i_of_another_type_begins_an_entity(self):
        self.assertEqual(scores.spans(["B-PER", "I-LOC"]), [("PER", 0, 1), ("LOC", 1, 2)])

    def test_only_exact_spans_count(self):
        truth = [["B-PER", "I-PER", "O", "B-LOC"]]
        answer = [["B-PER", "O", "O", "B-LOC"]]
        self.assertAlmostEqual(scores.span_f1(truth, answer), 0.5)
        self.assertAlmostEqual(scores.span_f1(truth, answer, kinds={"LOC"}), 1.0)


class ClassTest(unittest.TestCase):
    def test_macro_f1_weighs_classes_alike(self):
        # a: 3 of 4 found, one b taken for a; b: nothing found.
        self.assertAlmostEqual(scores.macro_f1(list("aaab"), list("aaaa")), (6 / 7 + 0) / 2)


if __name__ == "__main__":
    unittest.main()
