"""The answers of the Python reference for some texts, one text a batch: what every other reader of the model must
reproduce."""

import json

import numpy as np
import onnxruntime
from entities import decode, softmax

TOLERANCE = 0.002


class Reference:
    """A model package as the tokenizers library and ONNX Runtime answer for it."""

    def __init__(self, graph, tokenizer, tasks):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self.tokenizer, self.tasks = tokenizer, tasks

    def logits(self, ids, mask):
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        return dict(zip([o.name for o in self.session.get_outputs()], self.session.run(None, inputs)))

    def case(self, text):
        encoding = self.tokenizer.encode(text)
        ids = np.array([encoding.ids], dtype=np.int64)
        logits = self.logits(ids, np.ones_like(ids))
        answers = {}
        for task in self.tasks:
            of_task = logits[task["output"]][0]
            if task["kind"] == "token-classification":
                answers[task["name"]] = decode(
                    text, encoding.tokens[1:-1], encoding.offsets[1:-1], of_task[1:-1], task["labels"]
                )
            else:
                scores = softmax(of_task.astype(np.float64))
                label = task["labels"][int(scores.argmax())]
                answers[task["name"]] = {"label": label, "scores": [round(float(s), 6) for s in scores]}
        return {"text": text, "ids": encoding.ids, "offsets": [list(o) for o in encoding.offsets], "tasks": answers}


def write(path, name, version, reference, texts):
    head = {
        "model": name, "version": version, "runtime": f"onnxruntime {onnxruntime.__version__}", "tolerance": TOLERANCE,
    }  # fmt: skip
    cases = ",\n".join("  " + json.dumps(reference.case(text), ensure_ascii=False) for text in texts)
    path.write_text(json.dumps(head)[:-1] + ',\n "cases": [\n' + cases + "\n]}\n", encoding="utf-8")


def read_texts(path):
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]
