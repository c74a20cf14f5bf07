"""LoRA: the encoder's matrices stay as they are, and a product of two thin ones beside each is trained."""

import torch
from torch import nn


class LowRank(nn.Module):
    """plain(x) + scale · up(down(x)). `up` begins at zero, so that training begins at the plain layer."""

    def __init__(self, plain, rank, scale=2.0, dropout=0.05):
        super().__init__()
        self.plain = plain.requires_grad_(False)
        self.down = nn.Linear(plain.in_features, rank, bias=False)
        self.up = nn.Linear(rank, plain.out_features, bias=False)
        self.dropout, self.scale = nn.Dropout(dropout), scale
        nn.init.zeros_(self.up.weight)

    def forward(self, x):
        return self.plain(x) + self.scale * self.up(self.down(self.dropout(x)))

    def merged(self):
        """One plain layer with the same answers."""
        with torch.no_grad():
            self.plain.weight += self.scale * self.up.weight @ self.down.weight
        return self.plain.requires_grad_(True)


def adapt(encoder, rank):
    """Puts a LowRank in place of every linear layer of `encoder`, and stops the training of everything else in it."""
    encoder.requires_grad_(False)
    _replace(encoder, nn.Linear, lambda layer: LowRank(layer, rank))


def merge(encoder):
    """The encoder with plain layers again; nothing changes where there is no LowRank."""
    _replace(encoder, LowRank, LowRank.merged)


def _replace(module, kind, replacement):
    for name, child in list(module.named_children()):
        if isinstance(child, kind):
            setattr(module, name, replacement(child))
        else:
            _replace(child, kind, replacement)
