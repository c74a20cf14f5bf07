"""Requests to a bank's support: what is wanted, and in what mood."""

from dataclasses import replace

from ..datasets import english_requests, english_sentiment
from ..datasets.english_requests import INTENT
from ..datasets.english_sentiment import SENTIMENT
from ..recipe import Recipe

CAPS = {"SST-2": 2000, "GoEmotions": 3000, "Wikinews 2019-2020": 300}
"""Of sentiment an epoch has as much as of intents."""


def corpora(data):
    yield english_requests.banking77(data)
    for corpus in english_sentiment.corpora(data):
        yield replace(corpus, cap=CAPS.get(corpus.name))


RECIPE = Recipe(
    package={
        "name": "support-en",
        "version": "1.0.1",
        "description": "What an English request to a bank's support is about (77 intents), and its sentiment.",
        "license": (
            "Apache-2.0 as far as it is ours to give: the base model all-MiniLM-L6-v2 is Apache-2.0; one of the training"
            " data sets states no licence and others are CC BY, see training-data and README.md"
        ),
        "languages": ["en"],
        "precision": "int8",
        "max-length": 128,
    },
    base="all-minilm-l6-v2",
    tasks=(INTENT, SENTIMENT),
    corpora=corpora,
    options={"pieces": 8000, "epochs": 8, "max_steps": 1053, "encoder_rate": 2e-4},
)
