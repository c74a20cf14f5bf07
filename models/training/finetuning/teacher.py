"""What a teacher says about many texts, kept on disk: a run of the student asks once, however often it is resumed."""

import copy
import hashlib
import json
import os

import numpy as np
import torch

from . import batches, graphs, loop, packages, starting_point
from .lessons import FirstPieces
from .tasks import MEAN, mean_of

CPU = torch.device("cpu")
SHARD = 2000  # rows; what a cut-off run may lose


class Teacher:
    """What has learnt already, asked about rows of texts. `cache` is a folder; answers are found again by weights,
    heads and texts. `tasks` are its heads by name, `network` is None where it is a package."""

    def __init__(self, weights, tokenizer, tasks, logits_of, cache, longest, network=None):
        self.tokenizer, self.logits_of, self.longest, self.network = tokenizer, logits_of, longest, network
        self.tasks = {task.name: task for task in tasks}
        self.first_pieces = FirstPieces(tokenizer)
        with weights.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
        digest.update(" ".join(self.tasks).encode())
        self.cache = cache / digest.hexdigest()[:16]
        self.cache.mkdir(parents=True, exist_ok=True)

    def answers(self, rows, stop=lambda: False):
        """({head: [logits of each row]}, [(first pieces, whether the row was cut)]). Tags are answered for first
        pieces only. `stop` is asked between shards."""
        found = {head: [] for head in self.tasks}
        for start in range(0, len(rows), SHARD):
            shard = rows[start : start + SHARD]
            for head, values in self._shard(shard).items():
                found[head].extend(values)
            if stop():
                raise SystemExit("stopped while the teacher answered; the same command goes on from there")
        words = [(len(self.first_pieces.of(row.ids)), len(row.ids) >= self.longest) for row in rows]
        return found, words

    def _of_tokens(self, head):
        return self.tasks[head].of_tokens

    def _shard(self, rows):
        ids = json.dumps([row.ids for row in rows]).encode()
        file = self.cache / f"{hashlib.sha256(ids).hexdigest()[:24]}.npz"
        lengths = [len(self.first_pieces.of(row.ids)) for row in rows]
        if not file.exists():
            flat = {
                head: np.concatenate(values) if self._of_tokens(head) else np.stack(values)
                for head, values in self._asked(rows).items()
            }
            written = file.with_suffix(".new")
            with written.open("wb") as out:
                np.savez(out, **{head: values.astype(np.float16) for head, values in flat.items()})
            os.replace(written, file)
        with np.load(file) as flat:
            return {
                head: np.split(flat[head], np.cumsum(lengths)[:-1]) if self._of_tokens(head) else list(flat[head])
                for head in self.tasks
            }

    def _asked(self, rows):
        answers = {head: [None] * len(rows) for head in self.tasks}
        for batch in batches.in_order(rows):
            for head, values in self.logits_of(*batches.padded([row for _, row in batch])).items():
                for (index, row), logits in zip(batch, values, strict=True):
                    answers[head][index] = logits[self.first_pieces.of(row.ids)] if self._of_tokens(head) else logits
        return answers


def of(folder, cache, longest, threads=1, device=CPU, bfloat16=False, mean=False):
    """The teacher in `folder`: a package of the catalogue, or a finished run of train.py or distill.py. A package
    is asked on `threads` of the CPU, a run on the `device`. With `mean` it answers with the mean of its tokens as well."""
    if packages.is_package(folder):
        file, tokenizer, tasks = graphs.package(folder)
        graph, tasks = graphs.with_mean(file, tasks) if mean else (file, tasks)
        return Teacher(file, tokenizer, tasks, graphs.logits_of(graph, tasks, threads), cache, longest)
    network, tokenizer = starting_point.finished(folder)
    network.to(device)
    tasks = list(network.tasks.values()) + ([mean_of(network.encoder.config.hidden_size)] if mean else [])
    # Nearly twice as fast as torch.autocast, which rounds the weights anew for each batch.
    asked = copy.deepcopy(network).bfloat16() if bfloat16 else network
    if device == CPU:
        asked.encoder.set_attn_implementation("eager")

    @torch.no_grad()
    def logits_of(*inputs):
        ids, mask, types = loop.on(device, *inputs)
        hidden = asked.hidden(ids, mask, types)
        answers = asked.answers(hidden, mask)
        if mean:
            answers[MEAN] = asked.mean(hidden.float(), mask)
        return {head: values.cpu().numpy() for head, values in answers.items()}

    return Teacher(folder / starting_point.WEIGHTS, tokenizer, tasks, logits_of, cache, longest, network)
