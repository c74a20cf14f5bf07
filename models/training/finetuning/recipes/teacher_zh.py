"""Not a package: a large encoder that finds entities in Chinese well, for smaller ones to learn from."""

from ..datasets import chinese
from ..recipe import Recipe

RECIPE = Recipe(
    package={"name": "teacher-zh"},
    base="bert-base-multilingual-cased",
    tasks=(chinese.ENTITIES,),
    corpora=chinese.entity_corpora,
    options={"epochs": 2, "tokens": 1024, "encoder_rate": 5e-5, "frozen_layers": 4, "checkpoint_every": 100},
)
