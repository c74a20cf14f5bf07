"""Writes the measured parts of a package's README.md, between markers such as `<!-- quality -->` and `<!-- /quality -->`.

    python models/training/model_card.py --package models/catalog/news-en --run models/training/runs/news-en/final
    python models/training/model_card.py --package models/catalog/news-en           write the card again from its figures
    python models/training/model_card.py --package models/catalog/news-en --check   fail if the card says anything else

With --run it takes what evaluate.py and train.py left there (agreement.json, calibration.json, about.json, log.jsonl),
measures size, speed and behaviour, and keeps it all beside model.yaml in measured.json and behaviour.json. What is not
measured anew stays, as long as the graph is the same. Prose outside the markers is nobody's but yours.
"""

import argparse
import json
import sys
from pathlib import Path

from checklist import report, runner
from figures import measured, readme, sections, training
from finetuning import packages


def speed_of(package, about, run, rounds):
    """The package's graph against the run's weights in fp32; without them, against the package's own graph in fp32."""
    import sessions  # of models/export
    import speed
    from tokenizers import Tokenizer

    if (run / "model-fp32.onnx").exists():
        other, against = sessions.of(run / "model-fp32.onnx"), "the weights before they were rounded"
    elif any(each["precision"] == "fp32" for each in about.get("graphs", ())):
        path = packages.graph_of(about, "fp32")
        other, against = sessions.of(package / path, only_weights=True), f"`{path}`"
    else:
        return None
    words = Tokenizer.from_file(str(package / "tokenizer.json")).get_vocab_size()
    shapes = speed.compare(sessions.of(package / packages.graph_of(about, about["precision"])), other, rounds, words)
    return speed.machine() | {"rounds": rounds, "precisions": [about["precision"], "fp32"],
                              "against": against, "shapes": shapes}  # fmt: skip


def measure(options):
    """Writes measured.json and behaviour.json."""
    package, run, about = options.package, options.run, packages.description(options.package)
    if measured.is_stale(package):  # nothing that is known holds for this graph
        (package / measured.NAME).unlink(missing_ok=True)
        (package / measured.BEHAVIOUR).unlink(missing_ok=True)
    found = {"package": measured.of_what(about)} | measured.read(package)
    for name in ("agreement", "calibration"):
        if (run / f"{name}.json").exists():
            found[name] = json.loads((run / f"{name}.json").read_text())
    if trained := training.of_run(run, options.log):
        found["training"] = trained
    if counted := [each for each in training.about_of(run).get("training-data", ()) if "texts" in each]:
        found["data"] = counted
    found["files"] = measured.sizes(package, about)
    if "speed" not in options.skip and (speed := speed_of(package, about, run, options.rounds)):
        found["speed"] = speed
    if "behaviour" not in options.skip:
        text = report.json_of(runner.run(package))
        (package / measured.BEHAVIOUR).write_text(text, encoding="utf-8")
    (package / measured.NAME).write_text(measured.text_of(found), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", type=Path, required=True, help="folder with model.yaml")
    parser.add_argument("--run", type=Path, help="final/ of the run it was made from: measure anew")
    parser.add_argument("--log", type=Path, help="what train.py printed, of a run without log.jsonl")
    parser.add_argument("--rounds", type=int, default=30, help="of the speed")
    parser.add_argument(
        "--skip", action="append", default=[], choices=("speed", "behaviour"), help="leave as it was measured"
    )
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    if options.run and not options.check:
        measure(options)
    if measured.is_stale(options.package):
        sys.exit(f"{options.package} is another model than {measured.NAME} was measured of: measure it with --run")
    path = options.package / measured.CARD
    card = measured.card_of(options.package)
    if options.check:
        sys.exit(
            0 if path.exists() and path.read_text(encoding="utf-8") == card else f"{path} does not say what was measured"
        )
    path.write_text(card, encoding="utf-8")
    if missing := [name for name in sections.HEADINGS if name not in readme.sections(card)]:
        print(f"{path} has no marker for {', '.join(missing)}")


if __name__ == "__main__":
    main()
