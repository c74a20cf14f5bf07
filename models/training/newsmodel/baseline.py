"""What a bag of words reaches on the same splits: the bar that the model must clear to be worth its cost."""

import numpy as np
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.pipeline import make_pipeline

from . import evaluation, labels
from .corpora import TEST, TRAIN


def _examples(corpora, task):
    return [example for corpus in corpora if corpus.task == task for example in corpus.splits[TRAIN]]


def text_baseline(corpora, task):
    """TF-IDF of words and word pairs, and logistic regression over all training texts of the task."""
    examples = _examples(corpora, task)
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"(?u)\b\w+\b"),
        LogisticRegression(C=4.0, max_iter=300),
    )
    return model.fit([e.text for e in examples], [e.target for e in examples])


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

    def __init__(self, corpora, seed=20):
        examples = _examples(corpora, "entities")
        self.hasher = FeatureHasher(1 << 19, input_type="string", alternate_sign=False)
        self.model = SGDClassifier(loss="log_loss", alpha=1e-6, max_iter=6, tol=None, random_state=seed)
        targets = [tag for tags in evaluation.truth_of("entities", examples) for tag in tags]
        self.model.fit(self._features(e.text for e in examples), targets)

    def _features(self, sentences):
        return self.hasher.transform(word_features(words, at) for words in sentences for at in range(len(words)))

    def predict(self, sentences):
        flat = self.model.predict(self._features(sentences))
        ends = np.cumsum([len(words) for words in sentences])
        return [part.tolist() for part in np.split(flat, ends[:-1])]


def evaluate(corpora):
    """The baseline's quality on every test split, in the shape of evaluation.evaluate."""
    models = {"sentiment": text_baseline(corpora, "sentiment"), "topic": text_baseline(corpora, "topic")}
    models["entities"] = EntityBaseline(corpora)
    values = {}
    for corpus in corpora:
        examples = corpus.splits[TEST]
        if not examples:
            continue
        texts, model = [e.text for e in examples], models[corpus.task]
        answers, two_class = list(model.predict(texts)), None
        if corpus.name == "SST-2":
            chances = model.predict_proba(texts)[:, [list(model.classes_).index(s) for s in labels.SENTIMENTS]]
            two_class = ["negative" if row[0] > row[2] else "positive" for row in chances]
        truth = evaluation.truth_of(corpus.task, examples)
        values.update(evaluation.measures(corpus, TEST, truth, answers, two_class))
    return values
