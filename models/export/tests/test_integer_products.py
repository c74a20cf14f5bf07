import tempfile
import unittest

import numpy as np
import tiny  # sets the path of the modules under test
import sessions
from graph import Graph
from integer_products import IntegerProducts
from onnx import TensorProto
from tiny import NEEDS_TORCH, bert

if tiny.transformers:
    import tracing
    from heads import head_of
    from transformers import DebertaV2Config, DebertaV2ForTokenClassification


class Wrapped:
    """What tracing needs of a checkpoint."""

    def __init__(self, model):
        model.set_attn_implementation("eager")
        self.model, self.head = model, head_of(model.config, "a test")


def traced(model, folder, names=("input_ids", "attention_mask")):
    model.config.architectures = [type(model).__name__]
    network = tracing.Network([Wrapped(model)], list(names))
    ids = np.random.default_rng(1).integers(5, 90, (3, 7))
    arrays = {name: ids if name == "input_ids" else np.ones_like(ids) for name in names}
    return tracing.trace(network, arrays, ["logits"], f"{folder}/traced.onnx")


def run(model, rows):
    """The output for rows of ids, padded to the longest."""
    columns = max(map(len, rows))
    ids = np.array([row + [0] * (columns - len(row)) for row in rows], dtype=np.int64)
    mask = np.array([[1] * len(row) + [0] * (columns - len(row)) for row in rows], dtype=np.int64)
    return sessions.of(model.SerializeToString()).run(None, {"input_ids": ids, "attention_mask": mask})[0]


@NEEDS_TORCH
class TracedGraphTest(unittest.TestCase):
    rows = [[2, 7, 9, 3], [2, 30, 31, 32, 33, 34, 35, 3], [2, 3], [2, 44, 3]]

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def graphs(self, model):
        """The fp32 and the int8 graph."""
        exact, rounded = traced(model, self.folder), traced(model, self.folder)
        rounded, self.changed = IntegerProducts(rounded).apply()
        return exact, rounded

    def assert_rows_do_not_look_at_each_other(self, model):
        together = run(model, self.rows)
        for number, row in enumerate(self.rows):
            np.testing.assert_allclose(run(model, [row])[0], together[number, : len(row)], atol=2e-5)

    def test_bert(self):
        exact, rounded = self.graphs(bert("BertForTokenClassification", num_labels=5, vocab_size=100))
        self.assertEqual(self.changed, (2 * 6, 1), "six products a layer, and the word embeddings; not the head")
        self.assert_rows_do_not_look_at_each_other(rounded)
        expected, actual = run(exact, self.rows[1:2]), run(rounded, self.rows[1:2])
        self.assertGreater(np.abs(actual - expected).max(), 0)
        self.assertLess(np.abs(actual - expected).max(), 0.02 * np.abs(expected).max())

    def test_another_family(self):
        """DeBERTa has products of its relative positions besides."""
        config = DebertaV2Config(
            hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64, vocab_size=100, num_labels=5,
            relative_attention=True, pos_att_type=["p2c", "c2p"], position_buckets=8, type_vocab_size=0,
        )  # fmt: skip
        _, rounded = self.graphs(tiny.random_model(DebertaV2ForTokenClassification, config))
        self.assertGreaterEqual(self.changed[0], 2 * 6)
        self.assert_rows_do_not_look_at_each_other(rounded)

    def test_tied_embeddings_are_stored_once(self):
        model = bert("BertForMaskedLM", vocab_size=1000, num_hidden_layers=1)
        exact, rounded = self.graphs(model)
        words = [t for t in rounded.graph.initializer if 1000 in t.dims and len(t.dims) == 2 and 32 in t.dims]
        self.assertEqual([t.data_type for t in words], [TensorProto.INT8])
        np.testing.assert_allclose(run(rounded, self.rows), run(exact, self.rows), atol=0.05 * np.abs(run(exact, self.rows)).max())


class ProductTest(unittest.TestCase):
    """Without torch: a graph of one product."""

    def setUp(self):
        graph = Graph("product")
        x = graph.input("x", np.float32, ["rows", 16])
        self.matrix = np.random.default_rng(2).normal(size=(16, 8)).astype(np.float32)
        bias = graph.constant("b", np.arange(8, dtype=np.float32))
        graph.output("y", graph.add("Gemm", x, graph.constant("w", self.matrix.T), bias, transB=1), np.float32, ["rows", 8])
        self.model, self.changed = IntegerProducts(graph.model("a product")).apply()

    def test_a_gemm_keeps_its_bias_and_its_transposed_matrix(self):
        self.assertEqual(self.changed, (1, 0))
        x = np.random.default_rng(3).normal(size=(5, 16)).astype(np.float32) * np.array([[1e-3], [1], [1e3], [0], [5]], np.float32)
        session = sessions.of(self.model.SerializeToString())
        actual, expected = session.run(None, {"x": x})[0] - np.arange(8), x @ self.matrix
        for row in range(5):  # each row is exact to its own scale, however large its neighbours are
            np.testing.assert_allclose(actual[row], expected[row], atol=0.02 * np.abs(expected[row]).max() + 1e-6)

    def test_weights_are_signed(self):
        """ONNX Runtime's fast kernels take no others."""
        self.assertEqual([t.data_type for t in self.model.graph.initializer if list(t.dims) == [16, 8]], [TensorProto.INT8])


if __name__ == "__main__":
    unittest.main()
