"""Trains the catalogue model news-en. `python models/training/train.py --help` lists what can be set."""

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import save_file

from newsmodel import base_model, batches, corpora, evaluation, labels, loop
from newsmodel.network import NewsNetwork

PROJECT = Path(__file__).resolve().parents[2]
LONGEST = 128


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    plan = loop.Plan()
    parser.add_argument("--data", type=Path, default=PROJECT / "../shared/data", help="folder of the data sets")
    parser.add_argument("--base", type=Path, required=True, help=f"jar of {base_model.ARTIFACT}")
    parser.add_argument("--run", type=Path, default=Path(__file__).parent / "runs/news-en", help="folder to write")
    parser.add_argument("--seed", type=int, default=plan.seed)
    parser.add_argument("--epochs", type=int, default=plan.epochs)
    parser.add_argument("--tokens", type=int, default=plan.tokens, help="padded tokens of one batch")
    parser.add_argument("--encoder-rate", type=float, default=plan.encoder_rate)
    parser.add_argument("--head-rate", type=float, default=plan.head_rate)
    parser.add_argument("--fp32", action="store_true", help="no bfloat16 autocast")
    parser.add_argument("--deadline-minutes", type=float, help="end by then, the rate decayed")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    return parser.parse_args()


def logits_of(network):
    def run(ids, mask):
        with torch.no_grad():
            return {task: v.numpy() for task, v in network(torch.from_numpy(ids), torch.from_numpy(mask)).items()}

    return run


def save(folder, network, tokenizer, data, plan, steps, seconds):
    """What the export reads: weights, tokenizer, and what the outputs mean."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"))
    network.encoder.config.to_json_file(folder / "encoder.json", use_diff=False)
    about = {
        "heads": {"sentiment": labels.SENTIMENTS, "entities": labels.ENTITY_TAGS, "topic": labels.TOPICS},
        "training-data": [{"name": c.name, "license": c.license, "use": f"{c.task}: {c.use}"} for c in data],
        "plan": asdict(plan), "steps": steps, "minutes": round(seconds / 60, 1),
    }  # fmt: skip
    (folder / "heads.json").write_text(json.dumps(about, indent=1) + "\n")


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    plan = loop.Plan(options.seed, options.epochs, options.tokens, options.encoder_rate, options.head_rate,
                     bfloat16=not options.fp32, deadline_minutes=options.deadline_minutes)  # fmt: skip
    options.run.mkdir(parents=True, exist_ok=True)
    encoder, tokenizer = base_model.load(options.base)
    data = corpora.all_corpora(options.data)
    sources = [(batches.encode(c.task, c.splits[corpora.TRAIN], tokenizer, LONGEST), c.cap) for c in data]
    torch.manual_seed(plan.seed)
    network = NewsNetwork(encoder)

    def measure(split):
        network.eval()
        values = evaluation.evaluate(data, split, tokenizer, logits_of(network))
        for (task, name, metric), value in values.items():
            print(f"  {task:10} {value:.4f}  {metric}, {name}", flush=True)
        return values

    steps, seconds = loop.train(network, sources, plan, options.run / "checkpoint.pt", lambda epoch: measure(corpora.DEV))
    save(options.run / "final", network, tokenizer, data, plan, steps, seconds)
    quality = evaluation.as_lines(measure(corpora.TEST))
    (options.run / "final/quality-torch.json").write_text(json.dumps(quality, indent=1) + "\n")


if __name__ == "__main__":
    main()
