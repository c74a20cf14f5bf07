"""Not a package: the first two epochs of news-zh."""

from ..datasets import chinese
from ..datasets.english_sentiment import SENTIMENT
from ..recipe import Recipe

RECIPE = Recipe(
    package={"name": "news-zh-first", "languages": ["zh"]},
    base="bge-small-zh-v1.5",
    tasks=(SENTIMENT, chinese.ENTITIES, chinese.TOPIC),
    corpora=chinese.corpora,
    options={"pieces": 11000, "epochs": 2, "encoder_rate": 2e-4, "fp32": True},
)
