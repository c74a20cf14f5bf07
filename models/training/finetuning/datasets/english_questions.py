"""English questions about paragraphs."""

import gzip
import json

from ..corpora import B, DEV, TEST, TRAIN, Corpus
from ..tasks import QUESTIONS, Task

ANSWER = Task("answer", QUESTIONS, ("start", "end"))
FILES = {"SQuAD 2.0": "squad2-dev-part/dev-v2.0.json.gz", "XQuAD English": "xquad/xquad.en.json.gz"}


def _articles(data, name):
    with gzip.open(data / B / "qa" / FILES[name], "rt", encoding="utf-8") as file:
        return json.load(file)["data"]


def _examples(article):
    for paragraph in article["paragraphs"]:
        for asked in paragraph["qas"]:
            answers = tuple((each["answer_start"], each["text"]) for each in asked["answers"])
            yield (asked["question"].strip(), paragraph["context"]), () if asked.get("is_impossible") else answers


def corpora(data):
    """Both are parts of SQuAD's dev file and share articles: every fifth article, by title, is tested in both, and every
    twentieth chooses."""
    titles = sorted({article["title"] for name in FILES for article in _articles(data, name)})
    for name in FILES:
        corpus = Corpus(name, ANSWER, "CC BY-SA 4.0", "train, dev and test by article", measures=("answers",))
        met = set()
        for article in _articles(data, name):
            number = titles.index(article["title"])
            split = TEST if number % 5 == 0 else DEV if number % 20 == 1 else TRAIN
            for text, answers in _examples(article):
                if (split, text) not in met:
                    met.add((split, text))
                    corpus.add(split, text, answers)
        yield corpus
