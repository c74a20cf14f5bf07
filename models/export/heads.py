"""What the class of a checkpoint says: its task, the outputs of its graph, and how it is loaded."""

from dataclasses import dataclass

from transformers import (
    AutoModel,
    AutoModelForMaskedLM,
    AutoModelForQuestionAnswering,
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
)


@dataclass(frozen=True)
class Head:
    """`ending` of the class's name, `kind` of task as in model.yaml, `task` as it is called if nobody names it, and
    the `outputs` by Transformers' names."""

    ending: str
    kind: str
    task: str
    loader: type
    outputs: tuple


HEADS = (
    Head("ForSequenceClassification", "text-classification", "classification", AutoModelForSequenceClassification, ("logits",)),
    Head("ForTokenClassification", "token-classification", "entities", AutoModelForTokenClassification, ("logits",)),
    Head("ForQuestionAnswering", "question-answering", "answer", AutoModelForQuestionAnswering, ("start_logits", "end_logits")),
    Head("ForMaskedLM", "fill-mask", "fill", AutoModelForMaskedLM, ("logits",)),
    Head("Model", "sentence-embedding", "embedding", AutoModel, ("last_hidden_state",)),
)  # fmt: skip


def head_of(config, folder):
    """The head that config.json names."""
    architecture = (config.architectures or ["none"])[0]
    for head in HEADS:
        if architecture.endswith(head.ending) and not (head.kind == "sentence-embedding" and config.is_encoder_decoder):
            return head
    known = ", ".join("*" + head.ending for head in HEADS)
    raise SystemExit(f"{folder}: config.json names the architecture {architecture}; one of {known} is needed")


def activation_of(config):
    """How logits of a text classification become scores; the rule of Transformers' pipeline."""
    if config.problem_type == "regression":
        return "none"
    if config.problem_type == "multi_label_classification" or config.num_labels == 1:
        return "sigmoid"
    return "softmax"


def labels_of(config):
    return [config.id2label[number] for number in range(config.num_labels)]
