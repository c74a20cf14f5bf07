"""The answers of the Python reference for some texts, one text a batch: what every other reader of the model must
reproduce."""

import json

import answers
import numpy as np
import onnxruntime
import sessions

TOLERANCE = 0.002


class Reference:
    """A model package as the tokenizers library and ONNX Runtime answer for it. `mask_id` is that of a fill-mask
    model's [MASK]. `optimized` and `only_weights` are those of sessions.of."""

    def __init__(self, graph, tokenizer, tasks, mask_id=None, optimized=True, only_weights=False):
        self.session = sessions.of(graph, optimized=optimized, only_weights=only_weights)
        self.inputs = {each.name for each in self.session.get_inputs()}
        self.tokenizer, self.tasks, self.mask_id = tokenizer, tasks, mask_id

    def logits(self, ids, mask, types=None):
        """All outputs by name, for rows of ids."""
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids) if types is None else types}
        given = {name: values for name, values in given.items() if name in self.inputs}
        return dict(zip([o.name for o in self.session.get_outputs()], self.session.run(None, given)))

    def _row(self, encoding):
        ids = np.array([encoding.ids], dtype=np.int64)
        outputs = self.logits(ids, np.ones_like(ids), np.array([encoding.type_ids], dtype=np.int64))
        return {name: values[0] for name, values in outputs.items()}

    def case(self, text, question=None):
        """The answers of every task that has one for the text: question answering needs a question about it, fill-mask a
        masked place in it."""
        encoding = self.tokenizer.encode(text)
        outputs = self._row(encoding)
        found = {}
        for task in self.tasks:
            kind, output = task["kind"], task["output"]
            if kind == "text-classification":
                found[task["name"]] = answers.classes(task, answers.cooled(task, outputs[output]))
            elif kind == "token-classification":
                found[task["name"]] = answers.entities(task, text, encoding, answers.cooled(task, outputs[output]))
            elif kind == "sentence-embedding":
                found[task["name"]] = answers.embedding(task, outputs[output])
            elif kind == "question-answering" and question:
                pair = self.tokenizer.encode(question, text)
                of_pair = self._row(pair)
                ends = (answers.cooled(task, of_pair[name]) for name in output)
                found[task["name"]] = answers.answer(question, text, pair, *ends)
            elif kind == "fill-mask" and self.mask_id in encoding.ids:
                found[task["name"]] = answers.fills(self.tokenizer, outputs[output][encoding.ids.index(self.mask_id)])
        return {"text": text, "ids": encoding.ids, "offsets": [list(o) for o in encoding.offsets], "tasks": found}


def is_clear(case):
    """Whether each label leads by so much that another runtime, within the tolerance, names the same."""
    of_texts = (sorted(answer["scores"]) for answer in case["tasks"].values() if isinstance(answer, dict) and "label" in answer)
    return all(first - second > 2 * TOLERANCE for *_, second, first in of_texts)


def write(path, head, cases):
    """`head` has what is true of all cases, a `tolerance` above all."""
    lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text(json.dumps(head)[:-1] + ',\n "cases": [\n' + lines + "\n]}\n", encoding="utf-8")


def head_of(name, version, tolerance=TOLERANCE):
    return {"model": name, "version": version, "runtime": f"onnxruntime {onnxruntime.__version__}", "tolerance": tolerance}


def read_texts(path):
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]
