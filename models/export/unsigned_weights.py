"""Graphs whose integer products read unsigned weights instead of signed ones: each weight and its zero point are 128 more,
so no product changes.

x86 without VNNI adds two products of an unsigned and a signed byte in 16 bits and stops at 32,767, so ONNX Runtime's
answers are wrong there wherever large activations meet large weights. It multiplies two unsigned bytes rightly.
"""

import copy
import functools
from typing import NamedTuple

import numpy as np
import onnxruntime
from graph import MICROSOFT
from onnx import TensorProto, helper, numpy_helper


class Places(NamedTuple):
    """Where an operator has its matrix and the zero point of that."""

    matrix: int
    zero_point: int


PRODUCTS = {
    ("", "MatMulInteger"): Places(1, 3),
    (MICROSOFT, "MatMulIntegerToFloat"): Places(1, 5),
    (MICROSOFT, "DynamicQuantizeMatMul"): Places(1, 3),
}

SHIFT, MIDDLE = "128/int32", "128/uint8/unsigned"


@functools.cache
def are_needed():
    """Whether products with signed weights stop at a limit on this processor; found by trying it."""
    node = helper.make_node("MatMulInteger", ["x", "w"], ["y"])
    x, y = (helper.make_tensor_value_info(*value, [2, 4]) for value in (("x", TensorProto.UINT8), ("y", TensorProto.INT32)))
    weights = numpy_helper.from_array(np.full((4, 4), 127, dtype=np.int8), "w")
    made = helper.make_graph([node], "trial", [x], [y], [weights])
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    products = session.run(None, {"x": np.full((2, 4), 255, dtype=np.uint8)})[0]
    return bool((products != 4 * 255 * 127).any())


def would_change(model):
    """Whether the model has products with signed weights."""
    return any(_signed_products(model))


def give(model):
    """Changes the model's integer products as our exports make them: of unsigned activations, with weights that have no zero
    point or one of their own type. New nodes make the unsigned weights, which ONNX Runtime computes once."""
    nodes, made = [], set()

    def unsigned(name):
        new = f"{name}/unsigned"
        if new not in made:
            made.add(new)
            nodes.extend([
                helper.make_node("Cast", [name], [f"{new}/int32"], to=TensorProto.INT32),
                helper.make_node("Add", [f"{new}/int32", SHIFT], [f"{new}/int32/128"]),
                helper.make_node("Cast", [f"{new}/int32/128"], [new], to=TensorProto.UINT8),
            ])  # fmt: skip
        return new

    products = dict(_signed_products(model))
    for number, original in enumerate(model.graph.node):
        node = copy.deepcopy(original)
        if places := products.get(number):
            zero_point = node.input[places.zero_point] if len(node.input) > places.zero_point else ""
            node.input.extend([""] * (places.zero_point + 1 - len(node.input)))
            node.input[places.matrix] = unsigned(node.input[places.matrix])
            node.input[places.zero_point] = unsigned(zero_point) if zero_point else MIDDLE
        nodes.append(node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    for name, kind in ((SHIFT, np.int32), (MIDDLE, np.uint8)):
        model.graph.initializer.append(numpy_helper.from_array(np.array(128, dtype=kind), name))


def _signed_products(model):
    """(number of the node, places) of each."""
    signed = {tensor.name for tensor in model.graph.initializer if tensor.data_type == TensorProto.INT8}
    for number, node in enumerate(model.graph.node):
        if node.op_type == "Transpose" and node.input[0] in signed:
            signed.add(node.output[0])
        places = PRODUCTS.get((node.domain, node.op_type))
        if places and node.input[places.matrix] in signed:
            yield number, places
