"""What news-en does, by a larger encoder that is given capitals and emoji, and learns entities from teacher-en."""

from ..recipe import Recipe
from . import news_en

RECIPE = Recipe(
    package={
        **news_en.RECIPE.package,
        "name": "news-en-cased",
        "license": news_en.RECIPE.package["license"].replace("all-MiniLM-L6-v2 is Apache-2.0", "bge-small-en-v1.5 is MIT"),
    },
    base="bge-small-en-v1.5",
    tasks=news_en.RECIPE.tasks,
    corpora=news_en.corpora,
    unlabelled=news_en.RECIPE.unlabelled,
    teachers=("teacher-en",),
    options={
        "ask_about": "own", "cased_pieces": 16000, "emoji": True, "epochs": 2, "encoder_rate": 1.5e-4, "fp32": True,
    },
)  # fmt: skip
