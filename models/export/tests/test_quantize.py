import sys
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from quantize import by_channel


class ByChannelTest(unittest.TestCase):
    def test_gives_the_weight_back_within_half_a_step(self):
        weight = np.random.default_rng(7).normal(size=(64, 48)).astype(np.float32)
        values, scales = by_channel(weight, axis=0)
        self.assertEqual((values.dtype, scales.shape), (np.int8, (1, 48)))
        self.assertTrue((np.abs(values * scales - weight) <= scales / 2 + 1e-6).all())

    def test_each_channel_uses_the_whole_range(self):
        weight = np.array([[1.0, 0.001], [-4.0, 0.002]], dtype=np.float32)
        values, _ = by_channel(weight, axis=0)
        self.assertEqual(np.abs(values).max(axis=0).tolist(), [127, 127])

    def test_a_channel_of_zeros_stays_zero(self):
        values, scales = by_channel(np.zeros((3, 2), dtype=np.float32), axis=1)
        self.assertTrue((values == 0).all() and np.isfinite(scales).all())


if __name__ == "__main__":
    unittest.main()
