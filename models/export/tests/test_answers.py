import unittest

import numpy as np
import tiny  # noqa: F401  puts the export on the path
from agreement import compare, outcome
from answers import answer, classes, embedding, fills
from spans import simple
from tokenizers import Tokenizer

LABELS = ["O", "B-PER", "I-PER", "E-PER", "LOC"]


def found(text, offsets, tags):
    logits = np.full((len(tags), len(LABELS)), -3.0)
    logits[range(len(tags)), [LABELS.index(tag) for tag in tags]] = 3
    return [(entity["type"], entity["text"]) for entity in simple(text, offsets, logits, LABELS)]


class SimpleEntitiesTest(unittest.TestCase):
    def test_pieces_of_one_word_and_of_neighbours_are_one_entity(self):
        self.assertEqual(found("ada byron", [(0, 2), (2, 3), (4, 9)], ["B-PER", "I-PER", "E-PER"]), [("PER", "ada byron")])

    def test_an_end_or_a_beginning_closes_what_is_open(self):
        self.assertEqual(found("a b c", [(0, 1), (2, 3), (4, 5)], ["E-PER", "I-PER", "B-PER"]), [("PER", c) for c in "abc"])

    def test_plain_labels_continue_themselves(self):
        self.assertEqual(found("new york", [(0, 3), (4, 8)], ["LOC", "LOC"]), [("LOC", "new york")])

    def test_blanks_are_no_part_of_a_name(self):
        """Some tokenizers count the blank before a word to its piece."""
        self.assertEqual(found("in oslo ", [(0, 2), (2, 7), (7, 8)], ["O", "LOC", "O"]), [("LOC", "oslo")])
        self.assertEqual(found("a  b", [(0, 1), (1, 3), (3, 4)], ["O", "LOC", "O"]), [])


class AnswerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tokenizer = Tokenizer.from_file(str(tiny.TOKENIZER))

    def best(self, question, context, first, last):
        """The answer where the tokens with these strings have the highest scores."""
        pair = self.tokenizer.encode(question, context)
        scores = np.zeros((2, len(pair.ids)))
        for row, token in zip(scores, (first, last)):
            row[[n for n, t in enumerate(pair.tokens) if t == token]] = 9
        return answer(question, context, pair, *scores)

    def test_whole_words_of_the_context(self):
        found = self.best("who sang?", "Ada Lovelace sang.", "love", "##lace")
        self.assertEqual((found["answer"], found["start"], found["end"]), ("Lovelace", 4, 12))
        self.assertGreater(found["score"], 0.9)

    def test_adds_up_the_spans_that_are_the_same_words(self):
        """Of a word's two tokens and the first one each begins and ends an answer alike: three of nine spans are the word."""
        pair = self.tokenizer.encode("who?", "Lovelace")
        found = answer("who?", "Lovelace", pair, *np.zeros((2, len(pair.ids))))
        self.assertEqual(found["answer"], "Lovelace")
        self.assertAlmostEqual(found["score"], 3 / 9, places=5)

    def test_never_a_word_of_the_question(self):
        self.assertNotIn("who", self.best("who sang?", "ada byron", "who", "who")["answer"])

    def test_never_backwards(self):
        found = self.best("who?", "one two three", "three", "one")
        self.assertLess(found["start"], found["end"])

    def test_the_first_token_takes_its_share(self):
        self.assertLess(self.best("who?", "one two", "[CLS]", "[CLS]")["score"], 0.01)


class ScoresTest(unittest.TestCase):
    def test_activations(self):
        logits = np.array([1.0, -2.0])
        task = {"labels": ["a", "b"]}
        self.assertAlmostEqual(sum(classes(task | {"activation": "softmax"}, logits)["scores"]), 1, places=5)
        self.assertEqual(classes(task | {"activation": "sigmoid"}, logits)["scores"], [0.731059, 0.119203])
        self.assertEqual(classes(task | {"activation": "none"}, logits)["scores"], [1.0, -2.0])

    def test_pooling(self):
        vectors = np.array([[3.0, 0.0], [3.0, 8.0]])
        self.assertEqual(embedding({"pooling": "mean", "normalize": True}, vectors)["embedding"], [0.6, 0.8])
        self.assertEqual(embedding({"pooling": "cls", "normalize": False}, vectors)["embedding"], [3.0, 0.0])

    def test_fills_are_the_likeliest_tokens_in_order(self):
        logits = np.zeros(30522)
        logits[[2000, 3000]] = 12, 15
        first, second, *_ = fills(Tokenizer.from_file(str(tiny.TOKENIZER)), logits)["fills"]
        self.assertEqual((first["token"], second["token"]), (3000, 2000))
        self.assertGreater(first["score"], second["score"])


class AgreementTest(unittest.TestCase):
    def test_counts_what_is_decided_alike_and_measures_only_that(self):
        def case(*labels_and_scores):
            return [{"tasks": {"mood": {"label": label, "scores": [score]}}} for label, score in labels_and_scores]

        found = compare(case(("up", 0.9), ("up", 0.6)), case(("up", 0.8), ("down", 0.1)))
        self.assertEqual(found, {"mood": {"texts": 2, "equal": 1, "difference": 0.1}})

    def test_entities_are_alike_if_their_spans_are(self):
        entity = {"type": "PER", "start": 0, "end": 3, "score": 0.5}
        self.assertEqual(outcome([entity]), outcome([entity | {"score": 0.4}]))
        self.assertNotEqual(outcome([entity]), outcome([entity | {"end": 4}]))


if __name__ == "__main__":
    unittest.main()
