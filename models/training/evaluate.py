"""Measures an exported graph, a run before export, or the bag-of-words baseline, and writes the figures as JSON.

    python models/training/evaluate.py --recipe news-en --graph model.onnx --tokenizer tokenizer.json --out quality-int8.json
    python models/training/evaluate.py --graph int8.onnx --against fp32.onnx --tokenizer tokenizer.json --out agreement.json
    python models/training/evaluate.py --run runs/teacher/final --out quality-teacher.json
    python models/training/evaluate.py --run runs/teacher/final --calibrate --out calibration-teacher.json
    python models/training/evaluate.py --run runs/teacher --split dev --out so-far.json
    python models/training/evaluate.py --baseline --out quality-baseline.json
"""

import argparse
import json
from pathlib import Path

from finetuning import corpora, evaluation, graphs, recipe, runs


def run_of(folder, threads):
    """(tokenizer, logits, names of tasks) of what train.py or distill.py wrote: a finished run, or the last checkpoint."""
    import torch
    from finetuning import starting_point

    torch.set_num_threads(threads)
    network, tokenizer = starting_point.finished(folder)
    return tokenizer, runs.logits_of(network.to(runs.usual_device())), tuple(network.heads)


def measured(options, data, tasks, language):
    if options.baseline:
        from finetuning import baseline

        return evaluation.as_lines(baseline.evaluate(data, language))
    if options.run:
        tokenizer, answers, trained = run_of(options.run, options.threads)
        data = [corpus for corpus in data if corpus.task.name in trained]
    else:
        from tokenizers import Tokenizer

        tokenizer, answers = Tokenizer.from_file(str(options.tokenizer)), graphs.logits_of(options.graph, tasks, options.threads)
    if options.calibrate:
        return evaluation.calibrate(data, tokenizer, answers)
    if options.against:
        other = graphs.logits_of(options.against, tasks, options.threads)
        return evaluation.as_lines(evaluation.agreement(data, options.split, tokenizer, answers, other))
    return evaluation.as_lines(evaluation.evaluate(data, options.split, tokenizer, answers))


def shown(line):
    if "ece" in line:
        figures = f"{line['ece']:.4f}  {line['ece-scaled']:.4f} at temperature {line['temperature']}"
        return f"{line['task']:10} {figures}, calibration error, {line['data']}"
    return f"{line['task']:10} {line['value']:.4f}  {line['metric']}, {line['data']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=runs.DATA, help="folder of the data sets")
    parser.add_argument("--recipe", default="news-en", help=f"what was trained: {', '.join(recipe.names())}")
    parser.add_argument("--graph", type=Path, help="ONNX file whose outputs are named by task")
    parser.add_argument("--against", type=Path, help="another graph: measure how often both give the same label")
    parser.add_argument("--tokenizer", type=Path, help="its tokenizer.json")
    parser.add_argument("--run", type=Path, help="instead of a graph, final/ of a run, or the run so far")
    parser.add_argument("--baseline", action="store_true", help="train and measure the bag of words instead")
    parser.add_argument("--calibrate", action="store_true", help="fit a temperature on dev, and the calibration error on test")
    parser.add_argument("--split", choices=(corpora.DEV, corpora.TEST), default=corpora.TEST)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    chosen = recipe.named(options.recipe)
    language = chosen.package.get("languages", ["en"])[0]
    lines = measured(options, runs.corpora_of(options, chosen), chosen.tasks, language)
    options.out.write_text(json.dumps(lines, indent=1) + "\n")
    print("\n".join(map(shown, lines)))


if __name__ == "__main__":
    main()
