import sys
import unittest
from pathlib import Path
from unittest import mock

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
try:
    import tiny
    import torch
    from finetuning import cased, emoji
    from tokenizers import normalizers
    from transformers import BertConfig, BertModel
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed") from missing

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "oslo", "mc", "##donald", "rain", *"abmord", "##a", "##s"]


def uncased():
    tokenizer = tiny.tokenizer(WORDS)
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    return tokenizer


TEXTS = ["McDonald rains", ["Oslo", "rain"], "OSLO"]


class CasedTest(unittest.TestCase):
    def renewed(self, size=40):
        return cased.cased(uncased(), cased.words_of(uncased(), TEXTS), size)

    def test_words_fall_into_the_same_pieces_in_their_own_case(self):
        tokenizer, _ = self.renewed()
        self.assertEqual(tokenizer.encode("McDonald rains OSLO").tokens[1:-1], ["Mc", "##Donald", "rain", "##s", "OSLO"])

    def test_each_piece_knows_what_it_was(self):
        tokenizer, known = self.renewed()
        for piece, old in (("Oslo", "oslo"), ("OSLO", "oslo"), ("##Donald", "##donald"), ("A", "a"), ("[SEP]", "[SEP]")):
            self.assertEqual(known[tokenizer.token_to_id(piece)], WORDS.index(old), piece)

    def test_accents_are_still_taken_off(self):
        tokenizer, _ = self.renewed()
        self.assertEqual(tokenizer.encode("Ósló").tokens[1:-1], ["Oslo"])

    def test_a_word_that_is_not_among_the_pieces_falls_apart(self):
        tokenizer, known = self.renewed(size=25)
        self.assertEqual(len(known), 25)
        self.assertEqual(tokenizer.encode("Mas").tokens[1:-1], ["M", "##a", "##s"])

    def test_too_few_pieces_are_refused(self):
        with self.assertRaisesRegex(ValueError, "special tokens and single characters"):
            self.renewed(size=10)

    def test_a_tokenizer_that_has_a_case_is_refused(self):
        tokenizer, _ = self.renewed()
        with self.assertRaisesRegex(ValueError, "has a case already"):
            cased.words_of(tokenizer, TEXTS)

    def test_cases(self):
        cases = {"oslo": cased.LOWER, "Oslo": cased.CAPITALISED, "A": cased.CAPITALISED, "OSLO": cased.CAPITALS,
                 "##LO": cased.CAPITALS, "##lo": cased.LOWER, "1990": cased.LOWER}  # fmt: skip
        self.assertEqual({piece: cased.case_of(piece) for piece in cases}, cases)

    def test_all_capitalised_pieces_move_in_one_direction(self):
        config = BertConfig(vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2)
        encoder = BertModel(config, add_pooling_layer=False)
        old = encoder.embeddings.word_embeddings.weight.detach().clone()
        tokenizer = cased.give_eyes(encoder, uncased(), TEXTS, 40, seed=1)
        new = encoder.embeddings.word_embeddings.weight.detach()

        def moved(piece):
            return new[tokenizer.token_to_id(piece)] - old[WORDS.index(piece.lower())]

        self.assertEqual(float(moved("oslo").abs().max()), 0.0)
        self.assertGreater(float(moved("Oslo").abs().max()), 0.0)
        torch.testing.assert_close(moved("Oslo"), moved("Mc"))
        self.assertEqual(encoder.config.vocab_size, len(new))


class EmojiTest(unittest.TestCase):
    def test_an_emoji_is_a_piece_that_begins_as_its_name(self):
        tokenizer = uncased()
        config = BertConfig(vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2)
        encoder = BertModel(config, add_pooling_layer=False)
        with mock.patch.object(emoji, "known", lambda: [("😀", "oslo rain"), ("❤", "rain")]):
            renewed = emoji.add(encoder, tokenizer)
        self.assertEqual(renewed.encode("rain😀 ❤").tokens[1:-1], ["rain", "##😀", "❤"])
        weights = encoder.embeddings.word_embeddings.weight.detach()
        of = {piece: weights[renewed.token_to_id(piece)] for piece in ("😀", "##😀", "❤", "oslo", "rain")}
        torch.testing.assert_close(of["😀"], (of["oslo"] + of["rain"]) / 2)
        torch.testing.assert_close(of["##😀"], of["😀"])
        torch.testing.assert_close(of["❤"], of["rain"])

    def test_every_emoji_has_a_name(self):
        found = dict(emoji.known())
        self.assertEqual(found["❤"], "heavy black heart")
        self.assertGreater(len(found), 200)


if __name__ == "__main__":
    unittest.main()
