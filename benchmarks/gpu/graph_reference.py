"""Stores what Transformers answers with the weights of a generated graph: the reference of EncoderGraphTest.

Usage: python graph_reference.py FOLDER OUT, where FOLDER is a model folder of the shape "tiny" with its fp32 graph.
Needs torch, transformers, tokenizers and onnx.
"""

import json
import pathlib
import sys

import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from transformers import BertConfig, BertForSequenceClassification

TEXTS = ["A train from Lisbon was late.", "Nobody came to the long meeting about the new bridge in the old town."]


def main(folder: pathlib.Path, out: pathlib.Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    model = BertForSequenceClassification(
        BertConfig(
            vocab_size=config["vocab_size"],
            hidden_size=config["hidden_size"],
            num_hidden_layers=config["num_hidden_layers"],
            num_attention_heads=config["num_attention_heads"],
            intermediate_size=config["intermediate_size"],
            max_position_embeddings=config["max_position_embeddings"],
            num_labels=len(config["id2label"]),
        )
    ).eval()
    weights = {each.name: torch.tensor(numpy_helper.to_array(each)) for each in onnx.load(folder / "onnx/model.onnx").graph.initializer}
    state = {}
    for name, value in model.state_dict().items():
        found = weights[name.removeprefix("bert.")] if name != "bert.embeddings.position_ids" else value
        is_matrix = found.dim() == 2 and "embeddings" not in name
        state[name] = found.T.contiguous() if is_matrix else found
    model.load_state_dict(state)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_padding()
    batch = tokenizer.encode_batch(TEXTS)
    with torch.no_grad():
        logits = model(
            input_ids=torch.tensor([each.ids for each in batch]),
            attention_mask=torch.tensor([each.attention_mask for each in batch]),
        ).logits
    out.write_text(json.dumps({"texts": TEXTS, "logits": logits.tolist()}, indent=1) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
