"""Magnitude pruning: during training ever more of the smallest weights become zero and stay zero.

Zeros make the file compress better. They do not make products faster: ONNX Runtime multiplies by them all the same.
"""

import torch
from torch import nn


def sparsity_at(progress, final, begin=0.1, end=0.7):
    """The share of zeros: none until `begin`, then steep and flattening (cubic), `final` from `end` on."""
    way = min(1.0, max(0.0, (progress - begin) / (end - begin)))
    return final * (1 - (1 - way) ** 3)


class Pruning:
    """After each step, zeroes the weights of the encoder's linear layers that are pruned.

    Which ones is decided anew every `every` steps, for each matrix by itself. It has no state that a checkpoint lacks:
    zeros are the smallest weights there are.
    """

    def __init__(self, encoder, final, every=20):
        self.matrices = [module.weight for module in encoder.modules() if isinstance(module, nn.Linear)]
        self.final, self.every = final, every
        self.kept = None

    @torch.no_grad()
    def __call__(self, step, progress):
        if self.kept is None or step % self.every == 0:
            share = sparsity_at(progress, self.final)
            self.kept = [self._kept(matrix, share) for matrix in self.matrices]
        for matrix, kept in zip(self.matrices, self.kept):
            matrix.mul_(kept)

    @staticmethod
    def _kept(matrix, share):
        count = int(share * matrix.numel())
        if not count:
            return torch.ones_like(matrix, dtype=torch.bool)
        return matrix.abs() > matrix.abs().flatten().kthvalue(count).values
