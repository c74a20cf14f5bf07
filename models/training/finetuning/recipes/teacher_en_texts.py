"""Not a package: a large cased encoder that tells sentiment and topic, for smaller ones to learn from."""

from dataclasses import replace

from ..datasets import english_sentiment, english_topics
from ..recipe import Recipe

CAPS = {"SST-2": 26000, "GoEmotions": 18000}
"""Three epochs hear as much of these as two of all of it; topics, which have fewer texts, are heard three times."""


def corpora(data):
    for corpus in english_sentiment.corpora(data):
        yield replace(corpus, cap=CAPS.get(corpus.name, corpus.cap))
    yield from english_topics.corpora(data)


RECIPE = Recipe(
    package={"name": "teacher-en-texts"},
    base="bert-base-cased",
    tasks=(english_sentiment.SENTIMENT, english_topics.TOPIC),
    corpora=corpora,
    options={
        "epochs": 3, "tokens": 2048, "encoder_rate": 6e-5, "frozen_layers": 4, "row_dropout": True, "checkpoint_every": 100,
    },
)  # fmt: skip
