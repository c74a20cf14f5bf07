import sys
import unittest
from pathlib import Path
from types import SimpleNamespace

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from finetuning import calibration, corpora, evaluation
from finetuning.tasks import TEXTS, Task


def drawn(temperature, rows=20000, seed=3):
    """Classes whose truths are drawn with the chances that their logits state once they are divided by `temperature`."""
    draw = np.random.default_rng(seed)
    logits = draw.normal(size=(rows, 3)) * 3
    chances = np.exp(calibration.log_softmax(logits / temperature))
    return calibration.Classes(logits, (chances.cumsum(-1) < draw.random((rows, 1))).sum(-1))


class Numbers:
    """A tokenizer of numbers: each is a text of one token, itself."""

    def encode_batch(self, texts):
        return [SimpleNamespace(ids=[int(text)]) for text in texts]


class CalibrationTest(unittest.TestCase):
    def test_scores_that_come_true_have_no_error(self):
        self.assertLess(drawn(1.0).error(), 0.01)

    def test_scores_that_are_too_sure_have_one_and_the_temperature_mends_it(self):
        answers = drawn(2.5)
        self.assertGreater(answers.error(), 0.1)
        temperature = calibration.best_temperature([answers])
        self.assertAlmostEqual(temperature, 2.5, delta=0.1)
        self.assertLess(answers.error(temperature), 0.01)

    def test_answers_that_are_right_or_wrong_have_one_as_well(self):
        draw = np.random.default_rng(7)
        odds = draw.normal(size=20000) * 3
        right = 1 / (1 + np.exp(-odds / 2.5)) > draw.random(odds.shape)
        answers = calibration.Answers(lambda temperature: (1 / (1 + np.exp(-odds / temperature)), right))
        self.assertGreater(answers.error(), 0.1)
        temperature = calibration.best_temperature([answers])
        self.assertAlmostEqual(temperature, 2.5, delta=0.1)
        self.assertLess(answers.error(temperature), 0.01)

    def test_the_error_is_the_gap_of_each_bin(self):
        # Chances of 0.8 and 0.6, in bins of their own: of the first half is right, of the second all.
        logits = np.log(np.array([[0.8, 0.2], [0.8, 0.2], [0.6, 0.4], [0.6, 0.4]]))
        error = calibration.Classes(logits, np.array([0, 1, 0, 0])).error()
        self.assertAlmostEqual(error, (2 * 0.3 + 2 * 0.4) / 4)

    def test_each_of_several_labels_is_an_answer(self):
        task, draw = Task("colours", TEXTS, ("red", "blue"), several=True), np.random.default_rng(5)
        logits = draw.normal(size=(3000, 2)) * 3
        comes = 1 / (1 + np.exp(-logits / 2)) > draw.random(logits.shape)  # its scores are twice as sure as they may be
        corpus = corpora.Corpus("invented", task, "", "")
        for number, labels in enumerate(comes):
            split = corpora.DEV if number % 2 else corpora.TEST
            corpus.add(split, str(number), tuple(np.array(task.classes)[labels]))
        (line,) = evaluation.calibrate([corpus], Numbers(), lambda ids, mask, types: {"colours": logits[ids[:, 0]]})
        self.assertAlmostEqual(line["temperature"], 2, delta=0.2)
        self.assertGreater(line["ece"], 0.05)
        self.assertLess(line["ece-scaled"], 0.03)


if __name__ == "__main__":
    unittest.main()
