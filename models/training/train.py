"""Trains a network of one encoder and a head for each task, by a recipe of finetuning/recipes.

`python models/training/train.py --help` lists what can be set. SIGTERM writes a checkpoint and ends; the same command
goes on from it.
"""

import argparse
from dataclasses import asdict
from pathlib import Path

import torch

from finetuning import corpora, encoding, low_rank, pruning, runs, soup, starting_point


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True,
                        help="folder with a BERT as Transformers' save_pretrained writes it, or final/ of a run")  # fmt: skip
    runs.add_size_options(parser)
    parser.add_argument("--lora-rank", type=int, default=0,
                        help="train matrices of this rank beside the encoder's, which stay as they are")  # fmt: skip
    options, chosen = runs.parsed(parser)
    if options.lora_rank and options.sparsity:
        parser.error("--sparsity prunes the weights that --lora-rank leaves alone")
    return options, chosen


def main():
    options, chosen = arguments()
    torch.set_num_threads(options.threads)
    plan, tasks, saving = runs.plan_of(options), runs.tasks_of(options, chosen), runs.saving_of(options)
    data = [corpus for corpus in runs.corpora_of(options, chosen) if corpus.task in tasks]
    network, tokenizer = starting_point.network_of(options.base, tasks, plan.seed)
    tokenizer = runs.sized(options, network.encoder, tokenizer, data)
    about = {"package": chosen.package, "plan": asdict(plan)}
    runs.describe(options.run, network, tokenizer, data, about)
    if options.lora_rank:
        low_rank.adapt(network.encoder, options.lora_rank)
    network.to(options.device)
    sources = [(encoding.encode(c.task, c.splits[corpora.TRAIN], tokenizer, options.longest) * c.times, c.cap) for c in data]
    steps, seconds = soup.train(
        options.soup, network, sources, plan, saving,
        after_epoch=lambda folder, epoch: runs.after_epoch(folder, epoch, network, data, tokenizer),
        after_step=pruning.Pruning(network.encoder, options.sparsity) if options.sparsity else None,
    )  # fmt: skip
    low_rank.merge(network.encoder)
    about |= {"steps": steps, "minutes": round(seconds / 60, 1)}
    about |= {name: value for name in ("lora_rank", "sparsity") if (value := getattr(options, name))}
    runs.finish(options, network, tokenizer, data, data, about)


if __name__ == "__main__":
    main()
