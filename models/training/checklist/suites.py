"""The suites of sentences, and which of them fit the tasks of a package.

A suite is a YAML file:

    language: en
    task: {kind: text-classification, labels: [negative, positive]}     which tasks it is for; `name` may be asked as well
    capabilities:
      - {name: …, kind: MFT | INV | DIR, about: one line, hard: true if few models are expected to hold it, …}

What else a capability has is told in cases.py. Where a label is named, `sports|sport` means either.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent / "suites"


@dataclass(frozen=True)
class Suite:
    name: str
    language: str
    task: dict
    capabilities: list

    def task_of(self, about):
        """The task of a package (its model.yaml) that this suite is for, or None."""
        if self.language not in about.get("languages", ()):
            return None
        return next((task for task in about["tasks"] if self._fits(task)), None)

    def _fits(self, task):
        names = self.task.get("name", [task["name"]])
        known = labels_of(task)
        needed = self.task.get("labels", ())
        return task["kind"] == self.task["kind"] and task["name"] in names and all(acceptable(each, known) for each in needed)


def read(path):
    return Suite(path.stem, **yaml.safe_load(path.read_text(encoding="utf-8")))


def all_suites(folder=FOLDER):
    return [read(path) for path in sorted(folder.glob("*.yaml"))]


def names_of(label):
    """The names a label goes by: `Lost_or_stolen` is "lost or stolen", and "A: human necessities" both of its parts."""
    plain = re.sub(r"[_\s/&-]+", " ", str(label)).strip(" ?").lower()
    coded = re.fullmatch(r"([a-z])\b[\s:.,–-]+(.+)", plain)
    return {plain, *(coded.groups() if coded else ())}


def labels_of(task):
    """{name: label} for every name of every label of a task; entity tags count as their types."""
    labels = [re.sub(r"^[BI]-", "", label) for label in task.get("labels", ())]
    return {name: label for label in labels for name in names_of(label)}


def acceptable(expectation, known):
    """The labels that an expectation such as `sports|sport` allows, among those `known` as of `labels_of`."""
    asked = set().union(*map(names_of, expectation.split("|")))
    return frozenset(label for name, label in known.items() if name in asked)
