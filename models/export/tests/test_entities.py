import sys
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from entities import decode

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]


def logits(*tags, sure=9.0):
    """One row of logits for each tag, high at that tag."""
    rows = np.zeros((len(tags), len(LABELS)))
    for row, tag in zip(rows, tags):
        row[LABELS.index(tag)] = sure
    return rows


def found(text, pieces, tags):
    """The (type, text) pairs decoded, the pieces taken as they follow one another in the text."""
    offsets, at = [], 0
    for piece in pieces:
        at = text.index(piece.removeprefix("##"), at)
        offsets.append((at, at + len(piece.removeprefix("##"))))
        at = offsets[-1][1]
    return [(e["type"], e["text"]) for e in decode(text, pieces, offsets, logits(*tags), LABELS)]


class DecodeTest(unittest.TestCase):
    def test_joins_neighbours_of_one_type(self):
        self.assertEqual(found("ada byron sang", ["ada", "byron", "sang"], ["B-PER", "I-PER", "O"]), [("PER", "ada byron")])

    def test_b_begins_a_new_entity(self):
        self.assertEqual(found("ada bob", ["ada", "bob"], ["B-PER", "B-PER"]), [("PER", "ada"), ("PER", "bob")])

    def test_the_first_piece_decides_for_its_word(self):
        self.assertEqual(found("lovelace", ["love", "##lace"], ["B-PER", "B-LOC"]), [("PER", "lovelace")])
        self.assertEqual(found("lovelace", ["love", "##lace"], ["O", "B-LOC"]), [])

    def test_an_i_without_its_b_begins_an_entity(self):
        self.assertEqual(found("in oslo", ["in", "oslo"], ["O", "I-LOC"]), [("LOC", "oslo")])

    def test_another_type_ends_the_entity(self):
        self.assertEqual(found("ada oslo", ["ada", "oslo"], ["B-PER", "I-LOC"]), [("PER", "ada"), ("LOC", "oslo")])

    def test_the_score_is_the_mean_over_words_not_pieces(self):
        rows = logits("B-PER", "I-PER", "I-PER")
        rows[1] = 0  # a continuation piece, which no one asks
        (entity,) = decode("ad##a bo", ["ad", "##a", "bo"], [(0, 2), (2, 5), (6, 8)], rows, LABELS)
        self.assertGreater(entity["score"], 0.99)


if __name__ == "__main__":
    unittest.main()
