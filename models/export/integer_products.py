"""Integer products in any exported graph: weights signed with a scale for each channel, activations with a scale for
each token.

Every MatMul or Gemm with a constant matrix is one, and the embeddings that `input_ids` choose from are stored as
integers. What has no constant matrix (the products of attention) stays as it is. A scale for each token, and not one
for the whole tensor, is what keeps the answer for a text independent of the texts beside it.
"""

import numpy as np
from editing import GraphEditor
from graph import MICROSOFT
from onnx import TensorProto, helper
from quantize import LARGEST, by_channel

ZERO_POINT = 128
SMALLEST_SCALE = 1e-12  # a token of zeros must not divide by zero
NARROWING = 4  # a product to less than a quarter of its width is a head's: it costs nothing, and its rounding would show


class IntegerProducts:
    def __init__(self, model):
        self.editor = GraphEditor(model, "int8")
        self._quantized, self._tables = {}, {}
        self._transposed = {  # constant matrices that the graph turns: {turned: constant}
            node.output[0]: node.input[0] for node in self.editor.nodes
            if node.op_type == "Transpose" and len(self.editor.constant_shape(node.input[0])) == 2
        }  # fmt: skip

    def apply(self):
        """The changed model, and how many products and embeddings were changed."""
        products = embeddings = 0
        for node in list(self.editor.nodes):
            if self._is_word_embedding(node):
                self._replace_embedding(node)
                embeddings += 1
        for node in list(self.editor.nodes):
            matrix = self._matrix(node)
            if matrix is not None and NARROWING * matrix.shape[1] >= len(matrix):
                self._replace_product(node, matrix)
                products += 1
        return self.editor.finish([MICROSOFT]), (products, embeddings)

    def _matrix(self, node):
        """The constant factor [K, N] of a product, or None."""
        if node.op_type not in ("MatMul", "Gemm"):
            return None
        constant = self._transposed.get(node.input[1], node.input[1])
        if len(self.editor.constant_shape(constant)) != 2:
            return None
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        if attributes.get("transA") or attributes.get("alpha", 1) != 1 or attributes.get("beta", 1) != 1:
            return None
        matrix = self.editor.value(constant)
        if matrix.dtype != np.float32:
            return None
        return matrix.T if bool(attributes.get("transB")) != (constant != node.input[1]) else matrix

    def _replace_product(self, node, matrix):
        """`MatMulIntegerToFloat` is MatMulInteger and the scales of the columns in one pass; the tokens' follow it."""
        editor = self.editor
        values, scales = self._weight(node.input[1], matrix)
        quantized, token_scale = self._tokens(node.input[0], len(matrix))
        total = editor.add(
            "MatMulIntegerToFloat", quantized, values, editor.number(1.0), scales, editor.number(ZERO_POINT, np.uint8),
            domain=MICROSOFT,
        )  # fmt: skip
        bias = [name for name in node.input[2:] if name]
        product = editor.add("Mul", total, token_scale, outputs=None if bias else list(node.output))
        if bias:
            editor.add("Add", product, *bias, outputs=list(node.output))
        editor.remove(node)

    def _weight(self, name, matrix):
        """The names of values [K, N] and scales [N]. A matrix that is the word embeddings over again is not stored
        twice."""
        editor = self.editor
        for table, weight in self._tables.items():
            if weight.shape[::-1] == matrix.shape and np.array_equal(weight.T, matrix):
                scales = editor.add("Squeeze", f"{editor.prefix}/{table}/scales", editor.constant("second", np.array([1])))
                return editor.add("Transpose", f"{editor.prefix}/{table}/values", perm=[1, 0]), scales
        values, scales = by_channel(matrix, axis=0)
        return editor.constant(f"{name}/columns", values), editor.constant(f"{name}/column_scales", scales.reshape(-1))

    def _tokens(self, x, width):
        """x as uint8 around 128 and its scales [..., 1]; done once for an x that feeds several products."""
        if x not in self._quantized:
            editor = self.editor
            bound = editor.add("ReduceMax", editor.add("Abs", x), editor.constant("last", np.array([-1])), keepdims=1)
            scale = editor.add("Mul", editor.add("Max", bound, editor.number(SMALLEST_SCALE)), editor.number(1 / LARGEST))
            zero_points = editor.add("Expand", editor.number(ZERO_POINT, np.uint8), editor.add("Shape", scale))
            values = editor.add("QuantizeLinear", x, scale, zero_points, axis=-1, block_size=width)
            self._quantized[x] = values, scale
        return self._quantized[x]

    def _is_word_embedding(self, node):
        return node.op_type == "Gather" and node.input[1] == "input_ids" and len(self.editor.constant_shape(node.input[0])) == 2

    def _replace_embedding(self, node):
        editor, (table, ids) = self.editor, node.input
        weight = editor.value(table)
        self._tables[table] = weight
        values, scales = by_channel(weight, axis=1)
        rows = editor.add("Gather", editor.constant(f"{table}/values", values), ids)
        row_scales = editor.add("Gather", editor.constant(f"{table}/scales", scales), ids)
        editor.add("Mul", editor.add("Cast", rows, to=TensorProto.FLOAT), row_scales, outputs=list(node.output))
        editor.remove(node)
