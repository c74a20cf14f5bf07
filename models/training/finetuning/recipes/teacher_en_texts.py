"""Not a package: a large cased encoder that tells sentiment and topic, for smaller ones to learn from."""

from ..datasets import english_sentiment, english_topics
from ..recipe import Recipe


def corpora(data):
    yield from english_sentiment.corpora(data)
    yield from english_topics.corpora(data)


RECIPE = Recipe(
    package={"name": "teacher-en-texts"},
    base="bert-base-cased",
    tasks=(english_sentiment.SENTIMENT, english_topics.TOPIC),
    corpora=corpora,
    options={"epochs": 2, "tokens": 1024, "encoder_rate": 5e-5, "frozen_layers": 4, "checkpoint_every": 100},
)
