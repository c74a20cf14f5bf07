"""Questions about a text whose answer is a span of it: rows of question and text, and the spans that logits name.

An example's text is (question, context); its target is a tuple of (first character, answer), one for each annotator, and
empty where the text does not answer the question.
"""

import re
import string
from collections import Counter

import numpy as np

from .batches import Row

STRIDE = 64  # tokens that neighbouring windows share
LONGEST_ANSWER = 15  # tokens
CANDIDATES = 12  # spans of a window that are looked at: several may be the same words


def windows_of(task, examples, tokenizer, longest, stride=STRIDE):
    """For each example its windows as (row, [(first character, end) of each token of the context, or None]).

    A window that lacks the answer, or all of it, has the first token for an answer, as has a question without one.
    """
    cutting = tokenizer.__class__.from_str(tokenizer.to_str())
    cutting.enable_truncation(longest, stride=stride, strategy="only_second")
    for example in examples:
        question, context = example.text
        first = cutting.encode(question, context)
        yield [_window(task, encoding, example.target) for encoding in (first, *first.overflowing)]


def _window(task, encoding, answers):
    places = [
        offsets if sequence == 1 else None for offsets, sequence in zip(encoding.offsets, encoding.sequence_ids)
    ]  # fmt: skip
    return Row(task, encoding.ids, _tokens_of(places, answers), types=encoding.type_ids), places


def _tokens_of(places, answers):
    """The first and the last token of the first annotator's answer."""
    if not answers:
        return [0, 0]
    start, text = answers[0]
    inside = [at for at, place in enumerate(places) if place and place[0] < start + len(text) and place[1] > start]
    whole = inside and places[inside[0]][0] <= start and places[inside[-1]][1] >= start + len(text)
    return [inside[0], inside[-1]] if whole else [0, 0]


def best_span(windows, logits):
    """((first character, end), by how much it beats no answer) over the windows of one question; `logits` [columns, 2]
    of each."""
    best, nothing = ((0, 0), -np.inf), np.inf
    for (_, places), ends in zip(windows, logits, strict=True):
        nothing = min(nothing, ends[0].sum())
        of_context = np.array([place is not None for place in places])
        first, last = (np.where(of_context, ends[: len(places), side], -np.inf) for side in (0, 1))
        sums = np.where(_possible(np.ones((len(first), len(last)))), first[:, None] + last[None, :], -np.inf)
        begin, end = np.unravel_index(int(sums.argmax()), sums.shape)
        if sums[begin, end] > best[1]:
            best = (places[begin][0], places[end][1]), float(sums[begin, end])
    return best[0], best[1] - nothing


def likeliest(context, windows, logits, temperature=1.0):
    """(answer, score) as the product gives them: the likeliest words of the context, or "" and the chance of no answer if
    that is more. The chance of a span is that of its first token times that of its last one, each among the tokens of the
    context and the row's first. Spans of the same words are one answer; of several windows the surest speaks for it."""
    found, nothing = {"": 0.0}, 1.0
    for (_, places), ends in zip(windows, logits, strict=True):
        of_context = np.array([place is not None for place in places])
        first, last = (_chances(ends[: len(places), side] / temperature, of_context) for side in (0, 1))
        nothing = min(nothing, first[0] * last[0])
        spans = _possible(np.outer(first, last) * np.outer(of_context, of_context))
        of_window = Counter()
        for at in np.argpartition(spans, -CANDIDATES, axis=None)[-CANDIDATES:]:
            begin, end = np.unravel_index(int(at), spans.shape)
            if spans[begin, end] > 0:
                of_window[context[places[begin][0] : places[end][1]].lower()] += spans[begin, end]
        for words, chance in of_window.items():
            found[words] = max(chance, found.get(words, 0.0))
    words = max(found, key=found.get)
    return (words, found[words]) if found[words] > nothing else ("", nothing)


def _chances(ends, of_context):
    counted = of_context.copy()
    counted[0] = True
    exponents = np.where(counted, np.exp(ends - ends[counted].max()), 0.0)
    return exponents / exponents.sum()


def _possible(spans):
    """[first, last] with 0 where a span ends before it begins, or is too long."""
    return np.tril(np.triu(spans), LONGEST_ANSWER - 1)


def is_right(answers, given):
    """Whether a question is answered by what was given, which is "" where it has no answer."""
    return bool(exact_match(answers, given)) if answers else not given


def normalized(answer):
    """Lower case, without punctuation and articles, one blank between words: SQuAD's definition."""
    kept = "".join(c for c in answer.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", kept).split())


def exact_match(answers, given):
    return max(float(normalized(answer) == normalized(given)) for answer in answers)


def token_f1(answers, given):
    def one(answer):
        wanted, found = normalized(answer).split(), normalized(given).split()
        both = sum((Counter(wanted) & Counter(found)).values())
        return 2 * both / (len(wanted) + len(found)) if wanted and found else float(wanted == found)

    return max(map(one, answers))


def separation(scores_of_answerable, scores_of_others):
    """The chance that an answerable question scores higher than another (area under the ROC curve)."""
    every = np.concatenate([scores_of_answerable, scores_of_others])
    ranks = np.empty(len(every))
    ranks[every.argsort()] = np.arange(1, len(every) + 1)
    count = len(scores_of_answerable)
    return float((ranks[:count].sum() - count * (count + 1) / 2) / (count * len(scores_of_others)))


def measures(answers, found):
    """{measure: value}. `answers` are the texts of each question's answers, `found` (answer, score) of each.

    Questions with an answer are measured by their answer, whatever its score; all by what the score separates.
    """
    pairs = [(wanted, given) for wanted, (given, _) in zip(answers, found, strict=True) if wanted]
    scores = np.array([score for _, score in found])
    answerable = np.array([bool(wanted) for wanted in answers])
    values = {
        "exact match (answerable)": float(np.mean([exact_match(*pair) for pair in pairs])),
        "token F1 (answerable)": float(np.mean([token_f1(*pair) for pair in pairs])),
    }
    if not answerable.all():
        values["answerable or not (ROC AUC)"] = separation(scores[answerable], scores[~answerable])
    return values
