"""What a bag of words reaches on the same splits: the bar that the model must clear to be worth its cost."""

import re

import numpy as np
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline

from . import evaluation
from .tasks import QUESTIONS
from .corpora import TEST, TRAIN


def _examples(corpora, task):
    return [example for corpus in corpora if corpus.task == task for example in corpus.splits[TRAIN]]


def _features(language):
    """TF-IDF of words and word pairs; of Chinese, of one to three characters."""
    if language == "zh":
        return TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    return TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")


class TextBaseline:
    """Logistic regression on TF-IDF over all training texts of the task; one for each label where there may be several."""

    def __init__(self, corpora, task, language):
        self.task, examples = task, _examples(corpora, task)
        one = LogisticRegression(C=4.0, max_iter=300)
        self.model = make_pipeline(_features(language), OneVsRestClassifier(one) if task.several else one)
        rows = [e.target for e in examples]
        self.model.fit([e.text for e in examples], self._matrix(rows) if task.several else rows)

    def _matrix(self, rows):
        return np.array([[label in row for label in self.task.classes] for row in rows], dtype=int)

    def answers(self, texts):
        """Scores by class of each text."""
        chances = self.model.predict_proba(texts)
        if self.task.several:
            return chances - 0.5
        scores = np.zeros((len(texts), len(self.task.classes)))
        scores[:, [self.task.ids[label] for label in self.model.classes_]] = chances
        return scores


def shape(word):
    """The word with capitals as X, digits as 9 and the rest as x, runs shortened: "McDonald's" is XxXx'x."""
    kinds = ["X" if c.isupper() else "9" if c.isdigit() else "x" if c.isalpha() else c for c in word]
    return "".join(kind for at, kind in enumerate(kinds) if at == 0 or kind != kinds[at - 1])


def word_features(words, at):
    """What the entity baseline sees of one word: itself, its ends, its shape, and its neighbours. Unlike the model it
    sees capital letters."""
    word = words[at]
    before = words[at - 1] if at > 0 else "<"
    after = words[at + 1] if at + 1 < len(words) else ">"
    return [
        f"w={word.lower()}", f"p={word[:3].lower()}", f"s={word[-3:].lower()}", f"h={shape(word)}",
        f"b={before.lower()}", f"bh={shape(before)}", f"a={after.lower()}", f"ah={shape(after)}",
        f"b+h={before.lower()}+{shape(word)}", f"h+a={shape(word)}+{after.lower()}", f"first={at == 0}",
    ]  # fmt: skip


class EntityBaseline:
    """Logistic regression over each word by itself, on hashed features."""

    def __init__(self, corpora, task, seed=20):
        self.task, examples = task, _examples(corpora, task)
        self.hasher = FeatureHasher(1 << 19, input_type="string", alternate_sign=False)
        self.model = SGDClassifier(loss="log_loss", alpha=1e-6, max_iter=6, tol=None, random_state=seed)
        targets = [tag for tags in evaluation.truth_of(task, examples) for tag in tags]
        self.model.fit(self._features(e.text for e in examples), targets)

    def _features(self, sentences):
        return self.hasher.transform(word_features(words, at) for words in sentences for at in range(len(words)))

    def answers(self, sentences):
        """One for the tag of each word, nothing for the others: [words, tags] of each sentence."""
        tags = [self.task.ids[tag] for tag in self.model.predict(self._features(sentences))]
        ends = np.cumsum([len(words) for words in sentences])
        return np.split(np.eye(len(self.task.classes))[tags], ends[:-1])


class QuestionBaseline:
    """The sentence that has most of the question's words, rare words counting more; of it the run of words that are not
    in the question which weighs most."""

    WORD = re.compile(r"\w+")
    LONGEST = 5  # words

    def __init__(self, corpora, task):
        self.weigher = TfidfVectorizer(token_pattern=r"(?u)\b\w+\b").fit(
            {e.text[1] for e in _examples(corpora, task)}
        )  # fmt: skip
        self.unseen = self.weigher.idf_.max()

    def _weight(self, word):
        number = self.weigher.vocabulary_.get(word.lower())
        return self.unseen if number is None else self.weigher.idf_[number]

    def answers(self, texts):
        """(span, share of the question's weight that its sentence has) of each (question, context)."""
        return [self._answer(question, context) for question, context in texts]

    def _answer(self, question, context):
        asked = {word.lower() for word in self.WORD.findall(question)}
        shares = [
            (sum(map(self._weight, asked & {word.lower() for word in self.WORD.findall(sentence)})), sentence)
            for sentence in re.split(r"(?<=[.!?])\s+", context)
        ]  # fmt: skip
        share, sentence = max(shares)
        words = list(self.WORD.finditer(sentence))
        runs = [
            words[start : start + length]
            for start in range(len(words)) for length in range(1, self.LONGEST + 1)
            if start + length <= len(words) and not asked & {w.group().lower() for w in words[start : start + length]}
        ]  # fmt: skip
        # The mean weight, so that a run does not grow by "of" and "the".
        best = max(runs, key=lambda run: sum(self._weight(w.group()) for w in run) / (len(run) + 1), default=words)
        return (sentence[best[0].start() : best[-1].end()] if best else "", share / sum(map(self._weight, asked)))


def _baseline(corpora, task, language):
    if task.kind == QUESTIONS:
        return QuestionBaseline(corpora, task)
    return EntityBaseline(corpora, task) if task.of_tokens else TextBaseline(corpora, task, language)


def evaluate(corpora, language="en"):
    """The baseline's quality on every test split, in the shape of evaluation.evaluate."""
    values = {}
    for task in dict.fromkeys(corpus.task for corpus in corpora):
        model = _baseline(corpora, task, language)
        for corpus in corpora:
            if corpus.task == task and (examples := corpus.splits[TEST]):
                answers = model.answers([e.text for e in examples])
                values.update(evaluation.measures(corpus, TEST, evaluation.truth_of(task, examples), answers))
    return values
