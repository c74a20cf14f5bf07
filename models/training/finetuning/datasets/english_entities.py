"""English entities."""

from ..corpora import A, B, C, DEV, TEST, TRAIN, Corpus
from . import readers, tags
from .tags import ENTITIES

NAMED = "span F1 (PER, ORG, LOC)"


def newswire(data):
    corpus = Corpus(
        "English Worldwide Newswire", ENTITIES, "none stated by its publishers", "train, dev and test by article",
        measures=("span F1 (all types)", NAMED),
    )
    archive = data / C / "ner/en-worldwide-newswire.processed_annotated.tar.gz"
    for number, (_, sentences) in enumerate(readers.archived_sentences(archive)):
        split = TEST if number % 5 == 0 else DEV if number % 25 == 1 else TRAIN
        for words, theirs in sentences:
            corpus.add(split, words, tags.map_types(tags.to_bio(theirs), tags.NEWSWIRE_TYPES))
    return corpus


def tagged_files(name, license, use, types, files, has_misc=True, read=None, cap=None, measures=(), times=1):
    """A corpus of CoNLL-like files. `files` names the split of each path."""
    corpus = Corpus(name, ENTITIES, license, use, cap, measures, times)
    for path, split in files:
        sentences = read(path) if read else readers.tagged_sentences(readers.lines(path))
        for words, theirs in sentences:
            corpus.add(split, words, tags.map_types(tags.to_bio(theirs), types, has_misc))
    return corpus


def corpora(data):
    """All of them."""
    ner = data / A / "ner"
    ewt = data / B / "ner/uner-ewt"
    domains = ("politics", "science", "music", "literature", "ai")
    yield newswire(data)
    yield tagged_files("WikiGold", "CC BY 4.0", "train", tags.OWN_TYPES, [(ner / "wikigold/wikigold.conll.txt.gz", TRAIN)])
    # WNUT has products and works but no nationalities, so its O may hide a MISC.
    yield tagged_files(
        "WNUT 2017", "CC BY 4.0", "train (its train and dev files)", tags.WNUT_TYPES,
        [(ner / "wnut17/wnut17train.conll.gz", TRAIN), (ner / "wnut17/emerging.dev.conll.gz", TRAIN)], has_misc=False,
    )  # fmt: skip
    yield tagged_files(
        "CrossNER", "MIT; the text is Wikipedia's, CC BY-SA", "train (types mapped)", tags.CROSSNER_TYPES,
        [(ner / f"crossner/{d}/{part}.txt.gz", TRAIN) for d in domains for part in ("train", "dev", "test")],
    )  # fmt: skip
    yield tagged_files(
        "Broad Twitter Corpus", "CC BY 4.0", "train (its O may be MISC)", tags.OWN_TYPES,
        [(ner / f"btc/{part}.conll.gz", TRAIN) for part in "abefgh"], has_misc=False, cap=6000,
    )  # fmt: skip
    yield tagged_files(
        "Universal NER English EWT", "CC BY-SA 4.0", "train (its dev file; O may be MISC) and test", tags.OWN_TYPES,
        [(ewt / "en_ewt-ud-dev.iob2.gz", TRAIN), (ewt / "en_ewt-ud-test.iob2.gz", TEST)],
        has_misc=False, read=readers.universal_ner, measures=(NAMED,), times=3,
    )  # fmt: skip
