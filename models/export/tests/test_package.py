import hashlib
import json
import sys
import unittest
from pathlib import Path

import numpy as np
import yaml
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from golden import Reference

PACKAGE = Path(__file__).resolve().parents[2] / "catalog/news-en"


class NewsPackageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manifest = yaml.safe_load((PACKAGE / "model.yaml").read_text(encoding="utf-8"))
        cls.golden = json.loads((PACKAGE / "golden.json").read_text(encoding="utf-8"))
        tokenizer = Tokenizer.from_file(str(PACKAGE / "tokenizer.json"))
        cls.reference = Reference((PACKAGE / "model.onnx").read_bytes(), tokenizer, cls.manifest["tasks"])

    def test_files_are_those_that_the_manifest_names(self):
        for file in self.manifest["files"]:
            digest = hashlib.sha256((PACKAGE / file["path"]).read_bytes()).hexdigest()
            self.assertEqual(digest, file["sha256"], file["path"])

    def test_outputs_have_a_score_for_each_label(self):
        logits = self.reference.logits(np.array([[101, 7592, 102]]), np.ones((1, 3), dtype=np.int64))
        sizes = {name: values.shape[-1] for name, values in logits.items()}
        self.assertEqual(sizes, {task["output"]: len(task["labels"]) for task in self.manifest["tasks"]})

    def test_reproduces_its_goldens(self):
        for case in self.golden["cases"]:
            with self.subTest(text=case["text"]):
                actual = self.reference.case(case["text"])
                self.assertEqual((actual["ids"], actual["offsets"]), (case["ids"], case["offsets"]))
                self._assert_close(actual["tasks"], case["tasks"])

    def test_entities_are_slices_of_the_text(self):
        for case in self.golden["cases"]:
            for entity in case["tasks"]["entities"]:
                self.assertEqual(case["text"][entity["start"] : entity["end"]], entity["text"])

    def test_no_golden_label_leads_by_a_hair(self):
        """Else another runtime, within the tolerance, would name another label."""
        for case in self.golden["cases"]:
            for task in ("sentiment", "topic"):
                *_, second, first = sorted(case["tasks"][task]["scores"])
                self.assertGreater(first - second, 2 * self.golden["tolerance"], (case["text"], task))

    def test_answers_do_not_depend_on_padding_or_on_the_texts_beside_them(self):
        rows = [case["ids"] for case in self.golden["cases"]]
        columns = max(map(len, rows)) + 5
        ids, mask = np.zeros((2, len(rows), columns), dtype=np.int64)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
        together = self.reference.logits(ids, mask)
        for number, row in enumerate(rows):
            alone = self.reference.logits(np.array([row]), np.ones((1, len(row)), dtype=np.int64))
            for output, logits in alone.items():
                beside = together[output][number]
                beside = beside[: len(row)] if logits.ndim == 3 else beside
                np.testing.assert_allclose(logits[0], beside, atol=1e-4)

    def _assert_close(self, actual, expected):
        tolerance = self.golden["tolerance"]
        for task, answer in expected.items():
            if isinstance(answer, dict):
                self.assertEqual(actual[task]["label"], answer["label"])
                np.testing.assert_allclose(actual[task]["scores"], answer["scores"], atol=tolerance)
                continue
            spans, expected_spans = ([(e["type"], e["start"], e["end"]) for e in s] for s in (actual[task], answer))
            self.assertEqual(spans, expected_spans)
            for entity, wanted in zip(actual[task], answer):
                self.assertAlmostEqual(entity["score"], wanted["score"], delta=tolerance)


if __name__ == "__main__":
    unittest.main()
