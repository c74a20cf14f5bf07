import platform
import tempfile
import unittest
from pathlib import Path

import numpy as np
import tiny  # noqa: F401  sets the path of the modules under test
import onnx
import sessions
import unsigned_weights
from graph import MICROSOFT
from onnx import TensorProto, helper, numpy_helper

CPU = Path("/proc/cpuinfo")
ROWS, INNER, COLUMNS = 3, 70, 5


def near(limit, shape, kind):
    """Most of them near to the limit of their range."""
    draw = np.random.default_rng(limit)
    values = limit - draw.integers(0, 2, shape)
    return np.where(draw.random(shape) < 0.25, draw.integers(limit - 255, limit + 1, shape), values).astype(kind)


class UnsignedWeightsTest(unittest.TestCase):
    """What comes out of changed graphs is compared with numpy's products: those of the graphs as they were are wrong on some
    processors."""

    x, weights = near(255, (ROWS, INNER), np.uint8), near(127, (INNER, COLUMNS), np.int8)
    zero_points = np.array([0, 3, -128, 127, -1], dtype=np.int8)

    def products(self, zero_points=np.int8(0)):
        return (self.x.astype(int) - 128) @ (self.weights.astype(int) - zero_points.astype(int))

    def model(self, operator, domain, inputs, kind=TensorProto.INT32, **tensors):
        tensors = {"w": self.weights, "zx": np.array(128, dtype=np.uint8), **tensors}
        shape = helper.make_tensor_value_info
        made = helper.make_graph(
            [helper.make_node(operator, inputs, ["y"], domain=domain), helper.make_node("Identity", ["w"], ["same"])], "products",
            [shape("x", TensorProto.UINT8, [ROWS, INNER])],
            [shape("y", kind, [ROWS, COLUMNS]), shape("same", TensorProto.INT8, [INNER, COLUMNS])],
            [numpy_helper.from_array(values, name) for name, values in tensors.items()],
        )  # fmt: skip
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(made, opset_imports=opsets, ir_version=8)

    def assert_answers(self, model, expected):
        self.assertTrue(unsigned_weights.would_change(model))
        unsigned_weights.give(model)
        self.assertFalse(unsigned_weights.would_change(model))
        actual, same = sessions.of(model.SerializeToString()).run(None, {"x": self.x})
        np.testing.assert_allclose(actual, expected, rtol=1e-6)
        np.testing.assert_array_equal(same, self.weights)  # for whatever else reads them

    def test_no_product_changes(self):
        self.assert_answers(self.model("MatMulInteger", "", ["x", "w", "zx"]), self.products())

    def test_zero_points_are_shifted(self):
        model = self.model("MatMulInteger", "", ["x", "w", "zx", "zw"], zw=self.zero_points)
        self.assert_answers(model, self.products(self.zero_points))

    def test_products_that_scale_their_result(self):
        scales = {"sx": np.array(0.5, dtype=np.float32), "sw": np.array(0.25, dtype=np.float32)}
        inputs = ["x", "w", "sx", "sw", "zx"]
        model = self.model("MatMulIntegerToFloat", MICROSOFT, inputs, TensorProto.FLOAT, **scales)
        self.assert_answers(model, self.products() / 8)

    def test_weights_that_are_turned_on_the_way(self):
        model = self.model("MatMulInteger", "", ["x", "turned", "zx"], original=np.ascontiguousarray(self.weights.T))
        model.graph.node.insert(0, helper.make_node("Transpose", ["original"], ["turned"]))
        self.assert_answers(model, self.products())

    def test_every_session_multiplies_rightly(self):
        model = self.model("MatMulInteger", "", ["x", "w", "zx"])
        np.testing.assert_array_equal(sessions.of(model.SerializeToString()).run(["y"], {"x": self.x})[0], self.products())
        path = Path(self.enterContext(tempfile.TemporaryDirectory())) / "model.onnx"
        onnx.save(model, path, save_as_external_data=True, location="weights", size_threshold=0)
        np.testing.assert_array_equal(sessions.of(str(path)).run(["y"], {"x": self.x})[0], self.products())

    @unittest.skipUnless(platform.machine() == "x86_64" and CPU.exists(), "only Linux on x86 names its instructions")
    def test_they_are_needed_where_the_processor_has_no_instruction_for_such_sums(self):
        has_one = bool({"avx512_vnni", "avx_vnni"} & set(CPU.read_text().split()))
        self.assertEqual(unsigned_weights.are_needed(), not has_one)


if __name__ == "__main__":
    unittest.main()
