"""Chinese news and reviews: sentiment, entities and topic by one small encoder."""

from dataclasses import replace

from ..datasets import chinese
from ..recipe import Recipe
from . import news_zh_first


def corpora(data):
    """The same, the few sentences of GSDSIMP more often."""
    for corpus in chinese.corpora(data):
        yield replace(corpus, times=4) if corpus.times > 1 else corpus


RECIPE = Recipe(
    package={
        "name": "news-zh",
        "version": "1.0.0",
        "description": "Sentiment, named entities and topic of short Chinese texts such as news, in one pass of one encoder.",
        "license": (
            "Apache-2.0 as far as it is ours to give: the base model bge-small-zh-v1.5 is MIT; four of the training data"
            " sets state no licence and one is CC BY-SA, see training-data and README.md"
        ),
        "languages": ["zh"],
        "precision": "int8",
        "max-length": 256,
    },
    base="news-zh-first",
    tasks=news_zh_first.RECIPE.tasks,
    corpora=corpora,
    options={"seed": 21, "epochs": 1, "encoder_rate": 1e-4, "head_rate": 3e-4, "fp32": True},
)
