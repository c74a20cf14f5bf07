import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import tiny  # noqa: F401  puts the export on the path
from answers import classes, cooled
from catalog import tasks_of, temperatures

LINE = {"task": "sentiment", "data": "some test", "temperature": 1.23456, "ece": 0.05, "ece-scaled": 0.01}


def described(**classes):
    return {name: {"kind": "text-classification", "classes": each, "several": False} for name, each in classes.items()}


class TemperatureTest(unittest.TestCase):
    def setUp(self):
        self.run_folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def calibrated(self, *lines):
        (self.run_folder / "calibration.json").write_text(json.dumps(lines))
        return temperatures(self.run_folder)

    def test_a_run_that_nobody_calibrated_has_no_temperature(self):
        self.assertEqual(temperatures(self.run_folder), {})
        self.assertNotIn("temperature", tasks_of(described(sentiment=["bad", "good"]), {})[0])

    def test_the_temperature_of_a_task_is_in_the_package(self):
        found = self.calibrated(LINE, {**LINE, "data": "another test"}, {**LINE, "task": "topic", "temperature": 1.0})
        self.assertEqual(found, {"sentiment": 1.235})
        sentiment, topic = tasks_of(described(sentiment=["bad", "good"], topic=["food"]), found)
        self.assertEqual(sentiment["temperature"], 1.235)
        self.assertNotIn("temperature", topic)

    def test_a_question_answerer_has_one_for_both_ends_of_its_answers(self):
        answer = {"answer": {"kind": "question-answering", "classes": ["start", "end"], "several": False}}
        (task,) = tasks_of(answer, {"answer": 1.5})
        expected = {"name": "answer", "kind": "question-answering", "output": ["start", "end"], "temperature": 1.5}
        self.assertEqual(task, expected)

    def test_scores_are_made_from_logits_divided_by_it(self):
        logits, task = np.array([1, 3], dtype=np.float32), tasks_of(described(mood=["bad", "good"]), {"mood": 2.0})[0]
        answer = classes(task, cooled(task, logits))
        self.assertEqual(answer["label"], "good")
        self.assertAlmostEqual(answer["scores"][1], 1 / (1 + np.exp(-1)), 6)

    def test_without_one_the_logits_are_the_very_same(self):
        logits = np.array([1, 3], dtype=np.float32)
        self.assertIs(cooled({"name": "mood"}, logits), logits)


if __name__ == "__main__":
    unittest.main()
