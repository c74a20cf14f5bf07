"""The text of a package's model.yaml: one line for each file, graph, task, data set and measure."""

import hashlib

import yaml

NAME = "model.yaml"


def _flow(value):
    return yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=1 << 20).strip()


def text_of(head, lists):
    """`head` has the keys with one value, `lists` those with many."""
    lines = [_flow({key: value})[1:-1] for key, value in head.items()]
    for key, items in lists.items():
        lines.append(f"{key}:" if items else f"{key}: []")
        lines.extend(f"  - {_flow(item)}" for item in items)
    return "\n".join(lines) + "\n"


def digests(folder, names):
    return [{"path": name, "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest()} for name in names]
