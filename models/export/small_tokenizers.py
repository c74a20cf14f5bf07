"""Tokenizers of Transformers' own classes over a few hundred pieces, counted in a few dozen sentences.

The same sentences always give the same pieces: nothing is drawn by chance, and ties go to the alphabet.
"""

import json
import math
from collections import Counter

import transformers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

PIECES = 300
LONGEST = 5


def counted(words, inside=""):
    """How often each part of the words occurs; `inside` stands before a part that does not begin its word."""
    parts = Counter()
    for word in words:
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + LONGEST) + 1):
                parts[(inside if start else "") + word[start:end]] += 1
    return parts


def chosen(parts, inside=""):
    """Letters that occur twice, and the longer parts that cover most text."""

    def length(part):
        return len(part.removeprefix(inside))

    letters = sorted(part for part in parts if length(part) == 1 and parts[part] > 1)
    longer = sorted((part for part in parts if length(part) > 1), key=lambda part: (-parts[part] * length(part), part))
    return letters + longer[:PIECES]


def wordpiece(texts, class_name="BertTokenizer", lower_case=True, **options):
    normalizer = normalizers.BertNormalizer(lowercase=lower_case)
    splitter = pre_tokenizers.BertPreTokenizer()
    words = [word for text in texts for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(text))]
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *chosen(counted(words, "##"), "##")]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    return getattr(transformers, class_name)(vocab=vocabulary, do_lower_case=lower_case, **options)


def unigram(texts, class_name, special, last=(), lower_case=False, **options):
    """`special` and `last` are the pieces that stand before and after the counted ones."""
    parts = counted("▁" + word for text in texts for word in (text.lower() if lower_case else text).split())
    pieces = chosen(parts)
    total = sum(parts[piece] for piece in pieces)
    vocabulary = [(piece, 0.0) for piece in special]
    vocabulary += [(piece, math.log(parts[piece] / total)) for piece in pieces]
    vocabulary += [(piece, 0.0) for piece in last]
    return getattr(transformers, class_name)(vocab=vocabulary, **options)


def byte_pairs(texts, special, splitter):
    """A byte-level vocabulary by piece, and the merges in order."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = splitter
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    size = len(special) + len(alphabet) + PIECES // 2
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=special, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return model["vocab"], [tuple(merge) for merge in model["merges"]]


def byte_level(texts, class_name, special, **options):
    vocabulary, merges = byte_pairs(texts, special, pre_tokenizers.ByteLevel(add_prefix_space=False))
    return getattr(transformers, class_name)(vocab=vocabulary, merges=merges, **options)


def file_only(texts, **options):
    """What models have whose tokenizer is no class but a file: words, then bytes, between a begin and an end token."""
    begin, end, pad, mask = "<|begin|>", "<|end|>", "<|pad|>", "<|mask|>"
    words = pre_tokenizers.Split(Regex(r" ?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+|\s+"), behavior="isolated")
    splitter = pre_tokenizers.Sequence([words, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    vocabulary, merges = byte_pairs(texts, [begin, end, pad], splitter)
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = splitter
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([begin, end, pad, AddedToken(mask, lstrip=True)])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", pair=f"{begin} $A {end} $B {end}",
        special_tokens=[(token, tokenizer.token_to_id(token)) for token in (begin, end)],
    )  # fmt: skip
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token=begin, eos_token=end, cls_token=begin, sep_token=end, pad_token=pad,
        mask_token=mask, model_input_names=["input_ids", "attention_mask"], **options,
    )  # fmt: skip
