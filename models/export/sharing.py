"""Several checkpoints with one encoder: proves that it is one, and makes one graph of them that computes it once."""

import onnx_ir
import torch
from onnx_ir.passes.common import CommonSubexpressionEliminationPass, DeduplicateHashedInitializersPass

OF_HEADS = ("pooler.",)  # a layer on the first token's vector, which each head may train for itself


def require_one_encoder(checkpoints):
    """Fails and names the first weight of the encoders, or the tokenizer, that differs."""
    first, *others = checkpoints
    weights = encoder_weights(first.model)
    for other in others:
        if other.tokenizer.backend_tokenizer.to_str() != first.tokenizer.backend_tokenizer.to_str():
            raise SystemExit(f"{other.folder} has another tokenizer than {first.folder}: they cannot share one pass")
        theirs = encoder_weights(other.model)
        for name in dict.fromkeys([*weights, *theirs]):
            if name not in weights or name not in theirs:
                owner = first if name in weights else other
                raise SystemExit(f"the encoders differ: only {owner.folder} has the weight {name}")
            if not torch.equal(weights[name], theirs[name]):
                raise SystemExit(f"the encoders of {first.folder} and {other.folder} differ: first in the weight {name}")


def encoder_weights(model):
    """The weights below the head, by name."""
    weights = model.base_model.state_dict()
    return {name: value for name, value in weights.items() if not name.startswith(OF_HEADS)}


def computed_once(model):
    """The graph with equal constants stored once and equal nodes computed once."""
    graph = onnx_ir.serde.deserialize_model(model)
    for change in (DeduplicateHashedInitializersPass(), CommonSubexpressionEliminationPass()):
        change(graph)
    return onnx_ir.serde.serialize_model(graph)


def encoders_of(model):
    """How many times the graph looks up the words of its input: once for each encoder."""
    return sum(node.op_type == "Gather" and node.input[1] == "input_ids" for node in model.graph.node)
