"""Exported graphs, and packages of the catalogue, as what turns token ids into logits."""

import sys
from pathlib import Path

import onnx
from tokenizers import Tokenizer

from . import evaluation, packages
from .tasks import MEAN, QUESTIONS, TEXTS, Task, mean_of

sys.path.append(str(Path(__file__).resolve().parents[2] / "export"))


def logits_of(graph, tasks, threads):
    """The ONNX graph, a file or its bytes, as a function from (ids, mask, types) to {task: logits}."""
    import sessions  # of models/export

    session = sessions.of(graph, threads)
    names = [output.name for output in session.get_outputs()]

    def run(ids, mask, types):
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        return evaluation.by_task(tasks, dict(zip(names, session.run(names, inputs))))

    return run


def package(folder):
    """(graph, tokenizer, tasks) of a package's folder: the graph of the package's own precision."""
    about = packages.description(folder)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return folder / packages.graph_of(about, about["precision"]), tokenizer, tuple(map(_task, about["tasks"]))


def with_mean(graph, tasks):
    """(the graph with one output more, tasks with one more): what the heads of texts read, the mean of the tokens.

    ValueError where no head of texts is a matrix product, as models/export/catalog.py makes them."""
    model = onnx.load(graph)
    makers = {output: node for node in model.graph.node for output in node.output}
    node = makers.get(next((task.name for task in tasks if task.kind == TEXTS), None))
    while node is not None and node.op_type != "MatMul":
        node = next((makers[name] for name in node.input if name in makers), None)
    if node is None:
        raise ValueError(f"{graph} has no head of texts that reads the mean of the tokens, so --mean cannot be learnt from it")
    mean, matrix = node.input
    width = next(tensor.dims[0] for tensor in model.graph.initializer if tensor.name == matrix)
    model.graph.node.append(onnx.helper.make_node("Identity", [mean], [MEAN]))
    model.graph.output.append(onnx.helper.make_tensor_value_info(MEAN, onnx.TensorProto.FLOAT, ["rows", width]))
    return model.SerializeToString(), (*tasks, mean_of(width))


def _task(described):
    if described["kind"] == QUESTIONS:
        return Task(described["name"], QUESTIONS, tuple(described["output"]))
    several = described.get("activation") == "sigmoid"
    return Task(described["name"], described["kind"], tuple(described["labels"]), several)
