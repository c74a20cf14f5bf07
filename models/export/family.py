"""Makes small parity cases: an architecture with random weights, its graph, and what Transformers' own pipeline answers.

    python models/export/family.py [--out FOLDER] [--only REGEX]

A case is a folder as a user would have it (config.json, tokenizer.json, tokenizer_config.json, model.onnx) with two files
more: case.json says what was asked, expected.jsonl has a line for each input. The weights mean nothing, but two programs
must answer alike all the same.
"""

import argparse
import inspect
import io
import json
import re
import shutil
import warnings
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
import transformers
from family_cases import CASES, WINDOW
from transformers import AutoModelForSequenceClassification, AutoModelForTokenClassification, AutoTokenizer

HERE = Path(__file__).resolve().parent
CASES_FOLDER = HERE.parent / "src/test/resources/parity"
TOLERANCE = 1e-4
MODELS = {
    "text-classification": (AutoModelForSequenceClassification, ["cross", "calm", "glad"]),
    "token-classification": (AutoModelForTokenClassification, ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]),
}


class Logits(torch.nn.Module):
    def __init__(self, model, names):
        super().__init__()
        self.model, self.names = model, names

    def forward(self, *inputs):
        return self.model(**dict(zip(self.names, inputs)), return_dict=True).logits


def texts():
    """What the cases are asked, as pairs of a tag and a text."""
    lines = (HERE / "family_texts.jsonl").read_text(encoding="utf-8").splitlines()
    return [(line["tag"], line["text"]) for line in map(json.loads, lines)]


def saved_tokenizer(case, folder):
    """The tokenizer as it is after saving and loading. Twice: some classes add their special tokens only when loaded."""
    sentences = (HERE / "golden_texts/en.txt").read_text(encoding="utf-8").splitlines() + [text for _, text in texts()]
    case.tokenizer(sentences, model_max_length=WINDOW).save_pretrained(folder)
    AutoTokenizer.from_pretrained(folder).save_pretrained(folder)
    return AutoTokenizer.from_pretrained(folder)


def configuration(case, tokenizer):
    sizes = {
        "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 24,
        "max_position_embeddings": WINDOW, "vocab_size": len(tokenizer), "initializer_range": 0.35,
    }  # fmt: skip
    special = {f"{name}_token_id": getattr(tokenizer, f"{name}_token_id") for name in ("pad", "bos", "eos")}
    labels = MODELS[case.task][1]
    names = {"id2label": dict(enumerate(labels)), "label2id": {label: number for number, label in enumerate(labels)}}
    return getattr(transformers, case.configuration)(**(sizes | special | case.settings), **names)


@torch.no_grad()
def spread(model, rows):
    """Moves the head so that each label has the mean logit 0 and the deviation 2 over the rows: none wins everywhere."""
    labels = model.config.num_labels
    head = [layer for layer in model.modules() if isinstance(layer, torch.nn.Linear) and layer.out_features == labels][-1]
    logits = torch.cat([model(**row).logits.flatten(0, -2) for row in rows])
    scale = 2 / logits.std(0)
    head.weight *= scale[:, None]
    if head.bias is not None:
        head.bias.copy_((head.bias - logits.mean(0)) * scale)


def export(model, rows, path, exporter):
    """Writes the graph, with any number of rows and columns."""
    names = list(rows[0])
    longest = max(rows, key=lambda row: row["input_ids"].shape[1])
    sample = tuple(torch.cat([longest[name]] * 2) for name in names)
    options = {"input_names": names, "output_names": ["logits"], "opset_version": 18}
    if exporter == "dynamo":
        free = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
        options |= {"dynamo": True, "dynamic_shapes": {"inputs": tuple(free for _ in names)}, "external_data": False}
    else:
        free = {0: "rows", 1: "columns"}
        tokens = "TokenClassification" in type(model).__name__
        axes = dict.fromkeys(names, free) | {"logits": free if tokens else {0: "rows"}}
        options |= {"dynamo": False, "dynamic_axes": axes}
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(Logits(model, names).eval(), sample, str(path), **options)
    onnx.save(slim(onnx.load(path)), path)


def slim(graph):
    """Without what the exporter notes for people: shapes in between, and in whose installation each node came from."""
    del graph.graph.value_info[:]
    for described in (graph.graph, *graph.graph.node):
        del described.metadata_props[:]
        described.ClearField("doc_string")
    return graph


def differences(model, rows, path, pad_id):
    """How far the graph is from the model on the rows as they are, and on the rows padded to the longest."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    graph = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    taken = [given.name for given in graph.get_inputs()]
    longest = max(row["input_ids"].shape[1] for row in rows)
    exact = padded = 0.0
    for row in rows:
        expected = model(**row).logits.numpy()
        length = row["input_ids"].shape[1]
        exact = max(exact, np.abs(graph.run(None, {name: row[name].numpy() for name in taken})[0] - expected).max())
        margin = (0, 0), (0, longest - length)
        fill = {"input_ids": pad_id}
        longer = {name: np.pad(row[name].numpy(), margin, constant_values=fill.get(name, 0)) for name in taken}
        answer = graph.run(None, longer)[0]
        padded = max(padded, np.abs((answer[:, :length] if answer.ndim == 3 else answer) - expected).max())
    return float(exact), float(padded), taken


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner) for inner in value]
    if isinstance(value, (float, np.floating)):
        return round(float(value), 7)
    return int(value) if isinstance(value, np.integer) else value


def unscored(value):
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if key != "score"}
    return [unscored(inner) for inner in value]


def answers(case, model, tokenizer, arguments):
    """The lines of expected.jsonl. A text whose answer hangs on the last digits of a logit is left out: two correct
    programs may differ there."""
    pipeline = transformers.pipeline(case.task, model=model, tokenizer=tokenizer, device="cpu")
    noise = {"size": 0.0}
    draw = torch.Generator().manual_seed(1)

    def shake(module, inputs, output):
        output["logits"] = output["logits"] + noise["size"] * torch.randn(output["logits"].shape, generator=draw)

    hook = model.register_forward_hook(shake)
    lines = []
    for tag, text in texts():
        noise["size"] = 0.0
        output = pipeline(text, **arguments)
        noise["size"] = TOLERANCE
        if all(unscored(pipeline(text, **arguments)) == unscored(output) for _ in range(3)):
            ids = tokenizer(text, truncation=True)["input_ids"]
            whole = len(tokenizer(text)["input_ids"])
            line = {"input": text, "tag": tag, "ids": ids, "output": rounded(output)}
            lines.append(line | {"truncated": whole > len(ids), "near_tie": False})
    hook.remove()
    return lines


@torch.no_grad()
def make(case, out):
    """Writes the case and returns its description."""
    folder = out / case.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tokenizer = saved_tokenizer(case, folder)
    seed = sum(case.name.encode())
    torch.manual_seed(seed)
    model = MODELS[case.task][0].from_config(configuration(case, tokenizer)).eval()
    accepted = inspect.signature(model.forward).parameters
    rows = [dict(tokenizer(text, truncation=True, return_tensors="pt")) for _, text in texts()]
    rows = [{name: row[name] for name in row if name in accepted} for row in rows]
    spread(model, rows)
    model.config.architectures = [type(model).__name__]
    model.config.save_pretrained(folder)
    export(model, rows, folder / "model.onnx", case.exporter)
    exact, padded, names = differences(model, rows, folder / "model.onnx", tokenizer.pad_token_id)
    if not exact < TOLERANCE:
        raise SystemExit(f"{case.name}: the graph answers differently from the model: {exact}")
    arguments = {"aggregation_strategy": case.strategy} if case.strategy else {"top_k": None, "truncation": True}
    lines = answers(case, model, tokenizer, arguments)
    description = {
        "name": case.name, "task": case.task, "architecture": type(model).__name__, "model_type": model.config.model_type,
        "tokenizer": type(tokenizer).__name__, "pipeline_args": arguments, "window": WINDOW, "padding_side": "right",
        "labels": MODELS[case.task][1], "transformers": transformers.__version__, "torch": torch.__version__.split("+")[0],
        "exporter": case.exporter, "onnx_inputs": names, "onnx_outputs": ["logits"],
        "onnx_max_abs_diff": float(f"{exact:.1g}"), "padding_max_abs_diff": float(f"{padded:.1g}"),
        "inputs": len(lines), "seed": seed,
    }  # fmt: skip
    (folder / "case.json").write_text(json.dumps(description, indent=1) + "\n")
    (folder / "expected.jsonl").write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))
    return description


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=CASES_FOLDER, help="folder to write (default: models' test resources)")
    parser.add_argument("--only", default="", help="a regular expression: make the cases whose name it is found in")
    options = parser.parse_args()
    torch.set_num_threads(1)  # the products are so small that threads would only wait for each other
    transformers.logging.set_verbosity_error()
    warnings.filterwarnings("ignore", message="Tokenizer does not support real words")
    for case in CASES:
        if re.search(options.only, case.name):
            made = make(case, options.out)
            size = sum(file.stat().st_size for file in (options.out / case.name).iterdir()) // 1000
            moved = made["padding_max_abs_diff"]
            print(f"{case.name}: {made['inputs']} inputs, {size} kB, padding moves the logits by {moved}", flush=True)


if __name__ == "__main__":
    main()
