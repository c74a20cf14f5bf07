"""The loss of a student: its teachers' scores, the labels, and if asked the direction of a teacher's last layer, or the
mean of a teacher's tokens (through a matrix, as their widths may differ)."""

from dataclasses import dataclass

import torch
from torch.nn import functional

from . import batches, lessons, loop
from .tasks import MEAN


@dataclass(frozen=True)
class Weights:
    """`soft` is the part of the teachers' scores, the rest is the labels'. A head that the text has no label for
    counts `others`; if the text has no label at all, every head counts fully. `hidden` is the cosine's weight, `mean` that
    of the square distance to a teacher's mean of tokens."""

    temperature: float = 2.0
    soft: float = 0.7
    others: float = 0.2
    hidden: float = 0.0
    mean: float = 0.0


def soft_loss(logits, taught, temperature):
    """Kullback-Leibler divergence of the softened scores; times the square of the temperature, so that gradients keep
    their size whatever it is."""
    ours = functional.log_softmax(logits / temperature, -1)
    theirs = functional.log_softmax(taught / temperature, -1)
    return functional.kl_div(ours, theirs, reduction="batchmean", log_target=True) * temperature**2


class Distillation:
    """The loss of a batch of lessons, for loop.train. `copied` is the teacher whose last layer is imitated, if one is:
    it needs the student's tokenizer and width."""

    def __init__(self, weights, copied=None):
        self.weights, self.copied = weights, copied

    def __call__(self, network, batch):
        ids, mask, types = loop.on(network.device, *batches.padded(batch))
        rows, columns = loop.on(network.device, *lessons.spots(batch))
        task, known = batch[0].task, batch[0].taught
        hidden = network.hidden(ids, mask, types)
        logits = network.answers(hidden, mask)
        loss = hidden.new_zeros(())
        for head in logits:
            of_tokens = network.tasks[head].of_tokens
            if head not in known or of_tokens and not len(rows):
                continue
            answers = logits[head][rows, columns] if of_tokens else logits[head]
            (taught,) = loop.on(network.device, lessons.taught_by(batch, head))
            if head == MEAN:
                loss = loss + self.weights.mean * functional.mse_loss(answers, taught)
                continue
            weight = 1.0 if head == task.name or task.name not in logits else self.weights.others
            loss = loss + weight * self.weights.soft * soft_loss(answers, taught, self.weights.temperature)
        if task.name in logits:
            share = 1 - self.weights.soft if task.name in known else 1.0
            (targets,) = loop.on(network.device, batches.padded_targets(batch))
            loss = loss + share * network.label_loss(task, logits[task.name], mask, targets)
        if self.copied is not None:
            with torch.no_grad():
                theirs = self.copied.hidden(ids, mask, types)
            apart = 1 - functional.cosine_similarity(hidden.float(), theirs.float(), dim=-1)
            loss = loss + self.weights.hidden * (apart * mask).sum() / mask.sum()
        return loss
