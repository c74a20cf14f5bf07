"""What the model learns from and what it is measured on: every data set, its licence, and its split.

A data set that only measures is never trained on, and a test text is never among the training texts (checked here).
"""

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from . import labels, readers
from .plain_sentences import plain_sentences, sentences

TRAIN, DEV, TEST = "train", "dev", "test"
UNLABELLED = "unlabelled"
A, B, C = "A-permissive", "B-sharealike", "C-flagged-no-or-nc-licence"


@dataclass(frozen=True)
class Example:
    """One text. `text` is a string and `target` a label; for entities a list of words and a list of tags.

    `headline` is the part of the text that may stand alone in another data set, and be tested there."""

    text: object
    target: object
    headline: str | None = None


@dataclass
class Corpus:
    """One data set of one task, by split. `cap` bounds what one epoch draws from it."""

    name: str
    task: str
    license: str
    use: str
    cap: int | None = None
    splits: dict = field(default_factory=lambda: {TRAIN: [], DEV: [], TEST: []})

    def add(self, split, text, target, headline=None):
        self.splits[split].append(Example(text, target, headline))


def sst2(data):
    corpus = Corpus("SST-2", "sentiment", "none stated by its publishers (research data)", "train, dev and test", 26000)
    for split in (TRAIN, DEV, TEST):
        for row, (text, label) in enumerate(readers.table(data / C / f"sentiment/sst2/{split}.tsv.gz", header=True)):
            text = text.strip()
            # The data labels every phrase of a review; "and motorcycles" is positive there. Short ones mislead.
            if split == TRAIN and len(text.split()) < 4 or split == DEV and row >= 1500:
                continue
            corpus.add(split, text, "positive" if label == "1" else "negative")
    return corpus


def goemotions(data):
    corpus = Corpus("GoEmotions", "sentiment", "CC BY 4.0", "train, dev and test; grouped, ambiguous rows dropped", 26000)
    names = {"1": "negative", "2": "neutral", "3": "positive"}
    for split in (TRAIN, DEV, TEST):
        for text, label, _ in readers.table(data / A / f"sentiment/goemotions/group/{split}.tsv.gz", header=False):
            if label in names:
                corpus.add(split, text, names[label])
    return corpus


def uci_sentences(data):
    corpus = Corpus("Sentiment Labelled Sentences (UCI)", "sentiment", "CC BY 4.0", "train")
    for part in ("amazon_cells", "imdb"):
        for text, label in readers.table(data / A / f"sentiment/uci-sentences/{part}_labelled.txt.gz", header=True):
            corpus.add(TRAIN, text.strip(), "positive" if label == "1" else "negative")
    return corpus


def wikinews(data):
    corpus = Corpus(
        "Wikinews 2019-2020", "sentiment", "CC BY 2.5", "train: sentences without charged words, as neutral", 4000
    )
    for year in (2019, 2020):
        for row in readers.csv_rows(data / A / f"text/wikinews/wikinews_{year}.csv.gz"):
            for sentence in plain_sentences(row["text"]):
                corpus.add(TRAIN, sentence, "neutral")
    return corpus


def newswire(data):
    corpus = Corpus(
        "English Worldwide Newswire", "entities", "none stated by its publishers", "train, dev and test by article"
    )
    archive = data / C / "ner/en-worldwide-newswire.processed_annotated.tar.gz"
    for number, (_, sentences) in enumerate(readers.archived_sentences(archive)):
        split = TEST if number % 5 == 0 else DEV if number % 25 == 1 else TRAIN
        for words, tags in sentences:
            corpus.add(split, words, labels.map_types(labels.to_bio(tags), labels.NEWSWIRE_TYPES))
    return corpus


def tagged_files(name, license, use, types, files, has_misc=True, read=None, cap=None):
    """A corpus of CoNLL-like files. `files` names the split of each path."""
    corpus = Corpus(name, "entities", license, use, cap)
    for path, split in files:
        sentences = read(path) if read else readers.tagged_sentences(readers.lines(path))
        for words, tags in sentences:
            corpus.add(split, words, labels.map_types(labels.to_bio(tags), types, has_misc))
    return corpus


def entity_corpora(data):
    ner = data / A / "ner"
    ewt = data / B / "ner/uner-ewt"
    domains = ("politics", "science", "music", "literature", "ai")
    yield newswire(data)
    yield tagged_files("WikiGold", "CC BY 4.0", "train", labels.OWN_TYPES, [(ner / "wikigold/wikigold.conll.txt.gz", TRAIN)])
    # WNUT has products and works but no nationalities, so its O may hide a MISC.
    yield tagged_files(
        "WNUT 2017", "CC BY 4.0", "train (its train and dev files)", labels.WNUT_TYPES,
        [(ner / "wnut17/wnut17train.conll.gz", TRAIN), (ner / "wnut17/emerging.dev.conll.gz", TRAIN)], has_misc=False,
    )  # fmt: skip
    yield tagged_files(
        "CrossNER", "MIT; the text is Wikipedia's, CC BY-SA", "train (types mapped)", labels.CROSSNER_TYPES,
        [(ner / f"crossner/{d}/{part}.txt.gz", TRAIN) for d in domains for part in ("train", "dev", "test")],
    )  # fmt: skip
    yield tagged_files(
        "Broad Twitter Corpus", "CC BY 4.0", "train (its O may be MISC)", labels.OWN_TYPES,
        [(ner / f"btc/{part}.conll.gz", TRAIN) for part in "abefgh"], has_misc=False, cap=6000,
    )  # fmt: skip
    yield tagged_files(
        "Universal NER English EWT", "CC BY-SA 4.0", "train (its dev file; O may be MISC) and test", labels.OWN_TYPES,
        [(ewt / "en_ewt-ud-dev.iob2.gz", TRAIN), (ewt / "en_ewt-ud-test.iob2.gz", TEST)],
        has_misc=False, read=readers.universal_ner,
    )  # fmt: skip


def huffpost(data):
    corpus = Corpus("News Category Dataset v2 (HuffPost), 41 x 900 headlines", "topic", "CC BY 4.0", "train, dev and test")
    by_section = {}
    for row in readers.json_lines(data / A / "topic/huffpost/huffpost.json.gz"):
        by_section.setdefault(labels.HUFFPOST_SECTIONS[row["label"]], {})[row["raw"].strip()] = None
    draw = random.Random(41)
    for section in labels.HUFFPOST_SECTIONS:
        texts = list(by_section[section])
        draw.shuffle(texts)
        topic = labels.TOPIC_OF_SECTION.get(section)
        tenth = len(texts) // 10
        for row, text in enumerate(texts if topic else ()):
            corpus.add(TEST if row < tenth else DEV if row < tenth + tenth // 4 else TRAIN, text, topic)
    return corpus


def _story(row):
    return f"{row['headline']} {row['short_description']}".strip()


def huffpost_recent(data):
    corpus = Corpus(
        "News Category Dataset v3 (HuffPost), newest 9,999 rows", "topic", "CC BY 4.0", "train, headline and summary"
    )
    taken = {}
    for row in readers.json_lines(data / A / "topic/huffpost/News_Category_Dataset_v3.first9999.json.gz"):
        topic = labels.TOPIC_OF_SECTION.get(row["category"])
        if topic and taken.get(topic, 0) < 700:
            taken[topic] = taken.get(topic, 0) + 1
            corpus.add(TRAIN, _story(row), topic, row["headline"])
    return corpus


def uci_news(data):
    corpus = Corpus("News Aggregator (UCI), first rows", "topic", "CC BY 4.0", "train")
    taken = {}
    for row in readers.csv_rows(data / A / "topic/uci-news/uci-news-aggregator.csv.gz"):
        topic = labels.TOPIC_OF_UCI.get(row["CATEGORY"])
        if topic and taken.get(topic, 0) < 700:
            taken[topic] = taken.get(topic, 0) + 1
            corpus.add(TRAIN, row["TITLE"], topic)
    return corpus


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
    return corpus


def _key(text):
    return re.sub(r"\W+", "", (text if isinstance(text, str) else " ".join(text)).lower())


def tested(corpora, splits=(TEST,)):
    """A key for each test text, or each text of the given splits."""
    return {_key(example.text) for corpus in corpora for split in splits for example in corpus.splits[split]}


def drop_tested(corpora, keys):
    """Drops each training and dev text that is a test text, whoever published it, or whose headline is one."""
    for corpus in corpora:
        for split in (TRAIN, DEV):
            corpus.splits[split] = [
                e for e in corpus.splits[split]
                if _key(e.text) not in keys and (e.headline is None or _key(e.headline) not in keys)
            ]  # fmt: skip
    return corpora


def all_corpora(data):
    """Every data set that the model is trained on or measured on. `data` is the folder that holds them."""
    data = Path(data)
    corpora = [
        sst2(data), goemotions(data), uci_sentences(data), wikinews(data),
        *entity_corpora(data),
        huffpost(data), huffpost_recent(data), uci_news(data),
    ]  # fmt: skip
    for task in {corpus.task for corpus in corpora}:
        of_task = [corpus for corpus in corpora if corpus.task == task]
        drop_tested(of_task, tested(of_task))
    return corpora


def transfer_corpora(corpora, data):
    """What a student hears its teachers on: the training texts of every task and unlabelled ones, each text once.

    Every head learns from all of them here, so a text that any task tests or chooses by is out.
    """
    held_out, met, found = tested(corpora, (DEV, TEST)), set(), []
    for corpus in (*corpora, unlabelled(Path(data))):
        texts = Corpus(corpus.name, corpus.task, corpus.license, corpus.use, corpus.cap)
        texts.splits[TRAIN] = corpus.splits[TRAIN]
        drop_tested([texts], held_out)
        if corpus.task == UNLABELLED:
            texts.splits[TRAIN] = [e for e in texts.splits[TRAIN] if not (_key(e.text) in met or met.add(_key(e.text)))]
        else:
            met.update(_key(e.text) for e in texts.splits[TRAIN])
        found.append(texts)
    return found
