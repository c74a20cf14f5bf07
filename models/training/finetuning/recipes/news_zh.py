"""Chinese news and reviews: sentiment, entities and topic by one small encoder, which learns entities from a large one and
is the mean of three runs."""

from ..datasets import chinese
from ..datasets.english_sentiment import SENTIMENT
from ..recipe import Recipe

RECIPE = Recipe(
    package={
        "name": "news-zh",
        "version": "1.2.0",
        "description": "Sentiment, named entities and topic of short Chinese texts such as news, in one pass of one encoder.",
        "license": (
            "Apache-2.0 as far as it is ours to give: the base model bge-small-zh-v1.5 is MIT, its teacher multilingual BERT"
            " Apache-2.0; four of the training data sets state no licence and one is CC BY-SA, see training-data and README.md"
        ),
        "languages": ["zh"],
        "precision": "int8",
        "max-length": 256,
    },
    base="bge-small-zh-v1.5",
    tasks=(SENTIMENT, chinese.ENTITIES, chinese.TOPIC),
    corpora=chinese.corpora,
    teachers=("teacher-zh",),
    options={
        "ask_about": "own", "labelled_only": True, "pieces": 11000, "epochs": 4, "encoder_rate": 2e-4, "soup": 3,
        "logit_adjustment": "topic",
    },
)  # fmt: skip
