"""A smaller vocabulary: a small model spends half its bytes on pieces that its texts hardly have."""

import copy
import json
from collections import Counter

from tokenizers import Tokenizer


def counted(tokenizer, texts):
    """How often each id occurs. `texts` are strings, or lists of words."""
    counts = Counter()
    for text in texts:
        counts.update(tokenizer.encode(text, is_pretokenized=not isinstance(text, str)).ids)
    return counts


def smaller(tokenizer, texts, size):
    """(a tokenizer of the `size` pieces that the texts use most, the old ids in the order of the new ones)."""
    description, kept = pruned(json.loads(tokenizer.to_str()), counted(tokenizer, texts), size)
    return Tokenizer.from_str(json.dumps(description)), kept


def replace_embeddings(encoder, weights):
    """Gives the encoder other word embeddings: [pieces, width]."""
    from torch import nn

    encoder.embeddings.word_embeddings = nn.Embedding.from_pretrained(weights.clone(), freeze=False, padding_idx=0)
    encoder.config.vocab_size = len(weights)


def pruned(description, counts, size):
    """(the tokenizer's JSON with `size` pieces, the old ids in the order of the new ones) of a WordPiece tokenizer.

    Special tokens and single characters stay, so that what was no unknown word is none now: a longer piece that is gone
    falls apart into shorter ones. (A Chinese character that continues a word never occurs: BERT's tokenizer makes each
    a word.) Of the rest the most frequent stay; among equals, the lower id.
    """
    vocabulary, prefix = description["model"]["vocab"], description["model"]["continuing_subword_prefix"]
    special = {token["content"] for token in description["added_tokens"]}
    always = {i for piece, i in vocabulary.items() if piece in special or _is_needed(piece, prefix)}
    if len(always) > size:
        raise ValueError(f"{size} pieces; {len(always)} special tokens and single characters alone are more")
    others = sorted((i for i in vocabulary.values() if i not in always), key=lambda i: (-counts[i], i))
    kept = sorted(always | set(others[: size - len(always)]))
    new = {old: number for number, old in enumerate(kept)}
    return renumbered(description, {p: new[i] for p, i in vocabulary.items() if i in new}), kept


def renumbered(description, vocabulary):
    """The tokenizer's JSON with other pieces; its special tokens are among them."""
    other = copy.deepcopy(description)
    other["model"]["vocab"] = dict(sorted(vocabulary.items(), key=lambda item: item[1]))
    for token in other["added_tokens"]:
        token["id"] = vocabulary[token["content"]]
    for token in other["post_processor"]["special_tokens"].values():
        token["ids"] = [vocabulary[piece] for piece in token["tokens"]]
    return other


def _is_needed(piece, prefix):
    letter = piece.removeprefix(prefix)
    return len(letter) == 1 and not (piece.startswith(prefix) and "\u4e00" <= letter <= "\u9fff")
