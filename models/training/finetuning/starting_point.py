"""Where training starts: the encoder, its tokenizer, and heads where there are some already."""

import json

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoTokenizer, BertConfig, BertModel

from .network import Network
from .tasks import as_described

ABOUT, WEIGHTS, CHECKPOINT = "about.json", "model.safetensors", "checkpoint.pt"


def network_of(base, tasks, seed):
    """The network for `tasks` and its tokenizer. `base` is a folder with a BERT as Transformers' save_pretrained writes
    it, or what an earlier run wrote: its heads are kept then. New heads are drawn with `seed`."""
    if (base / ABOUT).exists():
        return _continued(base, tasks, seed)
    encoder, tokenizer = transformers_bert(base)
    torch.manual_seed(seed)
    return Network(encoder, tasks), tokenizer


def transformers_bert(folder):
    """The encoder of a checkpoint, whatever head it was saved with, and the tokenizer as Transformers runs it."""
    kind = AutoConfig.from_pretrained(folder).model_type
    if kind != "bert":
        raise ValueError(f"{folder} holds a {kind}; only the BERT architecture can be trained and exported here")
    encoder, report = BertModel.from_pretrained(
        folder, add_pooling_layer=False, attn_implementation="sdpa", output_loading_info=True
    )
    if report["missing_keys"]:
        raise ValueError(f"{folder} lacks weights of the encoder: {sorted(report['missing_keys'])}")
    tokenizer = Tokenizer.from_str(AutoTokenizer.from_pretrained(folder).backend_tokenizer.to_str())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return encoder.eval(), tokenizer


def finished(folder):
    """The network that a run ended with, or has reached by its last checkpoint, and its tokenizer."""
    described = json.loads((folder / ABOUT).read_text())["tasks"]
    return _continued(folder, tuple(as_described(name, each) for name, each in described.items()))


def weights_of(folder):
    if (folder / WEIGHTS).exists():
        return load_file(folder / WEIGHTS)
    return torch.load(folder / CHECKPOINT, weights_only=True, mmap=True, map_location="cpu")["network"]


def _continued(folder, tasks, seed=0):
    encoder = BertModel(BertConfig.from_json_file(folder / "encoder.json"), add_pooling_layer=False)
    torch.manual_seed(seed)
    network = Network(encoder, tasks)
    weights = weights_of(folder)
    wanted = network.state_dict()
    kept = {name: value for name, value in weights.items() if name in wanted}
    missing = [name for name in wanted if name not in kept and not name.startswith("heads.")]
    if missing:
        raise ValueError(f"{folder} lacks weights of the encoder: {missing}")
    network.load_state_dict(kept, strict=False)
    return network.eval(), Tokenizer.from_file(str(folder / "tokenizer.json"))
