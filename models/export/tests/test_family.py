import json
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
try:
    import family
    import transformers
    from family_cases import CASES
    from transformers.tokenization_utils_tokenizers import TokenizersBackend
except ImportError as absent:
    family = None
    print(f"SKIPPED: the making of parity cases, {absent}", file=sys.stderr)

COMMITTED = Path(__file__).resolve().parents[2] / "src/test/resources/parity"
FILES = {"config.json", "tokenizer.json", "tokenizer_config.json", "model.onnx", "case.json", "expected.jsonl"}
LARGEST = 250_000


def lines(folder):
    return [json.loads(line) for line in (folder / "expected.jsonl").read_text().splitlines()]


def unsupported():
    return json.loads((COMMITTED / "unsupported.json").read_text(encoding="utf-8"))


def top(line):
    """The label of the first answer."""
    return line["output"][0].get("label", line["output"][0].get("entity_group"))


class CommittedCasesTest(unittest.TestCase):
    def folders(self):
        found = sorted(file.parent for file in COMMITTED.glob("*/case.json"))
        self.assertGreater(len(found), 15)
        return found

    def test_a_case_is_a_small_folder_of_six_files(self):
        for folder in self.folders():
            with self.subTest(folder.name):
                self.assertEqual({file.name for file in folder.iterdir()}, FILES)
                self.assertLess(sum(file.stat().st_size for file in folder.iterdir()), LARGEST)

    def test_the_tokenizer_file_alone_gives_the_ids(self):
        for folder in self.folders():
            with self.subTest(folder.name):
                tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
                tokenizer.enable_truncation(json.loads((folder / "case.json").read_text())["window"])
                for line in lines(folder):
                    self.assertEqual(tokenizer.encode(line["input"]).ids, line["ids"])

    def test_the_graph_alone_gives_the_scores(self):
        for folder in self.folders():
            if json.loads((folder / "case.json").read_text())["task"] != "text-classification":
                continue
            with self.subTest(folder.name):
                graph = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
                for line in lines(folder):
                    ids = np.array([line["ids"]])
                    row = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
                    logits = graph.run(None, {given.name: row[given.name] for given in graph.get_inputs()})[0][0]
                    scores = np.exp(logits) / np.exp(logits).sum()
                    expected = [answer["score"] for answer in line["output"]]
                    np.testing.assert_allclose(sorted(scores, reverse=True), expected, atol=1e-4)

    def test_no_case_has_one_answer_for_everything(self):
        for folder in self.folders():
            with self.subTest(folder.name):
                self.assertGreater(len({top(line) for line in lines(folder) if line["output"]}), 1)

    def test_what_is_unsupported_says_why(self):
        for entry in unsupported():
            self.assertEqual(set(entry), {"architecture", "why", "error"})
            self.assertTrue(all(value.strip() for value in entry.values()), entry)


@unittest.skipIf(family is None, "torch and transformers are not installed")
class FamilyTest(unittest.TestCase):
    def test_every_case_is_committed_and_no_other(self):
        self.assertEqual({case.name for case in CASES}, {file.parent.name for file in COMMITTED.glob("*/case.json")})

    def test_makes_the_same_case_again(self):
        case = next(case for case in CASES if case.name == "squeezebert-textclass")
        with tempfile.TemporaryDirectory() as folder:
            family.make(case, Path(folder))
            again, committed = lines(Path(folder) / case.name), lines(COMMITTED / case.name)
        self.assertEqual([line["ids"] for line in again], [line["ids"] for line in committed])
        self.assertEqual([top(line) for line in again], [top(line) for line in committed])

    def test_leaves_out_a_text_that_two_correct_programs_could_answer_differently(self):
        case = next(case for case in CASES if case.name == "squeezebert-textclass")
        with tempfile.TemporaryDirectory() as folder:
            tokenizer = family.saved_tokenizer(case, Path(folder))
        model = family.MODELS[case.task][0].from_config(family.configuration(case, tokenizer)).eval()
        model.classifier.weight.data.zero_()
        model.classifier.bias.data.zero_()
        self.assertEqual(family.answers(case, model, tokenizer, {"top_k": None, "truncation": True}), [])

    def test_a_tokenizer_listed_as_python_code_still_is(self):
        listed = [entry["architecture"] for entry in unsupported() if "writes no tokenizer.json" in entry["why"]]
        self.assertGreater(len(listed), 5)
        for name in listed:
            self.assertFalse(issubclass(getattr(transformers, f"{name}Tokenizer"), TokenizersBackend), name)

    def test_a_model_that_cannot_choose_a_language_still_cannot(self):
        entry = next(entry for entry in unsupported() if entry["architecture"].startswith("X-MOD"))
        sizes = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "vocab_size": 20}
        model = transformers.XmodForSequenceClassification(transformers.XmodConfig(**sizes))
        with self.assertRaises(ValueError) as failure:
            model(input_ids=family.torch.tensor([[1, 2, 3]]))
        self.assertIn(str(failure.exception), entry["error"])


if __name__ == "__main__":
    unittest.main()
