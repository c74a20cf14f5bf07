"""One encoder, and a head for each task."""

import torch
from torch import nn
from torch.nn import functional

from . import labels
from .batches import NO_LOSS, TASKS

CLASSES = {"sentiment": labels.SENTIMENTS, "entities": labels.ENTITY_TAGS, "topic": labels.TOPICS}


class NewsNetwork(nn.Module):
    """Logits of its tasks for a batch: sentiment [rows, 3], entities [rows, columns, tags], topic [rows, topics].

    The text heads read the mean of the tokens, as the base model's own training did; the tag head reads each token.
    """

    def __init__(self, encoder, tasks=TASKS, dropout=0.1):
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleDict({task: nn.Linear(width, len(CLASSES[task])) for task in tasks or self.heads})
        # A tag id beyond the tags stands for "O or MISC"; this says which tags each target allows.
        allowed = torch.eye(len(labels.ENTITY_TAGS) + 1, len(labels.ENTITY_TAGS), dtype=torch.bool)
        allowed[-1] = torch.tensor([tag == "O" or tag.endswith("-MISC") for tag in labels.ENTITY_TAGS])
        self.register_buffer("allowed", allowed, persistent=False)

    def forward(self, ids, mask, tasks=None):
        return self.answers(self.hidden(ids, mask), mask, tasks)

    def hidden(self, ids, mask):
        """The last layer: [rows, columns, width]."""
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state

    def answers(self, hidden, mask, tasks=None):
        tokens = self.dropout(hidden)
        weights = mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * weights).sum(1) / weights.sum(1)
        return {task: self.heads[task](tokens if task == "entities" else mean).float() for task in tasks or self.heads}

    def freeze(self, layers):
        """Keeps the embeddings and the lowest `layers` as they are: backward then ends above them."""
        if layers:
            for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:layers]):
                part.requires_grad_(False)

    def loss(self, task, ids, mask, targets):
        return self.label_loss(task, self(ids, mask, (task,))[task], targets)

    def label_loss(self, task, logits, targets):
        if task != "entities":
            return functional.cross_entropy(logits, targets)
        known = targets != NO_LOSS
        return allowed_tags_loss(logits[known], self.allowed[targets[known]])


def allowed_tags_loss(logits, allowed):
    """Minus the log of the probability of all allowed tags together; with one allowed tag, cross entropy."""
    every = logits.logsumexp(-1)
    return (every - logits.masked_fill(~allowed, float("-inf")).logsumexp(-1)).mean()
