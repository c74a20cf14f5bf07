import shutil
import tempfile
import unittest
from pathlib import Path

import numpy as np
import tiny  # noqa: F401  sets the path of the modules under test
from tiny import EXPORT

import float_view
import onnx
import sessions

CATALOG = EXPORT.parent / "catalog/news-en"


class FloatViewTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        shutil.copyfile(CATALOG / "model.onnx", self.folder / "model.onnx")
        self.view = float_view.write(self.folder / "model.onnx")

    def test_is_the_one_in_the_catalogue(self):
        self.assertEqual(self.view.read_bytes(), (CATALOG / float_view.NAME).read_bytes())

    def test_holds_no_weights_and_no_operator_of_one_engine_alone(self):
        self.assertLess(self.view.stat().st_size, 100_000)
        model = onnx.load(self.view, load_external_data=False)
        self.assertEqual({node.domain for node in model.graph.node}, {""})

    def test_answers_as_the_int8_graph_does_but_for_its_rounding(self):
        ids = np.random.default_rng(4).integers(1000, 20000, (4, 24))
        ids[:, 0], ids[:, -1] = 101, 102
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        given["attention_mask"][1, 10:] = 0
        rounded, exact = (
            sessions.of(str(self.folder / name), only_weights=True).run(None, given)
            for name in ("model.onnx", float_view.NAME)
        )
        for one, other in zip(rounded, exact):
            self.assertGreater(np.abs(one - other).max(), 0)
            self.assertLess(np.abs(one - other).max(), 0.1 * np.abs(other).max())


if __name__ == "__main__":
    unittest.main()
