"""Changes in an ONNX graph: constants by value, nodes added behind others, and at the end only what is needed, in
order."""

import numpy as np
import onnx
from onnx import helper, numpy_helper


class GraphEditor:
    """Edits `model` in place. Names of new values begin with `prefix`."""

    def __init__(self, model, prefix):
        self.model, self.graph, self.prefix = model, model.graph, prefix
        self.nodes = list(model.graph.node)
        self._constants = {tensor.name: tensor for tensor in model.graph.initializer}
        self._count = 0

    def is_constant(self, name):
        return name in self._constants

    def value(self, name):
        """A constant as an array."""
        return numpy_helper.to_array(self._constants[name])

    def constant_shape(self, name):
        """The lengths of a constant's axes; empty for a number and for what is no constant."""
        return list(self._constants[name].dims) if name in self._constants else []

    def constant(self, name, value):
        """A tensor stored in the file; the same name is the same tensor."""
        name = f"{self.prefix}/{name}"
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def number(self, value, dtype=np.float32):
        return self.constant(f"number/{np.dtype(dtype).name}/{value}", np.array(value, dtype=dtype))

    def add(self, operator, *inputs, outputs=None, domain="", **attributes):
        """Appends a node whose outputs have the names given, or one new name. Returns the name of its first output."""
        self._count += 1
        name = f"{self.prefix}/{operator}_{self._count}"
        outputs = outputs or [name]
        self.nodes.append(helper.make_node(operator, list(inputs), outputs, name=name, domain=domain, **attributes))
        return outputs[0]

    def remove(self, node):
        self.nodes = [other for other in self.nodes if other is not node]

    def finish(self, domains=()):
        """Leaves the nodes and constants that the outputs need, each node behind those that it reads. `domains` are of
        operators that were added."""
        nodes = self._in_order()
        read = {name for node in nodes for name in node.input} | {output.name for output in self.graph.output}
        made = {name for node in nodes for name in node.output}
        infos = [info for info in self.graph.value_info if info.name in made]
        for field in ("node", "initializer", "value_info"):
            self.graph.ClearField(field)
        self.graph.node.extend(nodes)
        self.graph.initializer.extend(tensor for name, tensor in self._constants.items() if name in read)
        self.graph.value_info.extend(infos)
        present = {opset.domain for opset in self.model.opset_import}
        self.model.opset_import.extend(helper.make_opsetid(domain, 1) for domain in domains if domain not in present)
        onnx.checker.check_model(self.model)
        return self.model

    def _in_order(self):
        """The nodes that the outputs need, those first that others read."""
        producers = {name: node for node in self.nodes for name in node.output if name}
        placed, order = set(), []
        stack = [(producers[output.name], False) for output in reversed(self.graph.output)]
        while stack:
            node, inputs_placed = stack.pop()
            if id(node) in placed:
                continue
            if inputs_placed:
                placed.add(id(node))
                order.append(node)
            else:
                stack.append((node, True))
                stack.extend((producers[name], False) for name in node.input if name in producers)
        return order
