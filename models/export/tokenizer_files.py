"""The tokenizer as Transformers really runs it, written so that the tokenizers library alone gives the same ids.

Transformers builds normalizer and pre-tokenizer of many classes anew from tokenizer_config.json, so the tokenizer.json
of a checkpoint may say something else than what the model was trained with. What is written here is what was loaded.
"""

from tokenizers import Tokenizer
from transformers import AutoTokenizer


def load(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    if not tokenizer.is_fast:
        raise SystemExit(f"{folder}: {type(tokenizer).__name__} runs in Python only; it has no tokenizer.json to write")
    return tokenizer


def save(tokenizer, out, texts):
    """Writes tokenizer.json and tokenizer_config.json, and reads the first back. Fails if any text or pair of texts
    has other ids than with `tokenizer`."""
    tokenizer.save_pretrained(out)
    path = str(out / "tokenizer.json")
    written = plain(Tokenizer.from_file(path))
    written.save(path)
    for text, other in zip(texts, texts[1:] + texts[:1]):
        for pair in ((text,), (text, other)):
            expected, actual = tokenizer(*pair, verbose=False)["input_ids"], written.encode(*pair).ids
            if expected != actual:
                raise SystemExit(f"{path} gives other ids than {type(tokenizer).__name__} for {pair}: {actual}, {expected}")
    return written


def plain(tokenizer):
    """The tokenizer without a truncation and a padding of its own."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
