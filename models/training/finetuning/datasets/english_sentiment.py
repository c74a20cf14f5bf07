"""English sentiment."""

from ..corpora import A, C, DEV, TEST, TRAIN, Corpus
from ..tasks import TEXTS, Task
from . import readers
from .plain_sentences import plain_sentences

SENTIMENT = Task("sentiment", TEXTS, ("negative", "neutral", "positive"))
NAMES = {"1": "negative", "2": "neutral", "3": "positive"}


def sst2(data):
    corpus = Corpus(
        "SST-2", SENTIMENT, "none stated by its publishers (research data)", "train, dev and test", 40000,
        ("accuracy (two classes)",),
    )  # fmt: skip
    for split in (TRAIN, DEV, TEST):
        for row, (text, label) in enumerate(readers.table(data / C / f"sentiment/sst2/{split}.tsv.gz", header=True)):
            text = text.strip()
            # The data labels every phrase of a review; "and motorcycles" is positive there. Short ones mislead.
            if split == TRAIN and len(text.split()) < 4 or split == DEV and row >= 1500:
                continue
            corpus.add(split, text, "positive" if label == "1" else "negative")
    return corpus


def goemotions(data):
    corpus = Corpus(
        "GoEmotions", SENTIMENT, "CC BY 4.0", "train, dev and test; grouped, ambiguous rows dropped", 26000,
        ("macro-F1 (three classes)",),
    )  # fmt: skip
    for split in (TRAIN, DEV, TEST):
        for text, label, _ in readers.table(data / A / f"sentiment/goemotions/group/{split}.tsv.gz", header=False):
            if label in NAMES:
                corpus.add(split, text, NAMES[label])
    return corpus


def uci_sentences(data):
    corpus = Corpus("Sentiment Labelled Sentences (UCI)", SENTIMENT, "CC BY 4.0", "train")
    for part in ("amazon_cells", "imdb"):
        for text, label in readers.table(data / A / f"sentiment/uci-sentences/{part}_labelled.txt.gz", header=True):
            corpus.add(TRAIN, text.strip(), "positive" if label == "1" else "negative")
    return corpus


def wikinews(data):
    corpus = Corpus(
        "Wikinews 2019-2020", SENTIMENT, "CC BY 2.5", "train: sentences without charged words, as neutral", 4000
    )
    for year in (2019, 2020):
        for row in readers.csv_rows(data / A / f"text/wikinews/wikinews_{year}.csv.gz"):
            for sentence in plain_sentences(row["text"]):
                corpus.add(TRAIN, sentence, "neutral")
    return corpus


def corpora(data):
    """All of them."""
    return [sst2(data), goemotions(data), uci_sentences(data), wikinews(data)]
