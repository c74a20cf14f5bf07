"""What a package of the catalogue says of itself in its model.yaml."""

import yaml

MODEL_YAML = "model.yaml"


def is_package(folder):
    return (folder / MODEL_YAML).exists()


def description(folder):
    return yaml.safe_load((folder / MODEL_YAML).read_text(encoding="utf-8"))


def graph_of(about, precision):
    """The file of the graph of a precision. `about` is the description."""
    graphs = {each["precision"]: each["path"] for each in about.get("graphs", ())}
    return graphs.get(precision, "model.onnx")
