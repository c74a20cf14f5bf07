"""English news: sentiment, entities and topic by one small encoder, which is given capitals and emoji and learns
entities from a large one."""

from ..datasets import english_entities, english_sentiment, english_topics
from ..datasets.english_sentiment import SENTIMENT
from ..datasets.english_topics import TOPIC
from ..datasets.tags import ENTITIES
from ..recipe import Recipe


def corpora(data):
    yield from english_sentiment.corpora(data)
    yield from english_entities.corpora(data)
    yield from english_topics.corpora(data)


RECIPE = Recipe(
    package={
        "name": "news-en",
        "version": "2.0.0",
        "description": "Sentiment, named entities and topic of short English texts such as news, in one pass of one encoder.",
        "license": (
            "Apache-2.0 as far as it is ours to give: the base model bge-small-en-v1.5 is MIT, its teacher BERT-base cased"
            " Apache-2.0; two of the training data sets state no licence and others are CC BY or CC BY-SA, see training-data"
            " and README.md"
        ),
        "languages": ["en"],
        "precision": "int8",
        "max-length": 256,
    },
    base="bge-small-en-v1.5",
    tasks=(SENTIMENT, ENTITIES, TOPIC),
    corpora=corpora,
    unlabelled=english_topics.unlabelled,
    teachers=("teacher-en",),
    options={
        "ask_about": "own", "labelled_only": True, "cased_pieces": 32000, "emoji": True, "epochs": 2, "encoder_rate": 1.5e-4,
        "max_steps": 3424,
    },
)
