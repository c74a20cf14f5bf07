"""What the reference answers for each kind of task, from one row's raw outputs."""

import numpy as np
import spans
from entities import decode, softmax

LONGEST_ANSWER = 15  # tokens
CANDIDATES = 12  # spans that are looked at for one answer
FILLS = 5


def rounded(values):
    return [round(float(value), 6) for value in values]


def cooled(task, logits):
    """The logits divided by the task's temperature, if it has one: what its scores are made from."""
    return logits.astype(np.float64) / task["temperature"] if "temperature" in task else logits


def classes(task, logits):
    """The label with the highest score, and the scores in the order of the labels."""
    logits = logits.astype(np.float64)
    scores = {
        "softmax": softmax, "sigmoid": lambda x: 1 / (1 + np.exp(-x)), "none": lambda x: x,
    }[task["activation"]](logits)  # fmt: skip
    return {"label": task["labels"][int(scores.argmax())], "scores": rounded(scores)}


def entities(task, text, encoding, logits):
    own = [number for number, special in enumerate(encoding.special_tokens_mask) if not special]
    offsets = [encoding.offsets[number] for number in own]
    if task["aggregation"] == "first":
        return decode(text, [encoding.tokens[number] for number in own], offsets, logits[own], task["labels"])
    return spans.simple(text, offsets, logits[own], task["labels"])


def embedding(task, vectors):
    """The pooled vector of a row without padding, of length 1 if the task normalises."""
    vectors = vectors.astype(np.float64)
    pooled = vectors.mean(axis=0) if task["pooling"] == "mean" else vectors[0]
    return {"embedding": rounded(pooled / np.linalg.norm(pooled) if task["normalize"] else pooled)}


def answer(question, context, encoding, start_logits, end_logits):
    """The best span of the context by the product of the scores of its first and last token, widened to whole words; the
    scores of candidates that are the same words are added up, as Hugging Face's pipeline does. The first token of the
    row, if it is a special one, takes its share of the scores: no answer."""
    of_context = np.array([sequence == 1 for sequence in encoding.sequence_ids])
    counted = of_context.copy()
    counted[0] |= bool(encoding.special_tokens_mask[0])
    first, last = (softmax(np.where(counted, x.astype(np.float64), -1e4)) * of_context for x in (start_logits, end_logits))
    scores = np.tril(np.triu(np.outer(first, last)), LONGEST_ANSWER - 1)
    found = {}
    for place in np.argsort(-scores, axis=None, kind="stable")[:CANDIDATES]:
        begin, end = np.unravel_index(int(place), scores.shape)
        if not (of_context[begin] and of_context[end]):
            continue
        start, stop = _word(encoding, begin)[0], _word(encoding, end)[1]
        words = context[start:stop]
        first_found = found.setdefault(words.lower(), {"answer": words, "start": start, "end": stop, "score": 0.0})
        first_found["score"] += float(scores[begin, end])
    best = max(found.values(), key=lambda each: each["score"])
    return {"question": question, **best, "score": round(best["score"], 6)}


def _word(encoding, token):
    """The characters of the word that a token of the context belongs to; the token's own if the tokenizer knows no
    words."""
    word = encoding.token_to_word(int(token))
    characters = None if word is None else encoding.word_to_chars(word, 1)
    return characters or encoding.offsets[token]


def fills(tokenizer, logits):
    """The likeliest tokens for one masked place."""
    scores = softmax(logits.astype(np.float64))
    best = np.argsort(-scores)[:FILLS]
    return {
        "fills": [
            {"token": int(i), "token_str": tokenizer.decode([int(i)], skip_special_tokens=False), "score": round(float(scores[i]), 6)}
            for i in best
        ]
    }  # fmt: skip
