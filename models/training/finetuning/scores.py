"""Measures of quality."""

from collections import Counter


def accuracy(expected, predicted):
    return sum(e == p for e, p in zip(expected, predicted, strict=True)) / len(expected)


def f1(true_positives, predicted, expected):
    return 2 * true_positives / (predicted + expected) if predicted + expected else 0.0


def macro_f1(expected, predicted):
    """The mean of the F1 of each class that occurs in the truth."""
    both = Counter(e for e, p in zip(expected, predicted, strict=True) if e == p)
    of_truth, of_answer = Counter(expected), Counter(predicted)
    return sum(f1(both[label], of_answer[label], of_truth[label]) for label in of_truth) / len(of_truth)


def spans(tags):
    """(type, first word, one past the last word) of each entity in BIO tags. An I without its B begins an entity."""
    found, begin = [], None
    for at, tag in enumerate([*tags, "O"]):
        edge, _, kind = tag.partition("-")
        if begin is not None and (edge != "I" or kind != begin[0]):
            found.append((*begin, at))
            begin = None
        if edge == "B" or edge == "I" and begin is None:
            begin = (kind, at)
    return found


def span_f1(expected, predicted, kinds=None):
    """Micro F1 of exact spans over sentences of BIO tags; `kinds` restricts both sides to some types."""
    true_positives = of_answer = of_truth = 0
    for truth, answer in zip(expected, predicted, strict=True):
        truth, answer = ({s for s in spans(t) if kinds is None or s[0] in kinds} for t in (truth, answer))
        true_positives += len(truth & answer)
        of_answer += len(answer)
        of_truth += len(truth)
    return f1(true_positives, of_answer, of_truth)


def _of_label(label, expected, predicted):
    """(true positives, times predicted, times expected) of one label among texts that may have several."""
    pairs = [(label in e, label in p) for e, p in zip(expected, predicted, strict=True)]
    return sum(e and p for e, p in pairs), sum(p for _, p in pairs), sum(e for e, _ in pairs)


def micro_f1_of_labels(classes, expected, predicted):
    """F1 over all labels of all texts together."""
    return f1(*map(sum, zip(*(_of_label(label, expected, predicted) for label in classes))))


def macro_f1_of_labels(classes, expected, predicted):
    """The mean of the F1 of each label that occurs in the truth."""
    counts = [_of_label(label, expected, predicted) for label in classes]
    found = [f1(*each) for each in counts if each[2]]
    return sum(found) / len(found)
