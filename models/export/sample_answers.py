"""The golden answers of a package, for sample texts of many languages, questions and masked sentences."""

from pathlib import Path

import agreement
from golden import Reference, read_texts

SAMPLES = Path(__file__).resolve().parent / "samples"
MARGIN = 4  # the tolerance over the difference that other kernels made here


class SampleAnswers:
    """`tasks` as in model.yaml; texts longer than `max_length` tokens are left out, since a window's combination is no
    matter of the graph."""

    def __init__(self, tokenizer, tasks, mask_token, max_length):
        self.tokenizer, self.tasks = tokenizer, tasks
        self.mask_id = tokenizer.token_to_id(mask_token) if mask_token else None
        questions = [line.split("\t") for line in read_texts(SAMPLES / "questions.tsv")]
        masks = [line.replace("{mask}", mask_token or "") for line in read_texts(SAMPLES / "masks.txt")]
        kinds = {task["kind"] for task in tasks}
        self.texts = [(text, None) for text in read_texts(SAMPLES / "texts.txt")] if kinds - {"fill-mask", "question-answering"} else []
        self.texts += [(text, None) for text in masks] if "fill-mask" in kinds else []
        self.texts += [(text, question) for question, text in questions] if "question-answering" in kinds else []
        self.texts = [pair for pair in self.texts if self._length(*pair) <= max_length]

    def _length(self, text, question):
        return len(self.tokenizer.encode(*([question, text] if question else [text])).ids)

    def of(self, graph, optimized=True):
        """The cases, one text a batch. Without optimisation ONNX Runtime takes other kernels, as another machine would."""
        reference = Reference(str(graph), self.tokenizer, self.tasks, self.mask_id, optimized)
        return [reference.case(text, question) for text, question in self.texts]

    def steady(self, graph, least):
        """(cases, those of them that other kernels decide alike, tolerance: how far scores may lie apart)."""
        cases = self.of(graph)
        pairs = list(zip(cases, self.of(graph, optimized=False)))
        apart = [
            max((agreement.difference(answer, other["tasks"][task]) for task, answer in case["tasks"].items()), default=0.0)
            for case, other in pairs
        ]
        kept = [(case, distance) for (case, _), distance in zip(pairs, apart) if distance != float("inf")]
        largest = max((distance for _, distance in kept), default=0.0)
        return cases, [case for case, _ in kept], max(least, round(MARGIN * largest, 4))
