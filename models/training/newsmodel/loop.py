"""The training loop: a fixed order of batches, a warmed-up and decaying rate, checkpoints that it can go on from."""

import os
import time
from dataclasses import dataclass

import torch

from . import batches


@dataclass(frozen=True)
class Plan:
    """How to train. `deadline_minutes` bounds the wall time: the rate then decays to zero by that time, if the steps do
    not end sooner, so that a run on a busy machine still ends as a finished model."""

    seed: int = 20
    epochs: int = 2
    tokens: int = 2048
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    bfloat16: bool = True
    deadline_minutes: float | None = None


def rate_at(progress, warm_up):
    """The factor on the learning rate: linear from 0 to 1 over the warm-up, then linear to 0."""
    return progress / warm_up if progress < warm_up else max(0.0, (1 - progress) / (1 - warm_up))


def _optimizer(network, plan):
    plain, decayed, heads = [], [], []
    for name, parameter in network.named_parameters():
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


def train(network, sources, plan, checkpoint, after_epoch=lambda epoch: None, every=200):
    """Trains in place; returns (steps, seconds spent, over all resumed parts). `sources` are (rows, cap) pairs."""
    optimizer = _optimizer(network, plan)
    order = [batches.epoch(sources, plan.seed * 1000 + epoch, plan.tokens) for epoch in range(plan.epochs)]
    total, step, spent = sum(map(len, order)), 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["spent"]
        print(f"going on from step {step} of {total}", flush=True)
    began = time.monotonic() - spent
    at, means = 0, {}
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
                print(f"the time is up at step {step} of {total}", flush=True)
                return step, spent
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * rate_at(progress, plan.warm_up)
            torch.manual_seed(plan.seed * 1_000_003 + at)  # dropout: the same after a resumption
            task = batch[0].task
            loss = _step(network, optimizer, batch, plan.bfloat16)
            means[task] = 0.98 * means.get(task, loss) + 0.02 * loss
            step = at
            if step % 50 == 0:
                _report(step, total, progress, time.monotonic() - began, means)
            if step % every == 0:
                _save(checkpoint, network=network.state_dict(), optimizer=optimizer.state_dict(),
                      step=step, spent=time.monotonic() - began)  # fmt: skip
        if step == at:  # not for an epoch that a resumed run skipped
            after_epoch(epoch + 1)
    return step, time.monotonic() - began


def _step(network, optimizer, batch, bfloat16):
    network.train()
    ids, mask = map(torch.from_numpy, batches.padded(batch))
    targets = torch.from_numpy(batches.padded_targets(batch))
    with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        loss = network.loss(batch[0].task, ids, mask, targets)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def _report(step, total, progress, spent, means):
    left = spent / progress - spent
    losses = "  ".join(f"{task} {means[task]:.3f}" for task in sorted(means))
    print(f"step {step}/{total}  {spent / 60:.1f} min, {left / 60:.1f} left  loss {losses}", flush=True)
