"""A student made out of its teacher: some of its layers, some of its vocabulary, all of its width."""

import copy

import torch
from transformers import BertModel

from .network import Network


def out_of(teacher, tasks, layers, kept=None, seed=0):
    """A network with the teacher's `layers` (numbers from 0), embeddings and, for the tasks that it has, heads.

    `kept` are the ids of the teacher's pieces that the student has; without it, all.
    """
    config = copy.deepcopy(teacher.encoder.config)
    if not layers or max(layers) >= config.num_hidden_layers or min(layers) < 0:
        raise ValueError(f"layers {layers}; the teacher has {config.num_hidden_layers}, counted from 0")
    config.num_hidden_layers = len(layers)
    config.vocab_size = len(kept) if kept is not None else config.vocab_size
    torch.manual_seed(seed)
    network = Network(BertModel(config, add_pooling_layer=False), tasks)
    weights = teacher.encoder.state_dict()
    if kept is not None:
        words = "embeddings.word_embeddings.weight"
        weights[words] = weights[words][torch.tensor(kept)]
    of_layers = {
        f"encoder.layer.{ours}.{name.removeprefix(f'encoder.layer.{theirs}.')}": value
        for ours, theirs in enumerate(layers)
        for name, value in weights.items() if name.startswith(f"encoder.layer.{theirs}.")
    }  # fmt: skip
    others = {name: value for name, value in weights.items() if not name.startswith("encoder.layer.")}
    network.encoder.load_state_dict({**others, **of_layers})
    for name in set(network.heads) & set(teacher.heads):
        network.heads[name].load_state_dict(teacher.heads[name].state_dict())
    return network


def megabytes_int8(network):
    """Roughly the size of its int8 graph: a byte for each weight of a matrix, four for every other."""
    tables = ("position_embeddings", "token_type_embeddings")
    return sum(
        value.numel() * (1 if value.ndim > 1 and not any(table in name for table in tables) else 4)
        for name, value in network.named_parameters()
    ) / 1e6  # fmt: skip
