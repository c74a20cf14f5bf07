"""A smaller vocabulary: a small model spends half its bytes on pieces that its texts hardly have."""

import copy
from collections import Counter


def counted(tokenizer, texts):
    """How often each id occurs. `texts` are strings, or lists of words."""
    counts = Counter()
    for text in texts:
        counts.update(tokenizer.encode(text, is_pretokenized=not isinstance(text, str)).ids)
    return counts


def pruned(description, counts, size):
    """(the tokenizer's JSON with `size` pieces, the old ids in the order of the new ones) of a WordPiece tokenizer.

    Special tokens and single characters stay, so that what was no unknown word is none now: a longer piece that is gone
    falls apart into shorter ones. Of the rest the most frequent stay; among equals, the lower id.
    """
    vocabulary, prefix = description["model"]["vocab"], description["model"]["continuing_subword_prefix"]
    special = {token["content"] for token in description["added_tokens"]}
    always = {i for piece, i in vocabulary.items() if piece in special or len(piece.removeprefix(prefix)) == 1}
    if len(always) > size:
        raise ValueError(f"{size} pieces; {len(always)} special tokens and single characters alone are more")
    others = sorted((i for i in vocabulary.values() if i not in always), key=lambda i: (-counts[i], i))
    kept = sorted(always | set(others[: size - len(always)]))
    new = {old: number for number, old in enumerate(kept)}
    smaller = copy.deepcopy(description)
    smaller["model"]["vocab"] = {
        piece: new[i] for piece, i in sorted(vocabulary.items(), key=lambda item: item[1]) if i in new
    }
    for token in smaller["added_tokens"]:
        token["id"] = new[token["id"]]
    for token in smaller["post_processor"]["special_tokens"].values():
        token["ids"] = [new[i] for i in token["ids"]]
    return smaller, kept
