"""Trains a network of one encoder and a head for each task: the catalogue model news-en, or a larger one that teaches it.

`python models/training/train.py --help` lists what can be set. SIGTERM writes a checkpoint and ends; the same command
goes on from it.
"""

import argparse
from dataclasses import asdict
from pathlib import Path

import torch

from newsmodel import base_model, batches, corpora, loop, low_rank, pruning, runs, starting_point


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True,
                        help=f"jar of {base_model.ARTIFACT}, a BERT in a folder of Transformers, or final/ of a run")  # fmt: skip
    parser.add_argument("--run", type=Path, default=runs.RUNS / "news-en", help="folder to write")
    parser.add_argument("--lora-rank", type=int, default=0,
                        help="train matrices of this rank beside the encoder's, which stay as they are")  # fmt: skip
    runs.add_options(parser)
    options = parser.parse_args()
    if options.lora_rank and options.sparsity:
        parser.error("--sparsity prunes the weights that --lora-rank leaves alone")
    return options


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    plan, tasks, saving = runs.plan_of(options), runs.tasks_of(options), runs.saving_of(options)
    data = [corpus for corpus in corpora.all_corpora(options.data) if corpus.task in tasks]
    network, tokenizer = starting_point.network_of(options.base, tasks, plan.seed)
    runs.describe(options.run, network, tokenizer, data, {"plan": asdict(plan)})
    if options.lora_rank:
        low_rank.adapt(network.encoder, options.lora_rank)
    sources = [(batches.encode(c.task, c.splits[corpora.TRAIN], tokenizer, runs.LONGEST), c.cap) for c in data]
    steps, seconds = loop.train(
        network, sources, plan, saving,
        after_epoch=lambda epoch: runs.measured(network, data, corpora.DEV, tokenizer),
        after_step=pruning.Pruning(network.encoder, options.sparsity) if options.sparsity else None,
    )  # fmt: skip
    low_rank.merge(network.encoder)
    about = {"plan": asdict(plan), "steps": steps, "minutes": round(seconds / 60, 1)}
    about |= {name: value for name in ("lora_rank", "sparsity") if (value := getattr(options, name))}
    runs.finish(options.run / "final", network, tokenizer, data, data, about)


if __name__ == "__main__":
    main()
