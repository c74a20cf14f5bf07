"""Not a package: a large cased encoder that finds entities well, for smaller ones to learn from."""

from ..datasets import english_entities
from ..datasets.tags import ENTITIES
from ..recipe import Recipe

RECIPE = Recipe(
    package={"name": "teacher-en"},
    base="bert-base-cased",
    tasks=(ENTITIES,),
    corpora=english_entities.corpora,
    options={
        "epochs": 2, "tokens": 2048, "encoder_rate": 6e-5, "frozen_layers": 4, "row_dropout": True, "checkpoint_every": 100,
        "max_steps": 760,
    },
)  # fmt: skip
