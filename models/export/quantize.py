"""Weights as signed 8-bit integers with one scale for each channel."""

import numpy as np

LARGEST = 127


def by_channel(weight, axis):
    """`weight` as (int8 values, float32 scales): value * scale gives the weight back. One scale for each index that is
    left when `axis` is reduced; the scales keep that axis, with length 1. A channel of zeros has scale 1."""
    bound = np.abs(weight).max(axis=axis, keepdims=True)
    scale = np.where(bound > 0, bound / LARGEST, 1).astype(np.float32)
    values = np.clip(np.rint(weight / scale), -LARGEST, LARGEST).astype(np.int8)
    return values, scale
