"""Is a score of 0.8 right in 8 of 10 cases? How far off it is, and one temperature for each head that mends most of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

BINS = 15


def log_softmax(logits):
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def expected_error(confidence, right):
    """Expected calibration error: the mean gap between confidence and accuracy, over bins of confidence weighted by
    their size."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [abs(confidence[bins == b].sum() - right[bins == b].sum()) for b in np.unique(bins)]
    return float(sum(gaps) / len(right))


@dataclass(frozen=True)
class Classes:
    """Answers that are classes: `logits` [answers, classes], `truth` class ids."""

    logits: np.ndarray
    truth: np.ndarray

    def surprise(self, temperature):
        """Minus the log of the chance that each truth was given, summed."""
        return float(-log_softmax(self.logits / temperature)[np.arange(len(self.truth)), self.truth].sum())

    def error(self, temperature=1.0):
        chances = np.exp(log_softmax(self.logits / temperature))
        return expected_error(chances.max(-1), chances.argmax(-1) == self.truth)


@dataclass(frozen=True)
class Answers:
    """Answers that are right or wrong: `given_at(temperature)` is (their scores, whether each is right)."""

    given_at: Callable

    def surprise(self, temperature):
        """Minus the log of the chance that each score gave to what came, right or wrong, summed."""
        score, right = self.given_at(temperature)
        came = np.where(right, score, 1 - score)
        return float(-np.log(np.clip(came, 1e-6, 1)).sum())

    def error(self, temperature=1.0):
        return expected_error(*self.given_at(temperature))


def best_temperature(data_sets, lowest=0.2, highest=10.0, steps=25):
    """The temperature at which Classes or Answers surprise least: golden section over its logarithm, where there is one
    minimum."""

    def surprise(temperature):
        return sum(each.surprise(temperature) for each in data_sets)

    ratio = (np.sqrt(5) - 1) / 2
    low, high = np.log(lowest), np.log(highest)
    for _ in range(steps):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if surprise(np.exp(left)) < surprise(np.exp(right)):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2))
