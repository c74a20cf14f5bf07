"""Whether what was expected holds."""

import re
from collections import Counter

TOLERANCE = 0.05
"""How far a score may move the wrong way before a directional expectation fails."""

NO_ANSWER_BELOW = 0.5
"""Where a text has no answer, the score of the one that is given has to be below this."""


class Classes:
    """Reads answers of text classification."""

    def __init__(self, task):
        self.labels = task["labels"]

    def outcome(self, answer):
        return answer["label"]

    def score(self, answer, label=None):
        """That of `label`, or of the label that was given."""
        return answer["scores"][self.labels.index(label or answer["label"])]

    def holds(self, case, answer, capability):
        return answer["label"] in case.want

    def wanted(self, case):
        return " or ".join(sorted(case.want))

    def shown(self, answer):
        return answer["label"]


class SeveralClasses(Classes):
    """Reads answers of text classification where a text may have several labels, or none: each score is a chance of its
    own."""

    def outcome(self, answer):
        return {label for label, score in zip(self.labels, answer["scores"], strict=True) if score > 0.5}

    def holds(self, case, answer, capability):
        return bool(case.want & self.outcome(answer))

    def shown(self, answer):
        return " and ".join(label for label in self.labels if label in self.outcome(answer)) or "nothing"


class Entities:
    """Reads answers of token classification."""

    def __init__(self, task):
        pass

    def outcome(self, answer):
        """Types and words: places move when a text is changed, and so may capitals and spaces."""
        return sorted((each["type"], " ".join(each["text"].lower().split())) for each in answer)

    def score(self, answer, label=None):
        return min((each["score"] for each in answer), default=1.0)

    def holds(self, case, answer, capability):
        found = {(each["type"], each["start"], each["end"]) for each in answer}
        return found == case.want if capability.get("only") else case.want <= found

    def wanted(self, case):
        text = case.given[0]
        spans = sorted(case.want, key=lambda span: span[1])
        return "; ".join(f"{kind} {text[start:end]}" for kind, start, end in spans) or "nothing"

    def shown(self, answer):
        return "; ".join(f"{each['type']} {each['text']}" for each in answer) or "nothing"


class Answers:
    """Reads answers of question answering."""

    def __init__(self, task):
        pass

    def outcome(self, answer):
        return plain(answer["answer"])

    def score(self, answer, label=None):
        return answer["score"]

    def holds(self, case, answer, capability):
        if not case.want:
            return answer["score"] < NO_ANSWER_BELOW
        return plain(answer["answer"]) in {plain(each) for each in case.want}

    def wanted(self, case):
        return " or ".join(case.want) or "no answer"

    def shown(self, answer):
        return answer["answer"]


READERS = {"text-classification": Classes, "token-classification": Entities, "question-answering": Answers}


def reader_of(task):
    return SeveralClasses(task) if task.get("activation") == "sigmoid" else READERS[task["kind"]](task)


def plain(words):
    """An answer without case, articles and marks at its ends, as answers are compared everywhere."""
    words = re.sub(r"\b(a|an|the)\b", " ", words.lower())
    return " ".join(re.sub(r"[^\w%$€£.:'-]", " ", words).strip(" .'").split())


def judged(capability, cases, task, ask):
    """What came of one capability: `cases`, `failed`, the `failures`, `groups` {group: [failed, cases]} where there are
    any, and the `spread` of a label's score over the fillings of a frame: the mean over frames and the largest."""
    reader = reader_of(task)
    answers = [ask(case.given)[task["name"]] for case in cases]
    failures = [
        failure
        for case, answer, other in zip(cases, answers, _compared(cases, answers, task, ask), strict=True)
        if (failure := _failure(capability, case, answer, other, reader))
    ]
    about = {key: capability[key] for key in ("name", "kind", "about", "hard") if key in capability}
    result = {**about, "task": task["name"], "cases": len(cases), "failed": len(failures)}
    if any(case.group for case in cases):
        result["groups"] = _groups(cases, failures)
    if capability.get("frames") and isinstance(reader, Classes):
        result["spread"] = _spread(cases, answers, reader)
    return result | {"failures": [failure for _, failure in failures]}


def _compared(cases, answers, task, ask):
    """For each case the answer that its own is compared with: that to its base, or the usual one of its frame; None where
    an MFT says itself what is expected."""
    usual = {}
    for case, answer in zip(cases, answers, strict=True):
        usual.setdefault(case.frame, []).append(answer)
    usual = {frame: _usual(of_frame) for frame, of_frame in usual.items() if frame}
    return [ask(case.base)[task["name"]] if case.base else usual.get(case.frame) for case in cases]


def _usual(answers):
    """The first answer with the label that most have."""
    label = Counter(answer["label"] for answer in answers).most_common(1)[0][0]
    return next(answer for answer in answers if answer["label"] == label)


def _failure(capability, case, answer, other, reader):
    """(case, what is told of it), or None if it holds. `other` is the answer that this one is compared with."""
    told = {"expected": reader.wanted(case) if other is None else reader.shown(other), "got": reader.shown(answer)}
    score = reader.score(answer, capability.get("label"))
    if capability["kind"] == "MFT":
        holds = reader.holds(case, answer, capability)
    elif capability["kind"] == "INV":
        holds = reader.outcome(answer) == reader.outcome(other)
    else:
        holds, told = _moved(capability, score, reader.score(other, capability.get("label")))
    return None if holds else (case, _asked(case) | told | {"score": round(score, 3)})


def _moved(capability, score, before):
    """Whether a score did not move the wrong way, and how that is told."""
    upwards = capability["moves"] == "up"
    needed = capability.get("by", -TOLERANCE)
    moved = score - before if upwards else before - score
    sort = capability.get("label", "score")
    limit = f"{sort} {'at least' if upwards else 'at most'} {before + max(needed, 0) * (1 if upwards else -1):.2f}"
    return moved >= needed, {"expected": limit, "got": sort}


def _asked(case):
    text, question = case.given
    asked = {"text": text} | ({"question": question} if question else {})
    if case.base:
        asked["beside"] = case.base[1] if question and case.base[0] == text else case.base[0]
    return asked


def _groups(cases, failures):
    total, failed = Counter(case.group for case in cases), Counter(case.group for case, _ in failures)
    return {group: [failed[group], count] for group, count in total.items() if group}


def _spread(cases, answers, reader):
    spans = []
    for frame in dict.fromkeys(case.frame for case in cases):
        of_frame = [answer for case, answer in zip(cases, answers, strict=True) if case.frame == frame]
        scores = [reader.score(answer, _usual(of_frame)["label"]) for answer in of_frame]
        spans.append(max(scores) - min(scores))
    return {"mean": round(sum(spans) / len(spans), 3), "largest": round(max(spans), 3)}
