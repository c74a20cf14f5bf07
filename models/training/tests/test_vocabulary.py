import sys
import unittest
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from finetuning import vocabulary

PIECES = ["[PAD]", "[unused1]", "[CLS]", "[SEP]", "a", "##a", "rare", "often", "##ly"]
DESCRIPTION = {
    "added_tokens": [{"id": PIECES.index(token), "content": token} for token in ("[PAD]", "[CLS]", "[SEP]")],
    "post_processor": {"special_tokens": {token: {"ids": [PIECES.index(token)], "tokens": [token]} for token in ("[CLS]", "[SEP]")}},
    "model": {"continuing_subword_prefix": "##", "vocab": {piece: number for number, piece in enumerate(PIECES)}},
}


class PrunedTest(unittest.TestCase):
    counts = Counter({7: 9, 8: 3, 6: 1})

    def test_keeps_special_tokens_single_characters_and_the_most_frequent(self):
        smaller, kept = vocabulary.pruned(DESCRIPTION, self.counts, 7)
        self.assertEqual(list(smaller["model"]["vocab"]), ["[PAD]", "[CLS]", "[SEP]", "a", "##a", "often", "##ly"])
        self.assertEqual(kept, [0, 2, 3, 4, 5, 7, 8])

    def test_every_mention_of_an_id_is_the_new_one(self):
        smaller, _ = vocabulary.pruned(DESCRIPTION, self.counts, 6)
        self.assertEqual(list(smaller["model"]["vocab"].values()), list(range(6)))
        self.assertEqual([token["id"] for token in smaller["added_tokens"]], [0, 1, 2])
        self.assertEqual(smaller["post_processor"]["special_tokens"]["[SEP]"]["ids"], [2])

    def test_leaves_the_description_it_was_given_alone(self):
        vocabulary.pruned(DESCRIPTION, self.counts, 6)
        self.assertEqual(len(DESCRIPTION["model"]["vocab"]), len(PIECES))

    def test_refuses_a_size_that_would_make_words_unknown(self):
        with self.assertRaisesRegex(ValueError, "5 special tokens|alone are more"):
            vocabulary.pruned(DESCRIPTION, self.counts, 4)


if __name__ == "__main__":
    unittest.main()
