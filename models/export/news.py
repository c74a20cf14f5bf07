"""Turns a training run into the package models/catalog/news-en: int8 graph, a view of it in floating point, tokenizer,
goldens and model.yaml."""

import argparse
import json
from pathlib import Path

import float_view
import golden
import manifest
import numpy as np
import onnx
from encoder_graph import EncoderGraph
from safetensors.numpy import load_file
from tokenizers import Tokenizer

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent
GRAPHS = {"int8": "model.onnx", "fp32": float_view.NAME}
GOLDENS = {"int8": "golden.json", "fp32": "golden_fp32.json"}
FILES = (*GRAPHS.values(), "tokenizer.json", *GOLDENS.values())
HEAD = {
    "name": "news-en",
    "version": "1.0.0",
    "description": "Sentiment, named entities and topic of short English texts such as news, in one pass of one encoder.",
    "license": (
        "Apache-2.0 as far as it is ours to give: the base model all-MiniLM-L6-v2 is Apache-2.0; two of the training data"
        " sets state no licence and others are CC BY or CC BY-SA, see training-data and README.md"
    ),
    "languages": ["en"],
    "precision": "int8",
    "max-length": 256,
}


def tasks_of(heads):
    tasks = []
    for task, labels in heads.items():
        if task == "entities":
            about = {"kind": "token-classification", "output": task, "aggregation": "first"}
        else:
            about = {"kind": "text-classification", "output": task, "activation": "softmax"}
        tasks.append({"name": task, **about, "labels": list(labels)})
    return tasks


def graphs(run, heads):
    """The fp32 and the int8 graph of the run's weights."""
    weights = {name: np.asarray(value, dtype=np.float32) for name, value in load_file(run / "model.safetensors").items()}
    config = json.loads((run / "encoder.json").read_text())
    pairs = [(task, task == "entities") for task in heads]
    return {precision: EncoderGraph(weights, config, precision).build(pairs) for precision in ("fp32", "int8")}


def quality(run):
    """The quality lines of int8, fp32 and the baseline joined, as far as they were measured."""
    measured = {}
    for column in ("int8", "fp32", "baseline"):
        file = run / f"quality-{column}.json"
        for line in json.loads(file.read_text()) if file.exists() else ():
            key = line["task"], line["data"], line["metric"]
            measured.setdefault(key, {})["value" if column == "int8" else column] = line["value"]
    return [{"task": t, "data": d, "metric": m, **values} for (t, d, m), values in measured.items()]


def write_goldens(out, tokenizer, tasks):
    """The answers of each graph in `out`."""
    for precision, name in GOLDENS.items():
        reference = golden.Reference(str(out / GRAPHS[precision]), tokenizer, tasks, only_weights=precision == "fp32")
        head = golden.head_of(HEAD["name"], HEAD["version"]) | {"precision": precision}
        golden.write(out / name, head, map(reference.case, golden.read_texts(HERE / "golden_texts.txt")))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=MODELS / "training/runs/news-en/final", help="what train.py wrote")
    parser.add_argument("--out", type=Path, default=MODELS / "catalog/news-en")
    parser.add_argument("--graphs-only", action="store_true", help="write both graphs into the run and nothing else")
    options = parser.parse_args()
    about = json.loads((options.run / "heads.json").read_text())
    for precision, model in graphs(options.run, about["heads"]).items():
        onnx.save(model, options.run / f"model-{precision}.onnx")
    if options.graphs_only:
        return
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "model.onnx").write_bytes((options.run / "model-int8.onnx").read_bytes())
    float_view.write(options.out / "model.onnx")
    tokenizer = Tokenizer.from_file(str(options.run / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(options.out / "tokenizer.json"))
    tasks = tasks_of(about["heads"])
    write_goldens(options.out, tokenizer, tasks)
    lists = {"files": manifest.digests(options.out, FILES)}
    lists |= {"graphs": [{"precision": precision, "path": path} for precision, path in GRAPHS.items()], "tasks": tasks}
    lists |= {"training-data": about.get("training-data", []), "quality": quality(options.run)}
    described = manifest.text_of(HEAD, lists)
    (options.out / manifest.NAME).write_text(described, encoding="utf-8")
    print(described)


if __name__ == "__main__":
    main()
