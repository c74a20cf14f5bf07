"""Quality on the held-out splits, for anything that turns token ids into logits: the network, or an exported graph."""

import numpy as np

from . import batches, calibration, corpora as sets, labels, scores

NEWSWIRE, EWT = "English Worldwide Newswire", "Universal NER English EWT"
HUFFPOST = "News Category Dataset v2 (HuffPost), 41 x 900 headlines"
NAMED = ("PER", "ORG", "LOC")
LONGEST = 256


def truth_of(task, examples):
    if task == "entities":
        return [[tag if tag in labels.ENTITY_TAGS else "O" for tag in e.target] for e in examples]
    return [e.target for e in examples]


def measures(corpus, split, truth, answers, two_class_answers=None):
    """The quality lines of one data set: {(task, data, metric): value}."""
    data = f"{corpus.name} {split}"
    if corpus.name == "SST-2":
        return {("sentiment", data, "accuracy (two classes)"): scores.accuracy(truth, two_class_answers)}
    if corpus.task == "sentiment":
        return {("sentiment", data, "macro-F1 (three classes)"): scores.macro_f1(truth, answers)}
    if corpus.task == "topic":
        return {
            ("topic", data, "accuracy"): scores.accuracy(truth, answers),
            ("topic", data, "macro-F1"): scores.macro_f1(truth, answers),
        }
    named = {("entities", data, "span F1 (PER, ORG, LOC)"): scores.span_f1(truth, answers, NAMED)}
    if corpus.name == EWT:
        return named
    return {("entities", data, "span F1 (all types)"): scores.span_f1(truth, answers), **named}


def predict(rows, logits_of):
    """Logits of each row, in the rows' order; entities: [words, tags], no tag (O) where a word was cut off."""
    answers = [None] * len(rows)
    for batch in batches.in_order(rows):
        task = batch[0][1].task
        ids, mask = batches.padded([row for _, row in batch])
        for (index, row), logits in zip(batch, logits_of(ids, mask)[task], strict=True):
            answers[index] = logits if task != "entities" else _of_words(row, logits)
    return answers


def _of_words(row, logits):
    outside = np.zeros(logits.shape[-1], dtype=logits.dtype)
    outside[0] = 1
    return np.stack([outside if start is None else logits[start] for start in row.word_starts])


def evaluate(corpora, split, tokenizer, logits_of):
    """Quality on `split` of every corpus that has one. `logits_of(ids, mask)` answers {task: logits}."""
    values = {}
    for corpus in corpora:
        examples = corpus.splits[split]
        if not examples:
            continue
        answers = predict(batches.encode(corpus.task, examples, tokenizer, LONGEST), logits_of)
        truth, two_class = truth_of(corpus.task, examples), None
        if corpus.task == "entities":
            decided = [[labels.ENTITY_TAGS[tag] for tag in logits.argmax(-1)] for logits in answers]
        else:
            names = labels.SENTIMENTS if corpus.task == "sentiment" else labels.TOPICS
            decided = [names[logits.argmax()] for logits in answers]
            if corpus.name == "SST-2":
                two_class = ["negative" if logits[0] > logits[2] else "positive" for logits in answers]
        values.update(measures(corpus, split, truth, decided, two_class))
    return values


def agreement(corpora, split, tokenizer, one, other):
    """How often two answer with the same label: {(task, data, "agreement"): share of texts, or of words}."""
    values = {}
    for corpus in corpora:
        if examples := corpus.splits[split]:
            rows = batches.encode(corpus.task, examples, tokenizer, LONGEST)
            pairs = zip(predict(rows, one), predict(rows, other))
            same = np.concatenate([np.atleast_1d(a.argmax(-1) == b.argmax(-1)) for a, b in pairs])
            values[corpus.task, f"{corpus.name} {split}", "agreement"] = float(same.mean())
    return values


def _scored(corpus, split, tokenizer, logits_of):
    """(logits [answers, classes], class ids of the truth) of a data set; entities: of each word."""
    examples = corpus.splits[split]
    answers = predict(batches.encode(corpus.task, examples, tokenizer, LONGEST), logits_of)
    if corpus.task == "entities":
        return np.concatenate(answers), np.array([batches.TAG_IDS[tag] for e in examples for tag in e.target])
    return np.stack(answers), np.array([batches.CLASS_IDS[corpus.task][e.target] for e in examples])


def calibrate(corpora, tokenizer, logits_of):
    """For each head the temperature that fits its dev texts best, and the calibration error on each test set without
    and with it. Data sets whose truth is not one tag for each word ("O or MISC") are left out."""
    lines = []
    for task in batches.TASKS:
        of_task = [c for c in corpora if c.task == task]
        fitted = [_scored(c, sets.DEV, tokenizer, logits_of) for c in of_task if c.splits[sets.DEV]]
        if not fitted:
            continue
        temperature = calibration.best_temperature(*map(np.concatenate, zip(*fitted)))
        for corpus in of_task:
            if not corpus.splits[sets.TEST] or task == "entities" and not _all_known(corpus):
                continue
            scored = _scored(corpus, sets.TEST, tokenizer, logits_of)
            errors = [calibration.calibration_error(*scored, t) for t in (1.0, temperature)]
            lines.append({"task": task, "data": f"{corpus.name} test", "temperature": round(temperature, 3),
                          "ece": round(errors[0], 4), "ece-scaled": round(errors[1], 4)})  # fmt: skip
    return lines


def _all_known(corpus):
    return all(tag in labels.ENTITY_TAGS for example in corpus.splits[sets.TEST] for tag in example.target)


def as_lines(values):
    return [{"task": task, "data": data, "metric": metric, "value": round(value, 4)}
            for (task, data, metric), value in values.items()]  # fmt: skip
