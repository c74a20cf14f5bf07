import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from finetuning import corpora
from finetuning.datasets.english_topics import TOPIC
from finetuning.datasets.tags import ENTITIES
from finetuning.tasks import UNLABELLED


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
        keys = corpora.tested([corpus_of(ENTITIES, [], [["U.S.", "troops", "leave"]])])
        self.assertEqual(self.left_of(corpus_of(TOPIC, ["US troops leave!", "Rain"]), keys), ["Rain"])

    def test_a_story_is_not_trained_on_if_its_headline_is_tested(self):
        corpus = corpus_of(TOPIC, [])
        corpus.add(corpora.TRAIN, "Rain at last And more to come.", "environment", headline="Rain at last")
        self.assertEqual(self.left_of(corpus, corpora.tested([corpus_of(TOPIC, [], ["Rain At Last"])])), [])

    def test_a_student_hears_no_text_that_any_task_tests_or_chooses_by(self):
        labelled = [corpus_of(TOPIC, ["Sun", "Snow"]), corpus_of(ENTITIES, [], [["Snow"]])]
        labelled[1].add(corpora.DEV, ["Hail"], None)
        heard = corpora.transfer_corpora(labelled, [corpus_of(UNLABELLED, ["Hail", "Sun", "Fog", "fog"])])
        self.assertEqual([[e.text for e in c.splits[corpora.TRAIN]] for c in heard], [["Sun"], [], ["Fog"]])


if __name__ == "__main__":
    unittest.main()
