"""English news topics."""

import random

from ..corpora import A, DEV, TEST, TRAIN, Corpus
from ..tasks import TEXTS, UNLABELLED, Task
from . import readers
from .plain_sentences import sentences

# HuffPost's sections in the order of the label ids in the data. Nine say how a story feels, or whom it is for, not what
# it is about ("COMEDY", "GOOD NEWS", "FIFTY", "WOMEN", "BLACK VOICES"): they teach no topic and are left out. As one topic
# of their own they took whatever named a person.
HUFFPOST_SECTIONS = (
    "POLITICS", "WELLNESS", "ENTERTAINMENT", "TRAVEL", "STYLE & BEAUTY", "PARENTING", "HEALTHY LIVING",
    "QUEER VOICES", "FOOD & DRINK", "BUSINESS", "COMEDY", "SPORTS", "BLACK VOICES", "HOME & LIVING", "PARENTS",
    "THE WORLDPOST", "WEDDINGS", "WOMEN", "IMPACT", "DIVORCE", "CRIME", "MEDIA", "WEIRD NEWS", "GREEN",
    "WORLDPOST", "RELIGION", "STYLE", "SCIENCE", "WORLD NEWS", "TASTE", "TECH", "MONEY", "ARTS", "FIFTY",
    "GOOD NEWS", "ARTS & CULTURE", "ENVIRONMENT", "COLLEGE", "LATINO VOICES", "CULTURE & ARTS", "EDUCATION",
)  # fmt: skip

TOPIC_SECTIONS = {
    "politics": ("POLITICS",),
    "world": ("THE WORLDPOST", "WORLDPOST", "WORLD NEWS"),
    "business": ("BUSINESS", "MONEY"),
    "crime": ("CRIME",),
    "sports": ("SPORTS",),
    "culture and media": ("ARTS", "ARTS & CULTURE", "CULTURE & ARTS", "ENTERTAINMENT", "MEDIA"),
    "science and technology": ("SCIENCE", "TECH"),
    "environment": ("GREEN", "ENVIRONMENT"),
    "health": ("WELLNESS", "HEALTHY LIVING"),
    "education": ("COLLEGE", "EDUCATION"),
    "religion": ("RELIGION",),
    "travel": ("TRAVEL",),
    "food": ("FOOD & DRINK", "TASTE"),
    "style and home": ("STYLE & BEAUTY", "STYLE", "HOME & LIVING"),
    "family and relationships": ("PARENTING", "PARENTS", "WEDDINGS", "DIVORCE"),
}
TOPIC = Task("topic", TEXTS, tuple(TOPIC_SECTIONS))
TOPIC_OF_SECTION = {section: topic for topic, sections in TOPIC_SECTIONS.items() for section in sections}
TOPIC_OF_UCI = {"b": "business", "t": "science and technology", "e": "culture and media", "m": "health"}

def huffpost(data):
    corpus = Corpus("News Category Dataset v2 (HuffPost), 41 x 900 headlines", TOPIC, "CC BY 4.0", "train, dev and test",
                    measures=("accuracy", "macro-F1"))  # fmt: skip
    by_section = {}
    for row in readers.json_lines(data / A / "topic/huffpost/huffpost.json.gz"):
        by_section.setdefault(HUFFPOST_SECTIONS[row["label"]], {})[row["raw"].strip()] = None
    draw = random.Random(41)
    for section in HUFFPOST_SECTIONS:
        texts = list(by_section[section])
        draw.shuffle(texts)
        topic = TOPIC_OF_SECTION.get(section)
        tenth = len(texts) // 10
        for row, text in enumerate(texts if topic else ()):
            corpus.add(TEST if row < tenth else DEV if row < tenth + tenth // 4 else TRAIN, text, topic)
    return corpus


def _story(row):
    return f"{row['headline']} {row['short_description']}".strip()


def huffpost_recent(data):
    corpus = Corpus(
        "News Category Dataset v3 (HuffPost), newest 9,999 rows", TOPIC, "CC BY 4.0", "train, headline and summary"
    )
    taken = {}
    for row in readers.json_lines(data / A / "topic/huffpost/News_Category_Dataset_v3.first9999.json.gz"):
        topic = TOPIC_OF_SECTION.get(row["category"])
        if topic and taken.get(topic, 0) < 700:
            taken[topic] = taken.get(topic, 0) + 1
            corpus.add(TRAIN, _story(row), topic, row["headline"])
    return corpus


def uci_news(data):
    corpus = Corpus("News Aggregator (UCI), first rows", TOPIC, "CC BY 4.0", "train")
    taken = {}
    for row in readers.csv_rows(data / A / "topic/uci-news/uci-news-aggregator.csv.gz"):
        topic = TOPIC_OF_UCI.get(row["CATEGORY"])
        if topic and taken.get(topic, 0) < 700:
            taken[topic] = taken.get(topic, 0) + 1
            corpus.add(TRAIN, row["TITLE"], topic)
    return corpus


def corpora(data):
    """All of them."""
    return [huffpost(data), huffpost_recent(data), uci_news(data)]


def unlabelled(data):
    """News texts without labels of ours, for a student to hear what its teacher says about them: what the data sets
    have beyond the labelled texts. They may repeat those."""
    corpus = Corpus("Unlabelled news", UNLABELLED, "CC BY 2.5 (Wikinews), CC BY 4.0 (the others)", "distillation")
    for year in (2019, 2020):
        for row in readers.csv_rows(data / A / f"text/wikinews/wikinews_{year}.csv.gz"):
            for sentence in sentences(row["text"]):
                corpus.add(TRAIN, sentence, None)
    for row in readers.json_lines(data / A / "topic/huffpost/huffpost.json.gz"):
        corpus.add(TRAIN, row["raw"].strip(), None)
    for row in readers.json_lines(data / A / "topic/huffpost/News_Category_Dataset_v3.first9999.json.gz"):
        corpus.add(TRAIN, _story(row), None, row["headline"])
    for row in readers.csv_rows(data / A / "topic/uci-news/uci-news-aggregator.csv.gz"):
        corpus.add(TRAIN, row["TITLE"], None)
    return [corpus]
