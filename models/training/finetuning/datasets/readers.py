"""Readers of the file formats that the data comes in. Each yields plain Python values and knows no labels of ours."""

import csv
import gzip
import io
import json
import tarfile


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\r\n")


def table(path, header, delimiter="\t"):
    """Rows of a tab-separated file in which a quote is a character like any other."""
    rows = (line.split(delimiter) for line in lines(path) if line)
    if header:
        next(rows)
    return rows


def json_lines(path):
    return (json.loads(line) for line in lines(path) if line)


def csv_rows(path):
    csv.field_size_limit(1 << 24)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def tagged_sentences(rows, word_column=0, tag_column=-1):
    """(words, tags) of each sentence of a CoNLL-like file: one word a line, an empty line between sentences."""
    words, tags = [], []
    for row in rows:
        columns = row.split("\t") if "\t" in row else row.split(" ")
        if not row.strip() or row.startswith("-DOCSTART-"):
            if words:
                yield words, tags
            words, tags = [], []
        elif len(columns) > max(word_column, tag_column) and columns[word_column].strip():
            words.append(columns[word_column].strip())
            # Where annotators gave a word two tags the first is the outer one.
            tags.append(columns[tag_column].strip().split(",")[0] or "O")
    if words:
        yield words, tags


def universal_ner(path):
    """(words, tags) of a Universal NER file: word and tag in the second and third column, comments begin with #."""
    # A comment stands before each sentence and has a space after the mark; a word "#" has its number before it.
    return tagged_sentences((line for line in lines(path) if not line.startswith("# ")), 1, 2)


def archived_sentences(path):
    """(file name, [(words, tags)]) of each tagged file of a tar archive, in the order of the names."""
    with tarfile.open(path) as archive:
        members = [member for member in archive if member.name.endswith(".tsv")]
        for member in sorted(members, key=lambda member: member.name):
            text = io.TextIOWrapper(archive.extractfile(member), encoding="utf-8")
            rows = [line.rstrip("\r\n") for line in text]
            # Each article opens with its address, tagged like a sentence.
            yield member.name, [s for s in tagged_sentences(rows, 0, 1) if not s[0][0].startswith("http")]
