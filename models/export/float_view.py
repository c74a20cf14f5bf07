"""A graph in floating point over the weights of an int8 graph: for engines that know no integer products, such as
TensorRT's.

    python models/export/float_view.py models/catalog/news-en

writes `model_fp32.onnx` beside `model.onnx`. It is small: every large tensor of it lies in the int8 graph's own file, by
offset. The weights are the int8 graph's, rounding included; what is no longer rounded is what flows between them. All
operators are standard ones.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
from editing import GraphEditor
from onnx import TensorProto, helper

NAME = "model_fp32.onnx"
OPSET = 19  # the newest that TensorRT 10.6 reads
SMALLEST = 1024  # bytes of a tensor that is worth a reference


class FloatView:
    def __init__(self, model):
        self.editor = GraphEditor(model, "float")
        self._producers = {name: node for node in self.editor.nodes for name in node.output}

    def apply(self):
        """The changed model, and how many products and embeddings were changed."""
        products = embeddings = 0
        for node in list(self.editor.nodes):
            if node.op_type == "MatMulInteger":
                self._replace_product(node)
                products += 1
            elif node.op_type == "SkipLayerNormalization":
                self._replace_normalization(node)
            elif node.op_type == "Gelu":
                self._replace_gelu(node)
            elif node.op_type == "Gather" and self._is_rounded(node.input[0]):
                self._replace_embedding(node)
                embeddings += 1
        model = self.editor.model
        del model.opset_import[:]
        model.opset_import.extend([helper.make_opsetid("", OPSET)])
        return self.editor.finish(), (products, embeddings)

    def _is_rounded(self, name):
        return self.editor.is_constant(name) and self.editor.value(name).dtype == np.int8

    def _only_reader(self, name):
        (reader,) = (node for node in self.editor.nodes if name in node.input)
        return reader

    def _other(self, node, name):
        return next(each for each in node.input if each != name)

    def _replace_product(self, node):
        """MatMulInteger, Cast, the tokens' scales and the columns' scales: the matrix by its scales, and a product."""
        x = self._producers[node.input[0]].input[0]
        cast = self._only_reader(node.output[0])
        by_token = self._only_reader(cast.output[0])
        by_column = self._only_reader(by_token.output[0])
        scales = self._other(by_column, by_token.output[0])
        matrix = self.editor.add("DequantizeLinear", node.input[1], scales, axis=1)
        self.editor.add("MatMul", x, matrix, outputs=list(by_column.output))
        for each in (node, cast, by_token, by_column):
            self.editor.remove(each)

    def _replace_embedding(self, node):
        """Gather, Cast and the words' scales: the table by its scales, and a Gather."""
        table, ids = node.input
        cast = self._only_reader(node.output[0])
        product = self._only_reader(cast.output[0])
        gathered = self._producers[self._other(product, cast.output[0])]
        scales = self.editor.constant("word_scales", self.editor.value(gathered.input[0]).reshape(-1))
        rows = self.editor.add("DequantizeLinear", table, scales, axis=0)
        self.editor.add("Gather", rows, ids, outputs=list(product.output))
        for each in (node, cast, product):
            self.editor.remove(each)

    def _replace_normalization(self, node):
        x, skip, weight, bias = node.input
        epsilon = next(helper.get_attribute_value(each) for each in node.attribute if each.name == "epsilon")
        total = self.editor.add("Add", x, skip)
        self.editor.add(
            "LayerNormalization", total, weight, bias, axis=-1, epsilon=epsilon, outputs=list(node.output)[:1]
        )
        self.editor.remove(node)

    def _replace_gelu(self, node):
        """x times the half of 1 + erf(x / sqrt 2), by operators that engines put together again."""
        editor, x = self.editor, node.input[0]
        erf = editor.add("Erf", editor.add("Div", x, editor.number(np.sqrt(2))))
        share = editor.add("Mul", editor.add("Add", erf, editor.number(1.0)), editor.number(0.5))
        editor.add("Mul", x, share, outputs=list(node.output))
        editor.remove(node)


def refer(model, name, stored):
    """Takes the large tensors out of `model` where the file `name`, whose bytes are `stored`, has the same bytes."""
    for tensor in model.graph.initializer:
        values = tensor.raw_data
        place = stored.find(values) if len(values) >= SMALLEST else -1
        if place >= 0:
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in (("location", name), ("offset", place), ("length", len(values))):
                tensor.external_data.add(key=key, value=str(value))


def write(graph):
    """Writes the view beside an int8 graph. Returns its path."""
    model, (products, embeddings) = FloatView(onnx.load(graph)).apply()
    if not products or not embeddings:
        raise SystemExit(f"{graph} has {products} integer products and {embeddings} rounded embeddings: nothing to do")
    left = {node.op_type for node in model.graph.node if node.domain or "Integer" in node.op_type}
    if left:
        raise SystemExit(f"{graph} has operators that no other engine knows: {', '.join(sorted(left))}")
    refer(model, graph.name, graph.read_bytes())
    model.doc_string = f"floating point over the weights in {graph.name}"
    view = graph.with_name(NAME)
    onnx.save(model, view)
    onnx.checker.check_model(str(view))
    return view


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="folder whose model.onnx is an int8 graph made by encoder_graph.py")
    view = write(parser.parse_args().package / "model.onnx")
    print(f"{view}: {view.stat().st_size} bytes")


if __name__ == "__main__":
    main()
