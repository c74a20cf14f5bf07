"""What a teacher says about many texts, kept on disk: a run of the student asks once, however often it is resumed."""

import hashlib
import json
import os

import numpy as np
import torch

from . import batches, starting_point
from .lessons import FirstPieces

SHARD = 2000  # rows; what a cut-off run may lose


class Teacher:
    """A finished run, asked about rows of texts. `cache` is a folder; answers are found again by weights and texts."""

    def __init__(self, folder, cache, longest, bfloat16=False):
        self.network, self.tokenizer = starting_point.finished(folder)
        self.tasks, self.longest, self.bfloat16 = self.network.tasks, longest, bfloat16
        self.heads = tuple(self.tasks)
        self.first_pieces = FirstPieces(self.tokenizer)
        with (folder / starting_point.WEIGHTS).open("rb") as weights:
            self.cache = cache / hashlib.file_digest(weights, "sha256").hexdigest()[:16]
        self.cache.mkdir(parents=True, exist_ok=True)

    def answers(self, rows, stop=lambda: False):
        """({head: [logits of each row]}, [(first pieces, whether the row was cut)]). Tags are answered for first
        pieces only. `stop` is asked between shards."""
        found = {head: [] for head in self.heads}
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
                for head in self.heads
            }

    @torch.no_grad()
    def _asked(self, rows):
        self.network.eval()
        answers = {head: [None] * len(rows) for head in self.heads}
        for batch in batches.in_order(rows):
            inputs = map(torch.from_numpy, batches.padded([row for _, row in batch]))
            with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
                said = self.network(*inputs)
            for head, values in said.items():
                for (index, row), logits in zip(batch, values.numpy(), strict=True):
                    answers[head][index] = logits[self.first_pieces.of(row.ids)] if self._of_tokens(head) else logits
        return answers
