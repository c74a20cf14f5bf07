"""How a package of the catalogue comes about: what it starts from, its tasks, its data and its training."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Recipe:
    """`package` are the first lines of its model.yaml. `base` is a checkpoint that models/export can fetch. `corpora`
    and `unlabelled` read data sets out of the data's folder. `options` are those of train.py, or of distill.py where
    there are `teachers`, names of other recipes."""

    package: dict
    base: str
    tasks: tuple
    corpora: Callable
    unlabelled: Callable = field(default=lambda data: [])
    options: dict = field(default_factory=dict)
    teachers: tuple = ()

    @property
    def name(self):
        return self.package["name"]


def names():
    return sorted(file.stem.replace("_", "-") for file in Path(__file__).parent.glob("recipes/[a-z]*.py"))


def named(name):
    if name not in names():
        raise SystemExit(f"no recipe {name}; there are {', '.join(names())}")
    return importlib.import_module(f".recipes.{name.replace('-', '_')}", __package__).RECIPE
