"""The training loop: a fixed order of batches, a warmed-up and decaying rate, checkpoints that it can go on from."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import torch

from . import batches, row_dropout
from .starting_point import CHECKPOINT


@dataclass(frozen=True)
class Plan:
    """How to train. `max_steps` and `deadline_minutes` bound the steps and the wall time: the rate then decays to zero by that
    step or time, if the epochs do not end sooner, so that what comes out is a finished model."""

    seed: int = 20
    epochs: int = 2
    tokens: int = 2048
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    bfloat16: bool = True
    max_steps: int | None = None
    deadline_minutes: float | None = None
    frozen_layers: int = 0
    row_dropout: bool = False


@dataclass
class Saving:
    """Where and how often a run writes what it has reached, and who asks it to stop: `stop` is asked after each step."""

    folder: Path
    every: int = 200
    stop: Callable = field(default=lambda: False)

    @property
    def checkpoint(self):
        return self.folder / CHECKPOINT


def rate_at(progress, warm_up):
    """The factor on the learning rate: linear from 0 to 1 over the warm-up, then linear to 0."""
    return progress / warm_up if progress < warm_up else max(0.0, (1 - progress) / (1 - warm_up))


def _optimizer(network, plan):
    plain, decayed, heads = [], [], []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        group = heads if name.startswith("heads.") else decayed if parameter.ndim > 1 else plain
        group.append(parameter)
    return torch.optim.AdamW([
        {"params": decayed, "rate": plan.encoder_rate, "weight_decay": 0.01},
        {"params": plain, "rate": plan.encoder_rate, "weight_decay": 0.0},
        {"params": heads, "rate": plan.head_rate, "weight_decay": 0.01},
    ], lr=0.0, fused=True)  # fmt: skip


def _save(path, **state):
    torch.save(state, f"{path}.new")
    os.replace(f"{path}.new", path)


def train(network, sources, plan, saving, after_epoch=lambda folder, epoch: None, step_loss=None, after_step=None):
    """Trains in place; returns (steps, seconds spent, over all resumed parts). `sources` are (rows, cap) pairs.

    `step_loss(network, batch)` is the loss of one batch; without it, that of the network's own labels.
    `after_step(step, progress)` may change the weights. `after_epoch` is told the run's folder and the number of the epoch.
    """
    network.freeze(plan.frozen_layers)
    if plan.row_dropout:
        row_dropout.use(network.encoder)
    optimizer = _optimizer(network, plan)
    order = [batches.epoch(sources, plan.seed * 1000 + epoch, plan.tokens) for epoch in range(plan.epochs)]
    total, step, spent, means = sum(map(len, order)), 0, 0.0, {}
    total = min(total, plan.max_steps or total)
    if saving.checkpoint.exists():
        state = torch.load(saving.checkpoint, weights_only=True, map_location=network.device)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent, means = state["step"], state["spent"], state.get("means", {})
        print(f"going on from step {step} of {total}", flush=True)
    began = time.monotonic() - spent
    at, reported = 0, spent
    for epoch, epoch_batches in enumerate(order):
        for batch in epoch_batches:
            at += 1
            if at <= step:
                continue
            spent = time.monotonic() - began
            progress = at / total
            if plan.deadline_minutes:
                progress = max(progress, spent / (60 * plan.deadline_minutes))
            if progress > 1:
                print(f"ended at step {step} of {total}", flush=True)
                return step, spent
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * rate_at(progress, plan.warm_up)
            torch.manual_seed(plan.seed * 1_000_003 + at)  # dropout: the same after a resumption
            task = batch[0].task.name
            loss = _step(network, optimizer, batch, plan.bfloat16, step_loss or labelled_loss)
            if after_step:
                after_step(at, progress)
            means[task] = 0.98 * means.get(task, loss) + 0.02 * loss
            step, spent = at, time.monotonic() - began
            if step % 50 == 0 or spent - reported > 120:
                _report(step, total, progress, spent, means, saving.folder)
                reported = spent
            stopping = saving.stop()
            if step % saving.every == 0 or step == total or stopping:
                _save(saving.checkpoint, network=network.state_dict(), optimizer=optimizer.state_dict(),
                      step=step, spent=spent, means=means)  # fmt: skip
            if stopping:
                raise SystemExit(f"stopped after step {step} of {total}; the same command goes on from there")
        if step == at:  # not for an epoch that a resumed run skipped
            after_epoch(saving.folder, epoch + 1)
    return step, time.monotonic() - began


def on(device, *arrays):
    """The arrays as tensors there."""
    return tuple(torch.from_numpy(array).to(device) for array in arrays)


def labelled_loss(network, batch):
    ids, mask, types, targets = on(network.device, *batches.padded(batch), batches.padded_targets(batch))
    return network.loss(batch[0].task, ids, mask, types, targets)


def _step(network, optimizer, batch, bfloat16, step_loss):
    network.train()
    with torch.autocast(network.device.type, torch.bfloat16, enabled=bfloat16):
        loss = step_loss(network, batch)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def _report(step, total, progress, spent, means, folder):
    left = spent / progress - spent
    losses = "  ".join(f"{task} {means[task]:.3f}" for task in sorted(means))
    print(f"step {step}/{total}  {spent / 60:.1f} min, {left / 60:.1f} left  loss {losses}", flush=True)
    state = {"step": step, "steps": total, "minutes": round(spent / 60, 1), "minutes-left": round(left / 60, 1)}
    state["loss"] = {task: round(mean, 4) for task, mean in means.items()}
    (folder / "progress.json").write_text(json.dumps(state, indent=1) + "\n")
    log(folder, {"step": step, "minutes": state["minutes"], "loss": state["loss"]})


def log(folder, entry):
    """One line more in the run's log.jsonl."""
    with (folder / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")
