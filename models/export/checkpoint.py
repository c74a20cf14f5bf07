"""A folder that save_pretrained wrote, loaded with the head that it was saved with."""

import inspect

import pooling
import tokenizer_files
import torch
import window
from heads import activation_of, head_of, labels_of
from transformers import AutoConfig
from transformers.utils import logging

logging.set_verbosity_error()  # it reports weights that are missing, which are refused here, or not needed


class Checkpoint:
    """`model` is ready for inference, in fp32. `task` is its name in the package."""

    def __init__(self, folder, task=None):
        self.folder = folder
        config = AutoConfig.from_pretrained(folder)
        self.head = head_of(config, folder)
        # Eager attention: masks, products and softmax stand in the graph as plain operators.
        self.model, loading = self.head.loader.from_pretrained(
            folder, dtype=torch.float32, attn_implementation="eager", output_loading_info=True
        )
        self.model.eval()
        self.config = self.model.config
        unused = ("pooler.",) if self.head.kind == "sentence-embedding" else ()
        missing = sorted(name for name in loading["missing_keys"] if not any(part in name for part in unused))
        if missing:
            raise SystemExit(f"{folder}: {self.head.ending} needs the weight {missing[0]}, which the checkpoint lacks")
        self.task = task or self.head.task
        self.tokenizer = tokenizer_files.load(folder)
        self.pad_id = next(i for i in (self.tokenizer.pad_token_id, self.config.pad_token_id, 0) if i is not None)
        self.max_length = window.window_of(folder, self.config, self.tokenizer)
        self.padding = window.padding_of(self.config, self.tokenizer)

    def input_names(self):
        """The inputs that the model has; token_type_ids only where it has more than one type."""
        accepted = inspect.signature(self.model.forward).parameters
        names = ["input_ids", "attention_mask"]
        if "token_type_ids" in accepted and getattr(self.config, "type_vocab_size", 0) > 1:
            names.append("token_type_ids")
        return names

    def described(self, outputs):
        """The task as model.yaml has it. `outputs` are the names in the graph."""
        about = {"name": self.task, "kind": self.head.kind, "output": outputs[0] if len(outputs) == 1 else list(outputs)}
        if self.head.kind == "text-classification":
            about |= {"activation": activation_of(self.config), "labels": labels_of(self.config)}
        elif self.head.kind == "token-classification":
            about |= {"aggregation": "simple", "labels": labels_of(self.config)}
        elif self.head.kind == "sentence-embedding":
            about |= pooling.pooling_of(self.folder)
        return about
