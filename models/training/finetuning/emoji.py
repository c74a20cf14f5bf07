"""Pieces for emoji, which BERT's vocabularies hardly have: "great 😀" is "great [UNK]" to them, and "great😀" one [UNK].

Each begins as the mean of the words of its Unicode name, so that "smiling face with heart-shaped eyes" means something
before any text has shown it.
"""

import json
import unicodedata

import torch
from tokenizers import Tokenizer

from .vocabulary import renumbered, replace_embeddings

RANGES = (
    (0x1F600, 0x1F64F),  # faces, gestures
    (0x1F910, 0x1F92F), (0x1F970, 0x1F97A),  # newer faces
    (0x1F440, 0x1F44F), (0x1F489, 0x1F4AF), (0x1F493, 0x1F49F),  # hands, hearts, 100
    (0x1F380, 0x1F389), (0x1F3C6, 0x1F3C6), (0x1F525, 0x1F525), (0x1F680, 0x1F680), (0x1F6A8, 0x1F6A8),
    (0x2600, 0x2639), (0x263A, 0x263A), (0x2705, 0x2705), (0x270A, 0x270C), (0x274C, 0x274C), (0x2728, 0x2728),
    (0x2764, 0x2764), (0x2B50, 0x2B50),
)  # fmt: skip


def known():
    """Each emoji and the words of its name."""
    for first, last in RANGES:
        for code in range(first, last + 1):
            if name := unicodedata.name(chr(code), ""):
                yield chr(code), name.lower().replace("-", " ")


def add(encoder, tokenizer):
    """The tokenizer with a piece for each emoji as a word and as the end of one; the encoder gets their embeddings."""
    description = json.loads(tokenizer.to_str())
    vocabulary, prefix = dict(description["model"]["vocab"]), description["model"]["continuing_subword_prefix"]
    old = encoder.embeddings.word_embeddings.weight.detach()
    rows = []
    for character, name in known():
        mean = old[tokenizer.encode(name, add_special_tokens=False).ids].mean(0)
        for piece in (character, prefix + character):
            if piece not in vocabulary:
                vocabulary[piece] = len(vocabulary)
                rows.append(mean)
    replace_embeddings(encoder, torch.cat([old, torch.stack(rows)]) if rows else old)
    return Tokenizer.from_str(json.dumps(renumbered(description, vocabulary)))
