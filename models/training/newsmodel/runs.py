"""What the commands that train have in common: options, where they write, and how a run ends."""

import json
import os
import signal
from pathlib import Path

import torch
from safetensors.torch import save_file

from . import batches, corpora, evaluation, loop, starting_point
from .network import CLASSES

PROJECT = Path(__file__).resolve().parents[3]
RUNS = Path(__file__).resolve().parents[1] / "runs"
LONGEST = 128


def add_options(parser):
    plan = loop.Plan()
    parser.add_argument("--data", type=Path, default=PROJECT / "../shared/data", help="folder of the data sets")
    parser.add_argument("--tasks", default=",".join(batches.TASKS), help="some of sentiment,entities,topic")
    parser.add_argument("--seed", type=int, default=plan.seed)
    parser.add_argument("--epochs", type=int, default=plan.epochs)
    parser.add_argument("--tokens", type=int, default=plan.tokens, help="padded tokens of one batch")
    parser.add_argument("--encoder-rate", type=float, default=plan.encoder_rate, help="for BERT-base 5e-5")
    parser.add_argument("--head-rate", type=float, default=plan.head_rate)
    parser.add_argument("--frozen-layers", type=int, default=0, help="embeddings and lowest layers that stay as they are")
    parser.add_argument("--fp32", action="store_true", help="no bfloat16 autocast; faster where the CPU lacks avx512_bf16")
    parser.add_argument("--deadline-minutes", type=float, help="end by then, the rate decayed")
    parser.add_argument("--checkpoint-every", type=int, default=200, help="steps")
    parser.add_argument("--sparsity", type=float, default=0.0, help="share of the encoder's weights pruned by magnitude")
    parser.add_argument("--threads", type=int, default=os.cpu_count())


def plan_of(options):
    return loop.Plan(options.seed, options.epochs, options.tokens, options.encoder_rate, options.head_rate,
                     bfloat16=not options.fp32, deadline_minutes=options.deadline_minutes,
                     frozen_layers=options.frozen_layers)  # fmt: skip


def tasks_of(options):
    tasks = tuple(options.tasks.split(","))
    if unknown := set(tasks) - set(batches.TASKS):
        raise SystemExit(f"--tasks: {', '.join(sorted(unknown))}; there are {', '.join(batches.TASKS)}")
    return tasks


def saving_of(options):
    """Where the run writes. From here on SIGTERM is a wish to stop, heard after the step."""
    options.run.mkdir(parents=True, exist_ok=True)
    asked = []
    signal.signal(signal.SIGTERM, lambda *_: asked.append(True))
    return loop.Saving(options.run, options.checkpoint_every, stop=lambda: bool(asked))


def logits_of(network):
    """The network as a function from (ids, mask) to {task: logits}, for the evaluation."""
    network.eval()

    def run(ids, mask):
        with torch.no_grad():
            return {task: v.numpy() for task, v in network(torch.from_numpy(ids), torch.from_numpy(mask)).items()}

    return run


def measured(network, data, split, tokenizer):
    """The quality on a split, printed as well."""
    values = evaluation.evaluate(data, split, tokenizer, logits_of(network))
    for (task, name, metric), value in values.items():
        print(f"  {task:10} {value:.4f}  {metric}, {name}", flush=True)
    return values


def describe(folder, network, tokenizer, data, about):
    """Everything about a network but its weights: tokenizer, sizes, and what the outputs mean."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    network.encoder.config.to_json_file(folder / "encoder.json", use_diff=False)
    described = {
        "heads": {task: CLASSES[task] for task in network.heads},
        "training-data": [{"name": c.name, "license": c.license, "use": f"{c.task}: {c.use}"} for c in data],
        **about,
    }
    (folder / starting_point.HEADS).write_text(json.dumps(described, indent=1) + "\n")


def finish(folder, network, tokenizer, trained_on, measured_on, about):
    """What the export reads, and the quality on the test texts."""
    describe(folder, network, tokenizer, trained_on, about)
    weights = {name: value.contiguous() for name, value in network.state_dict().items()}
    save_file(weights, folder / starting_point.WEIGHTS)
    quality = evaluation.as_lines(measured(network, measured_on, corpora.TEST, tokenizer))
    (folder / "quality-torch.json").write_text(json.dumps(quality, indent=1) + "\n")
