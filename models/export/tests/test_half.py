import unittest

import numpy as np
import onnxruntime
import tiny  # noqa: F401  puts the export on the path
from graph import Graph
from half import HalfPrecision
from onnx import TensorProto


class HalfPrecisionTest(unittest.TestCase):
    def setUp(self):
        """A masked softmax over a product and its norm, as attention has them."""
        draw = np.random.default_rng(4)
        self.matrix = draw.normal(size=(8, 8)).astype(np.float32)
        graph = Graph("attention")
        x = graph.input("x", np.float32, ["rows", 8])
        mask = graph.input("mask", np.int64, ["rows", 8])
        ones = graph.constant("ones", np.ones(8, np.float32))
        norm = graph.add("LayerNormalization", graph.add("MatMul", x, graph.constant("w", self.matrix)), ones, axis=-1)
        seen = graph.add("Cast", mask, to=TensorProto.BOOL)
        hidden = graph.add("Where", seen, graph.number(0.0), graph.number(float(np.finfo(np.float32).min)))
        graph.output("y", graph.add("Softmax", graph.add("Add", norm, hidden), axis=-1), np.float32, ["rows", 8])
        self.exact = graph.model("masked softmax")
        self.half = HalfPrecision(graph.model("masked softmax")).apply()

    def run_graph(self, model, x, mask):
        session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        return session.run(None, {"x": x, "mask": mask})[0]

    def test_answers_are_fp32_and_near(self):
        x = np.random.default_rng(5).normal(size=(3, 8)).astype(np.float32)
        mask = np.array([[1] * 8, [1] * 5 + [0] * 3, [1] + [0] * 7])
        actual = self.run_graph(self.half, x, mask)
        self.assertEqual(actual.dtype, np.float32)
        np.testing.assert_allclose(actual, self.run_graph(self.exact, x, mask), atol=2e-3)
        self.assertTrue((actual[1, 5:] == 0).all(), "what is masked has no share at all")

    def test_a_row_that_is_masked_altogether_stays_finite(self):
        actual = self.run_graph(self.half, np.ones((1, 8), np.float32), np.zeros((1, 8), np.int64))
        self.assertTrue(np.isfinite(actual).all())

    def test_weights_are_fp16_and_norms_are_computed_in_fp32(self):
        weights = {t.name: t.data_type for t in self.half.graph.initializer if list(t.dims) == [8, 8]}
        self.assertEqual(list(weights.values()), [TensorProto.FLOAT16])
        producers = {name: node.op_type for node in self.half.graph.node for name in node.output}
        (norm,) = [node for node in self.half.graph.node if node.op_type == "LayerNormalization"]
        self.assertEqual(producers[norm.input[0]], "Cast")


if __name__ == "__main__":
    unittest.main()
