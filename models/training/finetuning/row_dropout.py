"""Dropout with one mask for all tokens of a text, after Gal and Ghahramani (https://arxiv.org/abs/1512.05287).

On CPUs it is the drawing of random numbers, one after the other, that makes dropout dear: for BERT-base a third of a
training step. One mask a text needs as many numbers as a text of one token.
"""

import torch
from torch import nn


class RowDropout(nn.Module):
    """Zeroes the same share `p` of the width in all columns of a row, and scales the rest by 1 / (1 - p)."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, hidden):
        """`hidden` is [rows, columns, width]."""
        if not self.training or not self.p:
            return hidden
        rows, _, width = hidden.shape
        kept = torch.empty(rows, 1, width, dtype=hidden.dtype, device=hidden.device).bernoulli_(1 - self.p)
        return hidden * kept.div_(1 - self.p)


def use(encoder):
    """Replaces a BertModel's dropouts in place. Attention has none then, and is computed plainly: for texts of some
    dozens of tokens the backward pass of the fused attention takes longer."""
    for part in list(encoder.modules()):
        for name, child in list(part.named_children()):
            if isinstance(child, nn.Dropout):
                setattr(part, name, RowDropout(0.0 if hasattr(part, "query") else child.p))
    encoder.set_attn_implementation("eager")
