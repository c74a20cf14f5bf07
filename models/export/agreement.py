"""How far the answers of two graphs of one model lie apart."""

import numpy as np


def outcome(answer):
    """What an answer decides, without its scores: a label, spans, a token. An embedding decides nothing."""
    if isinstance(answer, list):
        return [(each["type"], each["start"], each["end"]) for each in answer]
    if "fills" in answer:
        return answer["fills"][0]["token"]
    return answer.get("label", (answer.get("start"), answer.get("end")))


def scores(answer):
    if isinstance(answer, list):
        return [each["score"] for each in answer]
    if "fills" in answer:
        return [each["score"] for each in sorted(answer["fills"], key=lambda each: each["token"])]
    return answer.get("scores") or answer.get("embedding") or [answer["score"]]


def difference(answer, other):
    """The largest difference of a score, where both decide the same; infinite where not."""
    if outcome(answer) != outcome(other):
        return np.inf
    if isinstance(answer, dict) and {f["token"] for f in answer.get("fills", ())} != {f["token"] for f in other.get("fills", ())}:
        return np.inf
    pairs = list(zip(scores(answer), scores(other), strict=True))
    return max((abs(one - two) for one, two in pairs), default=0.0)


def compare(cases, others):
    """By task: `texts`, in how many the outcome is `equal`, and the largest difference of a score among those; for
    embeddings the least `cosine` besides."""
    found = {}
    for case, other in zip(cases, others, strict=True):
        for task, answer in case["tasks"].items():
            of_task = found.setdefault(task, {"texts": 0, "equal": 0, "difference": 0.0})
            theirs = other["tasks"][task]
            of_task["texts"] += 1
            if outcome(answer) == outcome(theirs):
                of_task["equal"] += 1
                if np.isfinite(apart := difference(answer, theirs)):
                    of_task["difference"] = max(of_task["difference"], round(apart, 6))
            if isinstance(answer, dict) and "embedding" in answer:
                of_task["cosine"] = round(min(of_task.get("cosine", 1.0), cosine(answer["embedding"], theirs["embedding"])), 6)
    return found


def cosine(one, two):
    one, two = np.array(one), np.array(two)
    return float(one @ two / np.sqrt((one @ one) * (two @ two)))


def described(found):
    """One sentence for each task."""
    lines = []
    for task, about in found.items():
        if "cosine" in about:
            lines.append(f"{task}: cosine at least {about['cosine']:.4f} over {about['texts']} texts")
        else:
            lines.append(
                f"{task}: {about['equal']} of {about['texts']} texts decided alike, their scores within {about['difference']:.4f}"
            )
    return lines
