"""Quality on the held-out splits, for anything that turns token ids into logits: the network, or an exported graph.

Answers are scores by class: of a text [classes], of a sentence [words, tags]; to a question (span of the text, score).
"""

import numpy as np

from . import batches, calibration, encoding, questions, scores
from .corpora import DEV, TEST
from .tasks import QUESTIONS

LONGEST, LONGEST_PAIR = 256, 384
NAMED = ("PER", "ORG", "LOC")


def truth_of(task, examples):
    """The label of each text, or the tags of each sentence: what is no tag of the task (unknown, or "O or MISC") is O."""
    if task.of_tokens:
        return [[tag if tag in task.ids else "O" for tag in e.target] for e in examples]
    if task.kind == QUESTIONS:
        return [[answer for _, answer in e.target] for e in examples]
    return [e.target for e in examples]


def decided(task, answers):
    """The label of each text, the labels with a chance above one half, or the tags of each sentence."""
    if task.several:
        return [tuple(task.classes[at] for at in np.flatnonzero(row > 0)) for row in answers]
    if task.of_tokens:
        return [[task.classes[tag] for tag in row.argmax(-1)] for row in answers]
    return [task.classes[row.argmax()] for row in answers]


def _two_classes(task, truth, answers):
    negative, positive = task.ids["negative"], task.ids["positive"]
    return scores.accuracy(truth, ["negative" if row[negative] > row[positive] else "positive" for row in answers])


def _macro_f1(task, truth, answers):
    return scores.macro_f1(truth, decided(task, answers))


def _labels_f1(average):
    return lambda task, truth, answers: average(task.classes, truth, decided(task, answers))


def _span_f1(kinds=None):
    return lambda task, truth, answers: scores.span_f1(truth, decided(task, answers), kinds)


MEASURES = {
    "accuracy": lambda task, truth, answers: scores.accuracy(truth, decided(task, answers)),
    "accuracy (two classes)": _two_classes,
    "macro-F1": _macro_f1,
    "macro-F1 (three classes)": _macro_f1,
    "micro-F1 of labels": _labels_f1(scores.micro_f1_of_labels),
    "macro-F1 of labels": _labels_f1(scores.macro_f1_of_labels),
    "span F1 (all types)": _span_f1(),
    "span F1 (PER, ORG, LOC)": _span_f1(NAMED),
}
"""By name, from (task, truth, answers) to a figure."""


def measures(corpus, split, truth, answers):
    """The quality lines of one data set: {(task, data, metric): value}."""
    if corpus.task.kind == QUESTIONS:
        values = questions.measures(truth, answers)
        return {(corpus.task.name, f"{corpus.name} {split}", name): value for name, value in values.items()}
    return {
        (corpus.task.name, f"{corpus.name} {split}", name): MEASURES[name](corpus.task, truth, answers)
        for name in corpus.measures
    }  # fmt: skip


def by_task(tasks, outputs):
    """{task: logits} of a graph's outputs by name: a question has one for each end of its answer."""
    return {
        task.name: np.stack([outputs[end] for end in task.classes], axis=-1) if task.kind == QUESTIONS else outputs[task.name]
        for task in tasks
    }  # fmt: skip


def predict(rows, logits_of):
    """The answers to rows, in their order; where a word was cut off its tag is O."""
    answers = [None] * len(rows)
    for batch in batches.in_order(rows):
        task = batch[0][1].task
        inputs = batches.padded([row for _, row in batch])
        for (index, row), logits in zip(batch, logits_of(*inputs)[task.name], strict=True):
            answers[index] = _of_words(row, logits) if task.of_tokens else logits
    return answers


def _of_words(row, logits):
    outside = np.zeros(logits.shape[-1], dtype=logits.dtype)
    outside[0] = 1
    return np.stack([outside if start is None else logits[start] for start in row.word_starts])


def answered(corpus, split, tokenizer, logits_of):
    """The answers to all examples of a split."""
    task, examples = corpus.task, corpus.splits[split]
    if task.kind != QUESTIONS:
        return predict(encoding.encode(task, examples, tokenizer, LONGEST), logits_of)
    found = []
    for example, windows, ends in _asked(corpus, split, tokenizer, logits_of):
        (start, end), score = questions.best_span(windows, ends)
        found.append((example.text[1][start:end], score))
    return found


def _asked(corpus, split, tokenizer, logits_of):
    """(question, its windows, the logits of each) of all questions of a split."""
    examples = corpus.splits[split]
    windows = list(questions.windows_of(corpus.task, examples, tokenizer, LONGEST_PAIR))
    ends = iter(predict([row for each in windows for row, _ in each], logits_of))
    return [(example, each, [next(ends) for _ in each]) for example, each in zip(examples, windows)]


def evaluate(corpora, split, tokenizer, logits_of):
    """Quality on `split` of every corpus that has one. `logits_of(ids, mask, types)` answers {task: logits}."""
    values = {}
    for corpus in corpora:
        if examples := corpus.splits[split]:
            answers = answered(corpus, split, tokenizer, logits_of)
            values.update(measures(corpus, split, truth_of(corpus.task, examples), answers))
    return values


def agreement(corpora, split, tokenizer, one, other):
    """How often two answer with the same label: {(task, data, "agreement"): share of texts, or of words}."""
    values = {}
    for corpus in corpora:
        if corpus.splits[split]:
            pairs = zip(*(answered(corpus, split, tokenizer, logits_of) for logits_of in (one, other)))
            same = np.concatenate([np.atleast_1d(_same(corpus.task, a, b)) for a, b in pairs])
            values[corpus.task.name, f"{corpus.name} {split}", "agreement"] = float(same.mean())
    return values


def _same(task, one, other):
    if task.kind == QUESTIONS:
        return one[0] == other[0]
    return np.array_equal(one > 0, other > 0) if task.several else one.argmax(-1) == other.argmax(-1)


def _scored(corpus, split, tokenizer, logits_of):
    """What calibration asks of a data set. Of tokens each word is an answer. Where a text may have several labels, each label
    of each text is one, no or yes: its sigmoid is the softmax of 0 and its logit."""
    task, examples = corpus.task, corpus.splits[split]
    if task.kind == QUESTIONS:
        return _scored_questions(_asked(corpus, split, tokenizer, logits_of))
    answers = answered(corpus, split, tokenizer, logits_of)
    if task.of_tokens:
        truth = np.array([encoding.tag_id(task, tag) for e in examples for tag in e.target])
        return calibration.Classes(np.concatenate(answers), truth)
    if task.several:
        yes = np.stack(answers).ravel()
        truth = np.array([name in example.target for example in examples for name in task.classes], dtype=int)
        return calibration.Classes(np.stack([np.zeros_like(yes), yes], axis=-1), truth)
    return calibration.Classes(np.stack(answers), np.array([task.ids[e.target] for e in examples]))


def _scored_questions(asked):
    wanted = [[answer for _, answer in example.target] for example, _, _ in asked]

    def given_at(temperature):
        given = [questions.likeliest(example.text[1], windows, ends, temperature) for example, windows, ends in asked]
        right = [questions.is_right(answers, answer) for answers, (answer, _) in zip(wanted, given, strict=True)]
        return np.array([score for _, score in given]), np.array(right)

    return calibration.Answers(given_at)


def calibrate(corpora, tokenizer, logits_of):
    """For each task the temperature that fits its dev texts best, and the calibration error on each test set without
    and with it. Data sets whose truth is not one tag for each word ("O or MISC") are left out."""
    lines = []
    for task in dict.fromkeys(corpus.task for corpus in corpora):
        of_task = [c for c in corpora if c.task == task]
        fitted = [_scored(c, DEV, tokenizer, logits_of) for c in of_task if c.splits[DEV]]
        if not fitted:
            continue
        temperature = calibration.best_temperature(fitted)
        for corpus in of_task:
            if not corpus.splits[TEST] or task.of_tokens and not _all_known(corpus):
                continue
            scored = _scored(corpus, TEST, tokenizer, logits_of)
            errors = [scored.error(t) for t in (1.0, temperature)]
            lines.append({"task": task.name, "data": f"{corpus.name} test", "temperature": round(temperature, 3),
                          "ece": round(errors[0], 4), "ece-scaled": round(errors[1], 4)})  # fmt: skip
    return lines


def _all_known(corpus):
    return all(tag in corpus.task.ids for example in corpus.splits[TEST] for tag in example.target)


def as_lines(values):
    return [{"task": task, "data": data, "metric": metric, "value": round(value, 4)}
            for (task, data, metric), value in values.items()]  # fmt: skip
