"""The cases of a capability.

    kind MFT, a label is expected        expect: {negative: [sentences], neutral|positive: [sentences]}
    kind MFT, entities are expected      marked: ["[PER Ada Byron] lives in [LOC Oslo]."]; with `only: true` no others
    kind MFT, an answer is expected      asked: [{text: …, questions: {question: [any of these]}}]; [] where none is expected
    kind INV, nothing may change         texts, marked or asked, and `changes`, rules of changes.py; of asked ones the
                                         question changes, or with `change: text` the text
                                         pairs: ["sentence => the same otherwise said"]
                                         frames: sentences with slots that all fillings answer alike
                                         asked: [{text: …, questions: {question: [the same otherwise asked]}}]
    kind DIR, a score may not move back, or moves `by` so much at least
                                         pairs: ["sentence => one further that way"],
                                         label: positive, moves: up | down
                                         asked: [{text: …, questions: {question: [others]}}], moves: of the answer's score

`slots: {name: [fillers]}` fills {name} in any of them; {group: [fillers]} in place of a list tells groups apart. Several
slots are filled side by side, the shorter ones from the beginning again.
"""

import re
from dataclasses import dataclass

from .changes import changed
from .suites import acceptable

MARK = re.compile(r"\[([A-Z]+) ([^\]]+)\]")


@dataclass(frozen=True)
class Case:
    """`given` and `base` are (text, question or None). `want` is what is expected of an MFT: a set of labels, a set of
    (type, start, end), or a list of answers. `base` is what the answer is compared with; cases of one `frame` are compared
    with each other."""

    given: tuple
    want: object = None
    base: tuple | None = None
    frame: str = ""
    group: str = ""


def unmarked(text):
    """(the text without its marks, the set of (type, start, end) that they say)."""
    plain, spans, at = "", set(), 0
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        spans.add((mark[1], len(plain), len(plain) + len(mark[2])))
        plain += mark[2]
        at = mark.end()
    return plain + text[at:], frozenset(spans)


def fillings(slots):
    """[({slot: filler}, group)] side by side; one empty filling without slots."""
    if not slots:
        return [({}, "")]
    columns = {slot: _column(fillers) for slot, fillers in slots.items()}
    rows = []
    for number in range(max(map(len, columns.values()))):
        row = {slot: column[number % len(column)] for slot, column in columns.items()}
        group = next((group for _, group in row.values() if group), "")
        rows.append(({slot: filler for slot, (filler, _) in row.items()}, group))
    return rows


def _column(fillers):
    if isinstance(fillers, dict):
        return [(filler, group) for group, members in fillers.items() for filler in members]
    return [(filler, "") for filler in fillers]


def filled(text, filling):
    """Only what is a slot is filled: a sentence may have braces of its own."""
    return re.sub(r"\{(\w+)\}", lambda m: filling.get(m[1], m[0]), text)


def _each(texts, capability):
    """(filled text, the template, group); a text without slots comes once."""
    rows = fillings(capability.get("slots"))
    for text in texts:
        for filling, group in rows if re.search(r"\{\w+\}", str(text)) else rows[:1]:
            yield _filled_all(text, filling), text, group


def _filled_all(item, filling):
    """Fills a sentence, or every sentence of an item that has several."""
    if isinstance(item, str):
        return filled(item, filling)
    if isinstance(item, list):
        return [_filled_all(each, filling) for each in item]
    return {key: _filled_all(value, filling) for key, value in item.items()}


def cases_of(capability, known):
    """(cases, number that are left out because no label of the task is among those they accept)."""
    cases, skipped = [], 0
    for expectation, texts in capability.get("expect", {}).items():
        wanted = acceptable(expectation, known)
        found = [Case((text, None), wanted, group=group) for text, _, group in _each(texts, capability)]
        cases += found if wanted else []
        skipped += 0 if wanted else len(found)
    for text, template, group in _each(capability.get("frames", ()), capability):
        cases.append(Case((text, None), frame=template, group=group))
    for pair, _, group in _each(capability.get("pairs", ()), capability):
        one, other = pair.split(" => ")
        cases.append(Case((other, None), base=(one, None), group=group))
    for text in capability.get("texts", ()):
        cases += _changed_cases((text, None), capability)
    for text, _, group in _each(capability.get("marked", ()), capability):
        cases += _of_marked(text, group, capability, known)
    for item, _, group in _each(capability.get("asked", ()), capability):
        cases += _of_asked(item, group, capability)
    return cases, skipped


def _changed_cases(given, capability, kept=(), part=0):
    """A case for each change that does change the part of `given`."""
    variants = [changed(given[part], rule, kept) for rule in capability["changes"]]
    others = [variant for variant in variants if variant != given[part]]
    return [Case((other, given[1]) if part == 0 else (given[0], other), base=given) for other in others]


def _of_marked(text, group, capability, known):
    plain, spans = unmarked(text)
    if "changes" in capability:
        return _changed_cases((plain, None), capability, [(start, end) for _, start, end in spans])
    wanted = frozenset((kind, start, end) for kind, start, end in spans if kind.lower() in known)
    return [Case((plain, None), wanted, group=group)]


def _of_asked(item, group, capability):
    found = []
    for question, others in item["questions"].items():
        given = item["text"], question
        if "changes" in capability:
            found += _changed_cases(given, capability, part=0 if capability.get("change") == "text" else 1)
        elif capability["kind"] in ("INV", "DIR"):
            found += [Case((item["text"], other), base=given, group=group) for other in others]
        else:
            found.append(Case(given, others, group=group))
    return found
