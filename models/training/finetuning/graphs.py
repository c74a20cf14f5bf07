"""Exported graphs, and packages of the catalogue, as what turns token ids into logits."""

import yaml
from tokenizers import Tokenizer

from . import evaluation
from .tasks import QUESTIONS, Task

MODEL_YAML = "model.yaml"


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


def is_package(folder):
    return (folder / MODEL_YAML).exists()


def description(folder):
    """model.yaml of a package."""
    return yaml.safe_load((folder / MODEL_YAML).read_text(encoding="utf-8"))


def package(folder):
    """(graph, tokenizer, tasks) of a package's folder: the graph of the package's own precision."""
    about = description(folder)
    graphs = {each["precision"]: each["path"] for each in about.get("graphs", ())}
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return folder / graphs.get(about["precision"], "model.onnx"), tokenizer, tuple(map(_task, about["tasks"]))


def _task(described):
    if described["kind"] == QUESTIONS:
        return Task(described["name"], QUESTIONS, tuple(described["output"]))
    several = described.get("activation") == "sigmoid"
    return Task(described["name"], described["kind"], tuple(described["labels"]), several)
