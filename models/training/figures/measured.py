"""A package's measured.json: what was measured of it beside `quality` in model.yaml, so that its card can be written again
without the run and its data."""

import json

from finetuning.packages import description

from . import readme, sections

NAME, BEHAVIOUR, CARD = "measured.json", "behaviour.json", "README.md"


def read(package, name=NAME):
    """{} where there is no such file."""
    path = package / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def text_of(measured):
    """One line for each item of each list, so that a change of one figure is a change of one line."""
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {_lines(value, 1)}" for key, value in measured.items()) + "\n}\n"


def _lines(value, depth):
    if isinstance(value, list) and value and isinstance(value[0], dict):
        lines = ",\n".join(" " * depth + json.dumps(item, ensure_ascii=False) for item in value)
        return f"[\n{lines}]"
    if isinstance(value, dict) and any(isinstance(item, list) for item in value.values()):
        lines = ",\n".join(" " * depth + f"{json.dumps(key)}: {_lines(item, depth + 1)}" for key, item in value.items())
        return f"{{\n{lines}}}"
    return json.dumps(value, ensure_ascii=False)


def card_of(package):
    """The package's README.md as its figures have it: the committed text with the measured sections written anew."""
    about = description(package)
    path = package / CARD
    text = path.read_text(encoding="utf-8") if path.exists() else readme.draft(about, sections.HEADINGS)
    return readme.filled(text, sections.all_sections(about, read(package), read(package, BEHAVIOUR)))


def of_what(about):
    """What tells one version of a package from another: its version, and the digest of its default graph."""
    digests = {each["path"]: each["sha256"] for each in about.get("files", ())}
    graphs = {each["precision"]: each["path"] for each in about.get("graphs", ())}
    return {"version": about.get("version"), "sha256": digests.get(graphs.get(about.get("precision"), "model.onnx"))}


def is_stale(package):
    """Whether the package was made anew since it was measured."""
    return read(package).get("package") != of_what(description(package))


def sizes(package, about):
    """The graphs and the tokenizer of a package: path, bytes and, of graphs, the precision. Weights that lie beside a graph
    count with the files that model.yaml names."""
    precisions = {each["path"]: each["precision"] for each in about.get("graphs", ())}
    files = [each["path"] for each in about["files"] if not each["path"].startswith("golden")]
    found = []
    for path in files:
        precision = {"precision": precisions[path]} if path in precisions else {}
        found.append({"path": path, "bytes": (package / path).stat().st_size, **precision})
    return found
