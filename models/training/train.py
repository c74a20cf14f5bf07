"""Trains a network of one encoder and a head for each task: the catalogue model news-en, or a larger one that teaches it.

`python models/training/train.py --help` lists what can be set. SIGTERM writes a checkpoint and ends; the same command
goes on from it.
"""

import argparse
import json
import os
import signal
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import save_file

from newsmodel import base_model, batches, corpora, evaluation, loop, starting_point
from newsmodel.network import CLASSES

PROJECT = Path(__file__).resolve().parents[2]
LONGEST = 128


def add_plan(parser):
    """The options that every kind of training has."""
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
    parser.add_argument("--threads", type=int, default=os.cpu_count())


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True,
                        help=f"jar of {base_model.ARTIFACT}, a BERT in a folder of Transformers, or final/ of a run")  # fmt: skip
    parser.add_argument("--run", type=Path, default=Path(__file__).parent / "runs/news-en", help="folder to write")
    add_plan(parser)
    return parser.parse_args()


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
    def run(ids, mask):
        with torch.no_grad():
            return {task: v.numpy() for task, v in network(torch.from_numpy(ids), torch.from_numpy(mask)).items()}

    return run


def measured(network, data, split, tokenizer):
    """The quality on a split, printed as well."""
    network.eval()
    values = evaluation.evaluate(data, split, tokenizer, logits_of(network))
    for (task, name, metric), value in values.items():
        print(f"  {task:10} {value:.4f}  {metric}, {name}", flush=True)
    return values


def save(folder, network, tokenizer, data, plan, steps, seconds):
    """What the export reads: weights, tokenizer, and what the outputs mean."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: value.contiguous() for name, value in network.state_dict().items()}
    save_file(weights, folder / starting_point.WEIGHTS)
    tokenizer.save(str(folder / "tokenizer.json"))
    network.encoder.config.to_json_file(folder / "encoder.json", use_diff=False)
    about = {
        "heads": {task: CLASSES[task] for task in network.heads},
        "training-data": [{"name": c.name, "license": c.license, "use": f"{c.task}: {c.use}"} for c in data],
        "plan": plan, "steps": steps, "minutes": round(seconds / 60, 1),
    }  # fmt: skip
    (folder / starting_point.HEADS).write_text(json.dumps(about, indent=1) + "\n")


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    plan, tasks, saving = plan_of(options), tasks_of(options), saving_of(options)
    data = [corpus for corpus in corpora.all_corpora(options.data) if corpus.task in tasks]
    network, tokenizer = starting_point.network_of(options.base, tasks, plan.seed)
    sources = [(batches.encode(c.task, c.splits[corpora.TRAIN], tokenizer, LONGEST), c.cap) for c in data]
    steps, seconds = loop.train(
        network, sources, plan, saving, lambda epoch: measured(network, data, corpora.DEV, tokenizer)
    )
    final = options.run / "final"
    save(final, network, tokenizer, data, asdict(plan), steps, seconds)
    quality = evaluation.as_lines(measured(network, data, corpora.TEST, tokenizer))
    (final / "quality-torch.json").write_text(json.dumps(quality, indent=1) + "\n")


if __name__ == "__main__":
    main()
