"""A graph in fp16 for GPUs: integers in and fp32 out as before."""

import numpy as np
import onnx
from editing import GraphEditor
from onnx import TensorProto, helper, numpy_helper

# Sums over many values, and powers: in fp16 they overflow, or lose what is small. Range counts tokens.
KEPT_IN_FP32 = {
    "LayerNormalization", "Softmax", "LogSoftmax", "Pow", "ReduceMean", "ReduceSum", "Sqrt", "Reciprocal", "CumSum", "Range",
}  # fmt: skip

FAR_BELOW = 1e4  # a mask's -3e38 becomes -1e4: its softmax is exactly 0, and adding a score to it cannot overflow


class HalfPrecision:
    """Every fp32 value becomes fp16, save inside the operators that stay in fp32, which have casts around them."""

    def __init__(self, model):
        inferred = onnx.shape_inference.infer_shapes(model).graph
        self.floats = {
            value.name for value in (*inferred.value_info, *inferred.output, *inferred.input)
            if value.type.tensor_type.elem_type == TensorProto.FLOAT
        } | {tensor.name for tensor in model.graph.initializer if tensor.data_type == TensorProto.FLOAT}  # fmt: skip
        self.editor = GraphEditor(model, "fp16")
        self.inputs = {value.name for value in model.graph.input} & self.floats
        self.outputs = {value.name for value in model.graph.output} & self.floats
        self._casts = {}

    def apply(self):
        editor = self.editor
        for node in list(editor.nodes):
            kept = node.op_type in KEPT_IN_FP32
            for position, name in enumerate(node.input):
                if name in self.floats:
                    node.input[position] = self._full(name) if kept else self._half(name)
            for position, name in enumerate(node.output):
                if name not in self.floats:
                    continue
                if kept:
                    node.output[position] = f"{name}/fp32"
                    editor.add("Cast", node.output[position], outputs=[self._name(name)], to=TensorProto.FLOAT16)
                else:
                    node.output[position] = self._name(name)
            if not kept:
                _halve_attributes(node)
        for name in self.inputs:
            editor.add("Cast", name, outputs=[self._name(name)], to=TensorProto.FLOAT16)
        for name in self.outputs:
            editor.add("Cast", self._name(name), outputs=[name], to=TensorProto.FLOAT)
        return editor.finish()

    def _name(self, name):
        """A value of the old graph as fp16 in the new one."""
        return f"{name}/fp16" if name in self.inputs | self.outputs else name

    def _half(self, name):
        if not self.editor.is_constant(name):
            return self._name(name)
        values = np.clip(self.editor.value(name), -FAR_BELOW, FAR_BELOW)
        return self.editor.constant(name, values.astype(np.float16))

    def _full(self, name):
        if self.editor.is_constant(name):
            return name
        if name not in self._casts:
            self._casts[name] = self.editor.add("Cast", self._name(name), to=TensorProto.FLOAT)
        return self._casts[name]


def _halve_attributes(node):
    """What a node itself says of the type of its output."""
    for attribute in node.attribute:
        if node.op_type in ("Cast", "EyeLike") and attribute.name in ("to", "dtype") and attribute.i == TensorProto.FLOAT:
            attribute.i = TensorProto.FLOAT16
        elif node.op_type == "ConstantOfShape" and attribute.t.data_type == TensorProto.FLOAT:
            attribute.t.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(attribute.t).astype(np.float16)))
    if node.op_type == "ConstantOfShape" and not node.attribute:
        node.attribute.append(helper.make_attribute("value", numpy_helper.from_array(np.zeros(1, np.float16))))
