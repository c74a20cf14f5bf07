"""Entities from tag scores, token by token: Hugging Face's aggregation strategy "simple", for BIO, BIOES and BILOU."""

import numpy as np
from entities import softmax

PLACES = {"B": "begin", "I": "inside", "E": "end", "L": "end", "S": "single", "U": "single"}


def place_and_type(label):
    """A label without a known prefix is a type by itself."""
    if label == "O":
        return "outside", ""
    if len(label) > 2 and label[1] == "-" and label[0] in PLACES:
        return PLACES[label[0]], label[2:]
    return "inside", label


def simple(text, offsets, logits, labels):
    """The entities of one text. `offsets` are without special tokens, `logits` [tokens, labels].

    Neighbours of one type are one entity unless a label begins another; its score is the mean of its tokens' best
    scores. Entities neither begin nor end with a blank, and what is blank altogether is none.
    """
    groups, before = [], ("outside", "")
    for (start, end), scores in zip(offsets, softmax(np.asarray(logits, dtype=np.float64)), strict=True):
        place, kind = place_and_type(labels[scores.argmax()])
        goes_on = kind == before[1] and place in ("inside", "end") and before[0] in ("begin", "inside")
        if place != "outside":
            if not goes_on:
                groups.append({"type": kind, "start": start, "scores": []})
            groups[-1]["end"] = end
            groups[-1]["scores"].append(float(scores.max()))
        before = place, kind
    entities, taken = [], 0
    for group in groups:
        start, end = max(group["start"], taken), group["end"]
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end:
            taken = end
            score = round(float(np.mean(group["scores"])), 6)
            entities.append({"type": group["type"], "text": text[start:end], "start": start, "end": end, "score": score})
    return entities
