"""Behavioural tests of a model package, beside its accuracy: what it can, what it must not mind, and which way it must move
(minimum functionality, invariance and directional tests after Ribeiro et al. 2020, CheckList).

    python models/training/behaviour.py --package models/catalog/news-en --out models/catalog/news-en/behaviour.json

The suites in checklist/suites that fit the package's tasks and languages are run on one thread, one text at a time.
"""

import argparse
from pathlib import Path

from checklist import report, runner


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", type=Path, required=True, help="folder with model.yaml")
    parser.add_argument("--precision", help="another graph of the package than the default one")
    parser.add_argument("--suite", action="append", help="only this suite, such as sentiment-en; may be repeated")
    parser.add_argument("--out", type=Path, help="JSON file with every failure")
    options = parser.parse_args()
    found = runner.run(options.package, options.precision, options.suite)
    if not found["capabilities"]:
        parser.error(f"no suite fits the tasks and languages of {options.package}")
    if options.out:
        options.out.write_text(report.json_of(found), encoding="utf-8")
    print(report.text_of(found))


if __name__ == "__main__":
    main()
