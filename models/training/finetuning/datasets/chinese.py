"""Chinese sentiment, entities and news topics."""

import csv
import gzip
import io
import json
import re
import zipfile

from ..corpora import B, C, DEV, TEST, TRAIN, Corpus
from ..tasks import TEXTS, TOKENS, Task
from . import readers, tags
from .english_sentiment import SENTIMENT

ENTITIES = Task("entities", TOKENS, ("O", *(f"{edge}-{kind}" for kind in ("PER", "ORG", "LOC") for edge in "BI")))
TOPIC = Task("topic", TEXTS, (
    "agriculture", "business", "cars", "culture", "education", "entertainment", "games", "property", "sports",
    "technology", "travel", "world and military",
))  # fmt: skip
NAMED = ("span F1 (PER, ORG, LOC)",)

# "story" says how a text is told, not what it is about: it teaches no topic.
TNEWS_TOPICS = {
    "agriculture": "agriculture", "finance": "business", "stock": "business", "car": "cars", "culture": "culture",
    "edu": "education", "entertainment": "entertainment", "game": "games", "house": "property", "sports": "sports",
    "tech": "technology", "travel": "travel", "military": "world and military", "world": "world and military",
}  # fmt: skip
# In the order of its label ids; what we have no topic for (society, politics) is left out.
THUCNEWS_TOPICS = ("business", "property", "business", "education", "technology", None, None, "sports", "games", "entertainment")
CLUENER_TYPES = {
    "name": "PER", "company": "ORG", "organization": "ORG", "government": "ORG", "address": "LOC", "scene": "LOC",
}  # fmt: skip

# Characters of praise, harm and quarrel: a sentence with one is not taken as neutral.
CHARGED = set("好坏美丑爱恨喜怒哀乐杀死伤亡病毒战炸袭抢骗盗罪罚囚狱斗争毁灭灾难险恶劣差优佳胜败赢输奖誉荣辱痛苦悲惨惊恐怕忧愁愤怨骂哭笑赞谢祝贺贪污贿乱暴")
_WORD = re.compile(r"[A-Za-z0-9]+|\S")


def chnsenticorp(data):
    """Its dev file is the test; of the train file every 24th text chooses."""
    corpus = Corpus(
        "ChnSentiCorp", SENTIMENT, "none stated by its publisher (research data)", "train and dev (its train file), test (its dev file)",
        measures=("accuracy (two classes)",),
    )  # fmt: skip
    for part, splits in (("train", (TRAIN, DEV)), ("dev", (TEST, TEST))):
        for row, (text, label) in enumerate(readers.table(data / C / f"sentiment/chnsenticorp/{part}.tsv.gz", header=False)):
            corpus.add(splits[row % 24 == 23], text, label)
    return corpus


def online_shopping(data):
    """Reviews of hotels, all of them in each epoch as a third of ChnSentiCorp is about hotels, and of other goods, some."""
    told = (SENTIMENT, "none stated by its publisher", "train")
    hotels = Corpus("Online shopping reviews (10 categories), hotels", *told)
    others = Corpus("Online shopping reviews (10 categories), all but hotels", *told, 4000)
    archive = data / C / "sentiment/online_shopping_10_cats.zip.gz"
    with gzip.open(archive) as packed, zipfile.ZipFile(io.BytesIO(packed.read())) as files:
        text = files.read("online_shopping_10_cats.csv").decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text)):
        review = row["review"].strip("\ufeff ")
        if 4 <= len(review) <= 200:
            corpus = hotels if row["cat"] == "酒店" else others
            corpus.add(TRAIN, review, "positive" if row["label"] == "1" else "negative")
    return hotels, others


def _gsd(data, part):
    return readers.universal_ner(data / B / f"ner/uner-zh-gsdsimp/zh_gsdsimp-ud-{part}.iob2.gz")


def plain_sentences(data):
    corpus = Corpus(
        "Universal NER Chinese GSDSIMP, sentences", SENTIMENT, "CC BY-SA 4.0", "train: sentences without charged characters, as neutral",
    )  # fmt: skip
    for words, _ in _gsd(data, "train"):
        if not CHARGED & set(text := "".join(words)):
            corpus.add(TRAIN, text, "neutral")
    return corpus


def gsdsimp(data):
    corpus = Corpus("Universal NER Chinese GSDSIMP", ENTITIES, "CC BY-SA 4.0", "train, dev and test",
                    measures=NAMED, times=2)  # fmt: skip
    for part, split in (("train", TRAIN), ("dev", DEV), ("test", TEST)):
        for words, theirs in _gsd(data, part):
            corpus.add(split, words, tags.map_types(tags.to_bio(theirs), {kind: kind for kind in ("PER", "ORG", "LOC")}))
    return corpus


def tagged_words(text, entities):
    """(words, BIO tags) of a text. `entities` are (type, first character, one past the last)."""
    kind_at = {at: (kind, start) for kind, start, end in entities for at in range(start, end)}
    words, found, previous = [], [], None
    for match in _WORD.finditer(text):
        entity = kind_at.get(match.start())
        words.append(match.group())
        found.append("O" if entity is None else f"{'I' if entity == previous else 'B'}-{entity[0]}")
        previous = entity
    return words, found


def cluener(data):
    corpus = Corpus("CLUENER 2020", ENTITIES, "none stated by its publishers", "train (types mapped)")
    with gzip.open(data / C / "ner/cluener/train.json.gz", "rt", encoding="utf-8") as file:
        text, decoder, at = file.read(), json.JSONDecoder(), 0
    while at < len(text):
        row, at = decoder.raw_decode(text, at)
        at += len(text[at:]) - len(text[at:].lstrip()) if text[at : at + 1].isspace() else 0
        spans = [
            (CLUENER_TYPES[kind], start, last + 1)
            for kind, names in row["label"].items() if kind in CLUENER_TYPES
            for places in names.values() for start, last in places
        ]  # fmt: skip
        corpus.add(TRAIN, *tagged_words(row["text"], spans))
    return corpus


def tnews(data):
    corpus = Corpus("TNEWS", TOPIC, "none stated by its publishers", "train, dev and test (its dev file)", 16000,
                    ("accuracy", "macro-F1"))  # fmt: skip
    for part, splits in (("train", (TRAIN, DEV)), ("dev", (TEST, TEST))):
        for row, (text, label) in enumerate(readers.table(data / C / f"topic/tnews/{part}.tsv.gz", header=False)):
            if topic := TNEWS_TOPICS.get(label.removeprefix("news_")):
                corpus.add(splits[row % 50 == 49], text, topic)
    return corpus


def thucnews(data):
    corpus = Corpus("THUCNews titles, eight of its ten classes", TOPIC, "research use", "test only",
                    measures=("accuracy", "macro-F1"))  # fmt: skip
    for text, label in readers.table(data / C / "topic/thucnews-titles/test.txt.gz", header=False):
        if topic := THUCNEWS_TOPICS[int(label)]:
            corpus.add(TEST, text, topic)
    return corpus


def entity_corpora(data):
    """Those with entities."""
    yield gsdsimp(data)
    yield cluener(data)


def corpora(data):
    """All of them."""
    yield chnsenticorp(data)
    yield from online_shopping(data)
    yield plain_sentences(data)
    yield from entity_corpora(data)
    yield tnews(data)
    yield thucnews(data)
