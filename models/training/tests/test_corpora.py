import sys
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from newsmodel import corpora


def corpus_of(task, train, test=()):
    corpus = corpora.Corpus("some", task, "", "")
    for text in train:
        corpus.add(corpora.TRAIN, text, None)
    for text in test:
        corpus.add(corpora.TEST, text, None)
    return corpus


class TestedTest(unittest.TestCase):
    def left_of(self, corpus, keys):
        (left,) = corpora.drop_tested([corpus], keys)
        return [example.text for example in left.splits[corpora.TRAIN]]

    def test_a_test_text_is_not_trained_on_however_it_is_written(self):
        keys = corpora.tested([corpus_of("entities", [], [["U.S.", "troops", "leave"]])])
        self.assertEqual(self.left_of(corpus_of("topic", ["US troops leave!", "Rain"]), keys), ["Rain"])

    def test_a_story_is_not_trained_on_if_its_headline_is_tested(self):
        corpus = corpus_of("topic", [])
        corpus.add(corpora.TRAIN, "Rain at last And more to come.", "environment", headline="Rain at last")
        self.assertEqual(self.left_of(corpus, corpora.tested([corpus_of("topic", [], ["Rain At Last"])])), [])

    def test_a_student_hears_no_text_that_any_task_tests_or_chooses_by(self):
        labelled = [corpus_of("topic", ["Sun", "Snow"]), corpus_of("entities", [], [["Snow"]])]
        labelled[1].add(corpora.DEV, ["Hail"], None)
        with mock.patch.object(corpora, "unlabelled", lambda _: corpus_of(corpora.UNLABELLED, ["Hail", "Sun", "Fog", "fog"])):
            heard = corpora.transfer_corpora(labelled, Path("."))
        self.assertEqual([[e.text for e in c.splits[corpora.TRAIN]] for c in heard], [["Sun"], [], ["Fog"]])


if __name__ == "__main__":
    unittest.main()
