"""Not a package: a large cased encoder that finds entities well, for smaller ones to learn from."""

from ..datasets import english_entities
from ..datasets.tags import ENTITIES
from ..recipe import Recipe

RECIPE = Recipe(
    package={"name": "teacher-en"},
    base="bert-base-cased",
    tasks=(ENTITIES,),
    corpora=english_entities.corpora,
    options={"epochs": 1, "tokens": 1024, "encoder_rate": 5e-5, "frozen_layers": 4, "checkpoint_every": 100},
)
