"""One encoder, and a head for each task."""

import torch
from torch import nn
from torch.nn import functional

from .batches import NO_LOSS
from .tasks import QUESTIONS


class Network(nn.Module):
    """Logits of its tasks for a batch, by name: of a text [rows, classes], of its tokens [rows, columns, tags], of the
    ends of an answer [rows, columns, 2].

    The heads of texts read the mean of the tokens, the others each token.
    """

    def __init__(self, encoder, tasks, dropout=0.1):
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder, self.tasks = encoder, {task.name: task for task in tasks}
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleDict({task.name: nn.Linear(width, len(task.classes)) for task in tasks})
        for task in tasks:
            if task.of_tokens:
                self.register_buffer(f"allowed_{task.name}", allowed_tags(task), persistent=False)

    @property
    def device(self):
        return next(self.parameters()).device

    def forward(self, ids, mask, types, names=None):
        return self.answers(self.hidden(ids, mask, types), mask, names)

    def hidden(self, ids, mask, types):
        """The last layer: [rows, columns, width]."""
        return self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state

    def answers(self, hidden, mask, names=None):
        tokens = self.dropout(hidden)
        mean = self.mean(tokens, mask)
        return {name: self.heads[name](tokens if self.tasks[name].by_token else mean).float() for name in names or self.heads}

    def mean(self, tokens, mask):
        """Of the tokens of each row: [rows, width]."""
        weights = mask.unsqueeze(-1).to(tokens.dtype)
        return (tokens * weights).sum(1) / weights.sum(1)

    def drop(self, head):
        """Forgets a head and its task."""
        del self.heads[head], self.tasks[head]

    def freeze(self, layers):
        """Keeps the embeddings and the lowest `layers` as they are: backward then ends above them."""
        if layers:
            for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:layers]):
                part.requires_grad_(False)

    def loss(self, task, ids, mask, types, targets):
        return self.label_loss(task, self(ids, mask, types, (task.name,))[task.name], mask, targets)

    def label_loss(self, task, logits, mask, targets):
        if task.kind == QUESTIONS:
            ends = logits.masked_fill(mask.unsqueeze(-1) == 0, float("-inf"))
            return functional.cross_entropy(ends, targets)  # of the columns, for each end
        if task.several:
            return functional.binary_cross_entropy_with_logits(logits, targets)
        if not task.of_tokens:
            return functional.cross_entropy(logits, targets)
        known = targets != NO_LOSS
        return allowed_tags_loss(logits[known], getattr(self, f"allowed_{task.name}")[targets[known]])


def allowed_tags(task):
    """Which tags each target allows: one, but for a target beyond the tags, which stands for "O or MISC"."""
    allowed = torch.eye(len(task.classes) + 1, len(task.classes), dtype=torch.bool)
    allowed[-1] = torch.tensor([tag == "O" or tag.endswith("-MISC") for tag in task.classes])
    return allowed


def allowed_tags_loss(logits, allowed):
    """Minus the log of the probability of all allowed tags together; with one allowed tag, cross entropy."""
    every = logits.logsumexp(-1)
    return (every - logits.masked_fill(~allowed, float("-inf")).logsumexp(-1)).mean()
