"""Checkpoints of a few thousand random weights, as save_pretrained writes them."""

import json
import shutil
import sys
import unittest
from pathlib import Path

EXPORT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(EXPORT))
try:
    import torch
    import transformers
    from transformers import AutoTokenizer
except ImportError:
    print("torch and transformers are not installed: the tests of the export are SKIPPED", file=sys.stderr)
    transformers = None

NEEDS_TORCH = unittest.skipIf(transformers is None, "torch and transformers are not installed")
TOKENIZER = EXPORT.parents[1] / "benchmarks/bert-base-uncased/tokenizer.json"
SIZE = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64, "vocab_size": 30522}
LABELS = {"id2label": {0: "O", 1: "B-PER", 2: "I-PER"}, "label2id": {"O": 0, "B-PER": 1, "I-PER": 2}}


def bert(architecture, **settings):
    """A random model of a BERT class, its matrices large enough that answers differ from text to text."""
    return random_model(getattr(transformers, architecture), transformers.BertConfig(**SIZE | settings))


def random_model(kind, config, seed=5):
    torch.manual_seed(seed)
    model = kind(config).eval()
    with torch.no_grad():
        for weight in model.parameters():
            if weight.ndim > 1:
                weight.mul_(4)
    return model


def save(model, folder, **tokenizer_config):
    """The checkpoint with an uncased WordPiece tokenizer."""
    model.save_pretrained(folder)
    shutil.copyfile(TOKENIZER, folder / "tokenizer.json")
    tokens = {f"{name}_token": f"[{name.upper()}]" for name in ("cls", "sep", "pad", "unk", "mask")}
    about = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 128} | tokens | tokenizer_config
    (folder / "tokenizer_config.json").write_text(json.dumps(about))
    AutoTokenizer.from_pretrained(folder).save_pretrained(folder)
    return folder
