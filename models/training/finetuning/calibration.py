"""Is a score of 0.8 right in 8 of 10 cases? How far off it is, and one temperature for each head that mends most of it."""

import numpy as np

BINS = 15


def log_softmax(logits):
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def calibration_error(logits, truth, temperature=1.0):
    """Expected calibration error: the mean gap between confidence and accuracy, over bins of confidence weighted by
    their size. `logits` are [answers, classes], `truth` class ids."""
    chances = np.exp(log_softmax(logits / temperature))
    confidence, right = chances.max(-1), chances.argmax(-1) == truth
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [abs(confidence[bins == b].sum() - right[bins == b].sum()) for b in np.unique(bins)]
    return float(sum(gaps) / len(truth))


def surprise(logits, truth, temperature=1.0):
    """Minus the mean log of the chance that the truth was given."""
    return float(-log_softmax(logits / temperature)[np.arange(len(truth)), truth].mean())


def best_temperature(logits, truth, lowest=0.2, highest=10.0, steps=60):
    """The temperature that surprises least: golden section over its logarithm, where there is one minimum."""
    ratio = (np.sqrt(5) - 1) / 2
    low, high = np.log(lowest), np.log(highest)
    for _ in range(steps):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if surprise(logits, truth, np.exp(left)) < surprise(logits, truth, np.exp(right)):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2))
