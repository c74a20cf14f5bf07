"""What news-en does, by half of BERT-base: the six lowest layers of teacher-en, which learn entities from it, and
everything from news-en, also on news that has no label."""

from ..recipe import Recipe
from . import news_en

RECIPE = Recipe(
    package={
        **news_en.RECIPE.package,
        "name": "distilbert-en",
        "version": "1.0.0",
        "built-by": "python models/training/reproduce.py distilbert-en",
        "description": "Sentiment, named entities and topic of short English texts such as news, by six layers of BERT-base.",
        "license": (
            "Apache-2.0 as far as it is ours to give: the base model BERT-base cased is Apache-2.0; two of the training"
            " data sets state no licence and others are CC BY or CC BY-SA, see training-data and README.md"
        ),
    },
    base="bert-base-cased",
    tasks=news_en.RECIPE.tasks,
    corpora=news_en.corpora,
    unlabelled=news_en.RECIPE.unlabelled,
    teachers=("teacher-en", "news-en"),
    options={
        "ask_about": "own", "mean": 5.0, "layers": "0,1,2,3,4,5", "frozen_layers": 2, "row_dropout": True, "epochs": 2,
        "tokens": 1024, "encoder_rate": 8e-5, "head_rate": 5e-4, "checkpoint_every": 200, "max_steps": 6500,
    },
)  # fmt: skip
