"""Turns a training run into a package of models/catalog: int8 graph, a view of it in floating point, tokenizer,
goldens and model.yaml.

    python models/export/catalog.py --run models/training/runs/news-en/final
"""

import argparse
import json
from pathlib import Path

import agreement
import float_view
import golden
import manifest
import numpy as np
import onnx
from encoder_graph import POSITIONS, EncoderGraph
from safetensors.numpy import load_file
from tokenizers import Tokenizer

HERE = Path(__file__).resolve().parent
CATALOG, TEXTS = HERE.parent / "catalog", HERE / "golden_texts"
GRAPHS = {"int8": "model.onnx", "fp32": float_view.NAME}
GOLDENS = {"int8": "golden.json", "fp32": "golden_fp32.json"}
FILES = (*GRAPHS.values(), "tokenizer.json", *GOLDENS.values())
QUESTIONS = "question-answering"
HEAD_KEYS = ("name", "version", "description", "license", "languages", "precision", "max-length", "built-by")


def temperatures(run):
    """{task: temperature} of the calibration.json that evaluate.py --calibrate left in the run, if it did. A temperature
    of 1 changes nothing and is left out."""
    file = run / "calibration.json"
    lines = json.loads(file.read_text()) if file.exists() else ()
    rounded = {line["task"]: round(float(line["temperature"]), 3) for line in lines}
    return {task: temperature for task, temperature in rounded.items() if temperature != 1}


def tasks_of(described, temperatures):
    """The tasks of model.yaml. `described` are those of the run's about.json."""
    tasks = []
    for name, task in described.items():
        cooled = {"temperature": temperatures[name]} if name in temperatures else {}
        labels = {} if task["kind"] == QUESTIONS else {"labels": task["classes"]}
        tasks.append({"name": name, "kind": task["kind"], **_read_from(name, task), **cooled, **labels})
    return tasks


def _read_from(name, task):
    """The graph's outputs that the task reads, and how scores are made of them."""
    if task["kind"] == QUESTIONS:
        return {"output": task["classes"]}
    if task["kind"] == "token-classification":
        return {"output": name, "aggregation": "first"}
    return {"output": name, "activation": "sigmoid" if task["several"] else "softmax"}


def graphs(run, described, longest):
    """The fp32 and the int8 graph of the run's weights, for rows of at most `longest` tokens."""
    weights = {name: np.asarray(value, dtype=np.float32) for name, value in load_file(run / "model.safetensors").items()}
    weights[POSITIONS] = weights[POSITIONS][:longest]
    config = json.loads((run / "encoder.json").read_text())
    heads = [
        (name, task["classes"] if task["kind"] == QUESTIONS else [name], task["kind"] != "text-classification")
        for name, task in described.items()
    ]  # fmt: skip
    return {precision: EncoderGraph(weights, config, precision).build(heads) for precision in ("fp32", "int8")}


def quality(run):
    """The quality lines of int8, fp32 and the baseline joined, as far as they were measured."""
    measured = {}
    for column in ("int8", "fp32", "baseline"):
        file = run / f"quality-{column}.json"
        for line in json.loads(file.read_text()) if file.exists() else ():
            key = line["task"], line["data"], line["metric"]
            measured.setdefault(key, {})["value" if column == "int8" else column] = line["value"]
    return [{"task": t, "data": d, "metric": m, **values} for (t, d, m), values in measured.items()]


def sample_texts(package, tasks):
    """(text, question) pairs: texts of the package's language and its own, or questions about texts."""
    if any(task["kind"] == QUESTIONS for task in tasks):
        lines = golden.read_texts(TEXTS / f"{package['name']}.tsv")
        return [tuple(reversed(line.split("\t"))) for line in lines]
    files = (TEXTS / f"{name}.txt" for name in (package["languages"][0], package["name"]))
    return [(text, None) for file in files if file.exists() for text in golden.read_texts(file)]


def write_goldens(out, package, tokenizer, tasks):
    """The answers of each graph in `out`. A text is left out if it is longer than a window, if ONNX Runtime's other
    kernels answer it otherwise, or if its label leads by so little that those of another machine might."""
    texts = [
        (text, question) for text, question in sample_texts(package, tasks)
        if len(tokenizer.encode(*filter(None, (question, text))).ids) <= package["max-length"]
    ]  # fmt: skip
    for precision, name in GOLDENS.items():
        one, other = (
            golden.Reference(str(out / GRAPHS[precision]), tokenizer, tasks, optimized=o, only_weights=precision == "fp32")
            for o in (True, False)
        )  # fmt: skip
        cases = [case for text in texts if golden.is_clear(case := one.case(*text)) and _alike(case, other.case(*text))]
        print(f"{name}: {len(cases)} of {len(texts)} texts")
        head = golden.head_of(package["name"], package["version"]) | {"precision": precision}
        golden.write(out / name, head, cases)


def _alike(case, other):
    return all(agreement.difference(answer, other["tasks"][task]) < golden.TOLERANCE for task, answer in case["tasks"].items())


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
    tasks = tasks_of(about["tasks"], temperatures(run))
    write_goldens(out, package, tokenizer, tasks)
    lists = {"files": manifest.digests(out, FILES)}
    lists |= {"graphs": [{"precision": precision, "path": path} for precision, path in GRAPHS.items()], "tasks": tasks}
    lists |= {"training-data": training_data(about), "quality": quality(run)}
    described = manifest.text_of({key: package[key] for key in HEAD_KEYS if key in package}, lists)
    (out / manifest.NAME).write_text(described, encoding="utf-8")
    return described


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="final/ of what train.py or distill.py wrote")
    parser.add_argument("--out", type=Path, help="folder of the package; without it, its name in models/catalog")
    parser.add_argument("--graphs-only", action="store_true", help="write both graphs into the run and nothing else")
    options = parser.parse_args()
    about = json.loads((options.run / "about.json").read_text())
    for precision, model in graphs(options.run, about["tasks"], about["package"]["max-length"]).items():
        onnx.save(model, options.run / f"model-{precision}.onnx")
    if not options.graphs_only:
        print(write(options.run, about, options.out or CATALOG / about["package"]["name"]))


if __name__ == "__main__":
    main()
