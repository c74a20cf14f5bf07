"""Turns a training run into a package of models/catalog: int8 graph, a view of it in floating point, tokenizer,
goldens and model.yaml.

    python models/export/catalog.py --run models/training/runs/news-en/final
"""

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
CATALOG = HERE.parent / "catalog"
GRAPHS = {"int8": "model.onnx", "fp32": float_view.NAME}
GOLDENS = {"int8": "golden.json", "fp32": "golden_fp32.json"}
FILES = (*GRAPHS.values(), "tokenizer.json", *GOLDENS.values())
HEAD_KEYS = ("name", "version", "description", "license", "languages", "precision", "max-length")


def tasks_of(described):
    """The tasks of model.yaml. `described` are those of the run's about.json."""
    tasks = []
    for name, task in described.items():
        if task["kind"] == "token-classification":
            about = {"aggregation": "first"}
        else:
            about = {"activation": "sigmoid" if task["several"] else "softmax"}
        tasks.append({"name": name, "kind": task["kind"], "output": name, **about, "labels": task["classes"]})
    return tasks


def graphs(run, described):
    """The fp32 and the int8 graph of the run's weights."""
    weights = {name: np.asarray(value, dtype=np.float32) for name, value in load_file(run / "model.safetensors").items()}
    config = json.loads((run / "encoder.json").read_text())
    pairs = [(name, task["kind"] == "token-classification") for name, task in described.items()]
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


def write_goldens(out, package, tokenizer, tasks):
    """The answers of each graph in `out`, to the texts of the package's language and its own."""
    files = (HERE / f"golden_texts/{name}.txt" for name in (package["languages"][0], package["name"]))
    texts = [text for file in files if file.exists() for text in golden.read_texts(file)]
    for precision, name in GOLDENS.items():
        reference = golden.Reference(str(out / GRAPHS[precision]), tokenizer, tasks, only_weights=precision == "fp32")
        head = golden.head_of(package["name"], package["version"]) | {"precision": precision}
        cases = [case for case in map(reference.case, texts) if golden.is_clear(case)]
        print(f"{name}: {len(cases)} of {len(texts)} texts; the others' labels lead by a hair")
        golden.write(out / name, head, cases)


def training_data(about):
    return [{key: each[key] for key in ("name", "license", "use")} for each in about["training-data"]]


def write(run, about, out):
    """The package of a run whose graphs were written; returns its model.yaml."""
    package = about["package"]
    out.mkdir(parents=True, exist_ok=True)
    (out / "model.onnx").write_bytes((run / "model-int8.onnx").read_bytes())
    float_view.write(out / "model.onnx")
    tokenizer = Tokenizer.from_file(str(run / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(out / "tokenizer.json"))
    tasks = tasks_of(about["tasks"])
    write_goldens(out, package, tokenizer, tasks)
    lists = {"files": manifest.digests(out, FILES)}
    lists |= {"graphs": [{"precision": precision, "path": path} for precision, path in GRAPHS.items()], "tasks": tasks}
    lists |= {"training-data": training_data(about), "quality": quality(run)}
    described = manifest.text_of({key: package[key] for key in HEAD_KEYS}, lists)
    (out / manifest.NAME).write_text(described, encoding="utf-8")
    return described


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="final/ of what train.py or distill.py wrote")
    parser.add_argument("--out", type=Path, help="folder of the package; without it, its name in models/catalog")
    parser.add_argument("--graphs-only", action="store_true", help="write both graphs into the run and nothing else")
    options = parser.parse_args()
    about = json.loads((options.run / "about.json").read_text())
    for precision, model in graphs(options.run, about["tasks"]).items():
        onnx.save(model, options.run / f"model-{precision}.onnx")
    if not options.graphs_only:
        print(write(options.run, about, options.out or CATALOG / about["package"]["name"]))


if __name__ == "__main__":
    main()
