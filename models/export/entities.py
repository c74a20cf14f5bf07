"""Entities from tag scores: Hugging Face's aggregation strategy "first"."""

import numpy as np


def softmax(logits):
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def decode(text, pieces, offsets, logits, labels):
    """The entities of one text. `pieces` and `offsets` are without special tokens, `logits` [pieces, labels].

    A word is a piece and the continuations (##) behind it; its first piece decides its tag and score. Neighbouring
    words of one type are one entity unless a B- begins a new one; its score is the mean of its words' scores.
    """
    scores = softmax(np.asarray(logits, dtype=np.float64))
    entities, open_type = [], None
    for piece, (start, end), of_labels in zip(pieces, offsets, scores, strict=True):
        if piece.startswith("##"):
            if open_type:
                entities[-1]["end"] = end
            continue
        edge, _, kind = labels[of_labels.argmax()].partition("-")
        score = float(of_labels.max())
        if not kind:
            open_type = None
        elif kind == open_type and edge != "B":
            entities[-1]["end"] = end
            entities[-1]["scores"].append(score)
        else:
            entities.append({"type": kind, "start": start, "end": end, "scores": [score]})
            open_type = kind
    return [
        {"type": e["type"], "text": text[e["start"] : e["end"]], "start": e["start"], "end": e["end"],
         "score": round(float(np.mean(e["scores"])), 6)}
        for e in entities
    ]  # fmt: skip
