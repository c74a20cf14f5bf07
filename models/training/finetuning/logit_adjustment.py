"""Answers as if all classes were equally frequent: each logit less the log of its class's share of the training texts.

After Menon et al., Long-Tail Learning via Logit Adjustment (2021), equation 9 with tau 1: the network as it was trained,
its scores adjusted once. For classes whose shares where the model is used are not those it was trained on.
"""

from collections import Counter

import torch

from . import corpora


def shares(data, task):
    """The share of each class among the texts of one epoch, in the order of the task's classes."""
    counts = Counter()
    for corpus in data:
        if corpus.task == task and (examples := corpus.splits[corpora.TRAIN]):
            for name, number in Counter(example.target for example in examples).items():
                counts[name] += number * corpus.drawn() / len(examples)
    if missing := [name for name in task.classes if not counts[name]]:
        raise ValueError(f"task {task.name}: no training text of class {', '.join(missing)}, so its share is not known")
    return [counts[name] / counts.total() for name in task.classes]


@torch.no_grad()
def adjust(network, data, names):
    """Takes the logs of the shares off the biases of the heads of the named tasks, whose texts have one class each."""
    for name in names:
        task = network.tasks[name]
        network.heads[name].bias -= torch.tensor(shares(data, task), device=network.device).log()
