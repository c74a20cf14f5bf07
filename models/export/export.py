"""Exports a Hugging Face model to ONNX.

    python models/export/export.py --model FOLDER --out FOLDER

FOLDER is what save_pretrained wrote, with a sequence or token classification head and a fast tokenizer. The output has
config.json, tokenizer.json, tokenizer_config.json and model.onnx (fp32, any number of rows and columns), which is what a
Hugging Face export looks like to every other tool.
"""

import argparse
import inspect
import shutil
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from torch.export import Dim
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoModelForTokenClassification

FILES = ("config.json", "tokenizer.json", "tokenizer_config.json")
OPSET = 18
TOLERANCE = 1e-4
TEXTS = ["The mayor of Oslo opened 12 tram lines on Friday!", "ok", "A bird in the hand is worth two in the bush."]


class Logits(torch.nn.Module):
    """The model as a function from tensors to logits, which is all that a graph can be."""

    def __init__(self, model, names):
        super().__init__()
        self.model, self.names = model, names

    def forward(self, *inputs):
        return self.model(**dict(zip(self.names, inputs)), return_dict=True).logits


def load(folder):
    """The model with the head that its config names."""
    architecture = (AutoConfig.from_pretrained(folder).architectures or ["none"])[0]
    heads = {
        "ForSequenceClassification": AutoModelForSequenceClassification,
        "ForTokenClassification": AutoModelForTokenClassification,
    }
    for ending, kind in heads.items():
        if architecture.endswith(ending):
            return kind.from_pretrained(folder).eval()
    raise SystemExit(f"{folder}: config.json names {architecture}; one of {', '.join('*' + h for h in heads)} is needed")


def input_names(model):
    """The inputs that the model has; token_type_ids only where it has more than one type."""
    accepted = inspect.signature(model.forward).parameters
    names = ["input_ids", "attention_mask"]
    if "token_type_ids" in accepted and getattr(model.config, "type_vocab_size", 0) > 1:
        names.append("token_type_ids")
    return names


def inputs_of(texts, tokenizer, names, pad_id):
    """The texts as padded int64 tensors by input name."""
    encodings = tokenizer.encode_batch(texts)
    shape = len(texts), max(len(e.ids) for e in encodings)
    tensors = {name: np.zeros(shape, dtype=np.int64) for name in names}
    tensors["input_ids"] += pad_id
    for row, encoding in enumerate(encodings):
        tensors["input_ids"][row, : len(encoding.ids)] = encoding.ids
        tensors["attention_mask"][row, : len(encoding.ids)] = 1
    return tensors


def export(folder, out):
    """Writes the export and checks that it answers as the model does. Returns the largest difference."""
    model = load(folder)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    names = input_names(model)
    sample = inputs_of(TEXTS, tokenizer, names, model.config.pad_token_id or 0)
    network = Logits(model, names).eval()  # the exporter asks the outermost module whether dropout is on
    tensors = tuple(torch.from_numpy(sample[name]) for name in names)
    rows, columns = Dim("rows", min=1), Dim("columns", min=2)
    out.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        torch.onnx.export(
            network, tensors, str(out / "model.onnx"), input_names=names, output_names=["logits"],
            opset_version=OPSET, dynamo=True, external_data=False, verbose=False,
            dynamic_shapes={"inputs": tuple({0: rows, 1: columns} for _ in names)},
        )  # fmt: skip
        expected = network(*tensors).numpy()
        # Shapes other than the sample's: what was traced must not have become a constant.
        alone = {name: sample[name][1:2, : int(sample["attention_mask"][1].sum())] for name in names}
        expected_alone = network(*(torch.from_numpy(alone[name]) for name in names)).numpy()
    for name in FILES:
        if (folder / name).exists():
            shutil.copyfile(folder / name, out / name)
    session = onnxruntime.InferenceSession(str(out / "model.onnx"), providers=["CPUExecutionProvider"])
    differences = [np.abs(session.run(None, sample)[0] - expected).max()]
    differences.append(np.abs(session.run(None, alone)[0] - expected_alone).max())
    if not max(differences) < TOLERANCE:
        raise SystemExit(f"the graph answers differently from the model: {max(differences)}")
    return float(max(differences))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder that save_pretrained wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    options = parser.parse_args()
    difference = export(options.model, options.out)
    print(f"{options.out}: exported; its logits differ from the model's by {difference:.1e} at most")


if __name__ == "__main__":
    main()
