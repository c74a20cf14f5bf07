"""Exported graphs, and packages of the catalogue, as what turns token ids into logits."""

from tokenizers import Tokenizer

from . import evaluation, packages
from .tasks import QUESTIONS, Task


def logits_of(graph, tasks, threads):
    """The ONNX file as a function from (ids, mask, types) to {task: logits}."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
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


def _task(described):
    if described["kind"] == QUESTIONS:
        return Task(described["name"], QUESTIONS, tuple(described["output"]))
    several = described.get("activation") == "sigmoid"
    return Task(described["name"], described["kind"], tuple(described["labels"]), several)
