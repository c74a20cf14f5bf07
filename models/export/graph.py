"""A small writer of ONNX graphs: every operator returns the name of its output, so that a graph reads like a formula."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET, IR_VERSION = 21, 10
MICROSOFT = "com.microsoft"
ELEMENT_TYPES = {np.dtype(np.int64): TensorProto.INT64, np.dtype(np.float32): TensorProto.FLOAT}


class Graph:
    def __init__(self, name):
        self._name = name
        self._nodes, self._constants, self._inputs, self._outputs = [], {}, [], []
        self._domains = {""}

    def input(self, name, dtype, shape):
        self._inputs.append(helper.make_tensor_value_info(name, ELEMENT_TYPES[np.dtype(dtype)], shape))
        return name

    def output(self, name, value, dtype, shape):
        """Gives `value` to the caller under `name`."""
        self._nodes.append(helper.make_node("Identity", [value], [name], name=f"output/{name}"))
        self._outputs.append(helper.make_tensor_value_info(name, ELEMENT_TYPES[np.dtype(dtype)], shape))

    def constant(self, name, value):
        """A tensor stored in the file; the same name is the same tensor."""
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.asarray(value, order="C"), name)
        return name

    def number(self, value, dtype=np.float32):
        return self.constant(f"number/{np.dtype(dtype).name}/{value}", np.array(value, dtype=dtype))

    def shape(self, *sizes):
        return self.constant(f"shape/{'x'.join(map(str, sizes))}", np.array(sizes, dtype=np.int64))

    def add(self, operator, *inputs, outputs=1, domain="", **attributes):
        """Appends an operator. Returns the name of its output, or a list of names for several outputs."""
        node_name = f"{operator}_{len(self._nodes)}"
        names = [node_name if outputs == 1 else f"{node_name}.{number}" for number in range(outputs)]
        self._nodes.append(helper.make_node(operator, list(inputs), names, name=node_name, domain=domain, **attributes))
        self._domains.add(domain)
        return names[0] if outputs == 1 else names

    def model(self, description):
        graph = helper.make_graph(self._nodes, self._name, self._inputs, self._outputs, list(self._constants.values()))
        versions = {"": OPSET, MICROSOFT: 1}
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid(d, versions[d]) for d in sorted(self._domains)],
            ir_version=IR_VERSION, producer_name="scholion", doc_string=description,
        )  # fmt: skip
        onnx.checker.check_model(model)
        return model
