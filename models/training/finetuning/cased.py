"""Eyes for capital letters: a cased vocabulary for an encoder that was trained without one.

"Apple" gets a piece of its own beside "apple". It begins as the piece that the encoder knows, moved a little in one
direction that all capitalised pieces share, so that what is learnt about one capital letter holds for all. Words fall
into the same pieces as before, whatever their case.
"""

import json
from collections import Counter

import numpy as np
import torch
from tokenizers import Tokenizer

from .vocabulary import renumbered, replace_embeddings

LOWER, CAPITALISED, CAPITALS = range(3)
LOWER_SHARE = 0.2  # of a capitalised word's count goes to its lower case: texts come without capitals, too
SHIFT = 0.4  # length of a direction, in lengths of a mean embedding


def words_of(tokenizer, texts):
    """How often each word occurs, as it is written. `texts` are strings, or lists of words."""
    normalizer, pre_tokenizer, counts = _kept_case(tokenizer).normalizer, tokenizer.pre_tokenizer, Counter()
    for text in texts:
        whole = text if isinstance(text, str) else " ".join(text)
        counts.update(word for word, _ in pre_tokenizer.pre_tokenize_str(normalizer.normalize_str(whole)))
    return counts


def _kept_case(tokenizer):
    description = json.loads(tokenizer.to_str())
    normalizer = description["normalizer"]
    if normalizer["type"] != "BertNormalizer" or not normalizer["lowercase"]:
        raise ValueError("the tokenizer does not lowercase: its vocabulary has a case already")
    normalizer.update(lowercase=False, strip_accents=True)  # which lowercasing implied
    return Tokenizer.from_str(json.dumps(description))


def spelled(word, pieces, prefix="##"):
    """The pieces of a lowercased word in the case of the word: ["mc", "##donald"] of "McDonald" is ["Mc", "##Donald"]."""
    at, found = 0, []
    for piece in pieces:
        length = len(piece.removeprefix(prefix))
        found.append(("" if at == 0 else prefix) + word[at : at + length])
        at += length
    return found


def case_of(piece, prefix="##"):
    letters = piece.removeprefix(prefix)
    if letters == letters.lower():
        return LOWER
    return CAPITALS if piece.startswith(prefix) or len(letters) > 1 and letters == letters.upper() else CAPITALISED


def cased(tokenizer, words, size):
    """(the cased tokenizer of `size` pieces, the old id of each new piece). `words` are counts by words_of.

    Special tokens, single characters and their capitals stay, then what the words have most.
    """
    description = json.loads(_kept_case(tokenizer).to_str())
    old, prefix = description["model"]["vocab"], description["model"]["continuing_subword_prefix"]
    counts = _counted(tokenizer, words, old, prefix)
    special = {token["content"] for token in description["added_tokens"]}
    always = {p: i for p, i in old.items() if p in special or len(p.removeprefix(prefix)) == 1}
    for piece, number in list(always.items()):
        letter = piece.removeprefix(prefix)
        if piece not in special and letter.upper() != letter and len(letter.upper()) == 1:
            always[piece.removesuffix(letter) + letter.upper()] = number
    if len(always) > size:
        raise ValueError(f"{size} pieces; {len(always)} special tokens and single characters alone are more")
    others = sorted((p for p in counts if p not in always), key=lambda p: (-counts[p], p))[: size - len(always)]
    known = always | {piece: old[piece.lower()] for piece in others}
    order = sorted(known, key=lambda piece: (known[piece], piece.swapcase()))
    renewed = renumbered(description, {piece: number for number, piece in enumerate(order)})
    return Tokenizer.from_str(json.dumps(renewed)), [known[piece] for piece in order]


def _counted(tokenizer, words, old, prefix):
    counts = Counter()
    for (word, count), encoding in zip(words.items(), tokenizer.encode_batch(list(words), add_special_tokens=False)):
        # A word whose lowercase has another length, or that is unknown, is not spelled.
        if len("".join(p.removeprefix(prefix) for p in encoding.tokens)) == len(word) and "[UNK]" not in encoding.tokens:
            for piece in spelled(word, encoding.tokens, prefix):
                if piece.lower() in old:
                    counts[piece] += count
                    counts[piece.lower()] += LOWER_SHARE * count
    return counts


def directions(width, seed):
    """What is added to an embedding by case, in lengths of an embedding: [3, width]; nothing to lower case."""
    drawn = np.random.default_rng(seed).normal(size=(3, width))
    drawn[LOWER] = 0
    return SHIFT * drawn / np.linalg.norm(drawn, axis=1, keepdims=True).clip(1e-9)


def give_eyes(encoder, tokenizer, texts, size, seed):
    """The cased tokenizer; the encoder's word embeddings are replaced by those of its pieces."""
    renewed, known = cased(tokenizer, words_of(tokenizer, texts), size)
    old = encoder.embeddings.word_embeddings.weight.detach()
    cases = [case_of(renewed.id_to_token(number)) for number in range(len(known))]
    shift = torch.tensor(directions(old.shape[1], seed)[cases], dtype=old.dtype) * old.norm(dim=1).mean()
    replace_embeddings(encoder, old[torch.tensor(known)] + shift)
    return renewed
