"""A Transformers model as an ONNX graph, and the proof that the graph answers as the model does."""

import logging

import numpy as np
import onnx
import sessions
import torch
from graph import OPSET
from torch.export import Dim

logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it warns of libraries that no text model needs

TOLERANCE = 1e-4  # of the largest raw score, or of 1
SAMPLE = ["The mayor of Oslo opened 12 tram lines on Friday!", "ok", "A bird in the hand is worth two in the bush."]


class Network(torch.nn.Module):
    """Models as one function from tensors to tensors, which is all that a graph can be."""

    def __init__(self, checkpoints, names):
        super().__init__()
        self.models = torch.nn.ModuleList(checkpoint.model for checkpoint in checkpoints)
        self.heads = [checkpoint.head for checkpoint in checkpoints]
        self.names = names

    def forward(self, *inputs):
        given = dict(zip(self.names, inputs))
        results = []
        for model, head in zip(self.models, self.heads):
            answer = model(**given, return_dict=True)
            results.extend(answer[name] for name in head.outputs)
        return tuple(results)


def padded(encodings, names, pad_id):
    """Encodings of the tokenizers library as int64 arrays [rows, columns] by input name, padded on the right."""
    shape = len(encodings), max(len(e.ids) for e in encodings)
    arrays = {name: np.zeros(shape, dtype=np.int64) for name in names}
    arrays["input_ids"] += pad_id
    for row, encoding in enumerate(encodings):
        size = len(encoding.ids)
        for name, values in (("input_ids", encoding.ids), ("attention_mask", [1] * size), ("token_type_ids", encoding.type_ids)):
            if name in arrays:
                arrays[name][row, :size] = values
    return arrays


def trace(network, arrays, outputs, path, second_axes=()):
    """The graph of `network`, also written to `path`. Its inputs have any number of rows, and on their second axis any
    number of what `second_axes` calls it; of columns, if it says nothing."""
    axes = {name: Dim(name, min=1 if name != "columns" else 2) for name in ("rows", "columns", *second_axes)}
    dynamic = [{0: axes["rows"], 1: axes[second]} for second in second_axes or ["columns"] * len(arrays)]
    try:
        with torch.no_grad():
            torch.onnx.export(
                network.eval(),  # the exporter asks the outermost module whether dropout is on
                tuple(torch.from_numpy(values) for values in arrays.values()), str(path), input_names=list(arrays),
                output_names=outputs, opset_version=OPSET, dynamo=True, external_data=False, verbose=False,
                dynamic_shapes={"inputs": tuple(dynamic)},
            )  # fmt: skip
    except torch.onnx.OnnxExporterError as problem:
        raise SystemExit(f"torch cannot trace this architecture into a graph: {str(problem).splitlines()[0]}") from problem
    model = onnx.load(path)
    fixed = [each.name for each in model.graph.input if any(d.HasField("dim_value") for d in each.type.tensor_type.shape.dim[:2])]
    if fixed:
        raise SystemExit(f"torch traces this architecture for rows of one length only: {', '.join(fixed)}")
    for thing in (model, model.graph, *model.graph.node, *model.graph.initializer, *model.graph.input, *model.graph.output):
        thing.ClearField("metadata_props")  # where in whose source code a node came from
    model.graph.ClearField("value_info")  # shapes by the exporter's reckoning; readers work them out themselves
    return model


def check(graph, network, arrays):
    """The largest difference between graph and network, over the padded batch and its second row alone: what was traced
    must not have become a constant."""
    length = int(arrays["attention_mask"][1].sum())
    alone = {name: values[1:2, :length] for name, values in arrays.items()}
    return compare(graph, network, [arrays, alone])


def compare(graph, network, batches):
    """The largest difference over some batches. Fails above the tolerance, which grows with the scores themselves."""
    running = sessions.of(graph)
    largest = 0.0
    for batch in batches:
        with torch.no_grad():
            expected = network(*(torch.from_numpy(values) for values in batch.values()))
        for actual, wanted in zip(running.run(None, batch), expected, strict=True):
            difference = float(np.abs(actual - wanted.numpy()).max())
            if not difference < TOLERANCE * max(1.0, float(wanted.abs().max())):
                raise SystemExit(f"the graph answers differently from the model: by {difference}")
            largest = max(largest, difference)
    return largest
