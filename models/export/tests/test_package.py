"""What holds of every package of the catalogue."""

import hashlib
import json
import sys
import unittest
from pathlib import Path

import numpy as np
import yaml
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import agreement
import golden
import precisions
from golden import Reference

CATALOG = Path(__file__).resolve().parents[2] / "catalog"


class Package:
    def __init__(self, folder):
        self.folder = folder
        self.manifest = yaml.safe_load((folder / "model.yaml").read_text(encoding="utf-8"))
        self.golden = json.loads((folder / "golden.json").read_text(encoding="utf-8"))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.reference = Reference((folder / "model.onnx").read_bytes(), tokenizer, self.manifest["tasks"])

    def case_of(self, case):
        """The reference's answers to the text of a golden, and to its question if it has one."""
        questions = [answer["question"] for answer in case["tasks"].values() if "question" in answer]
        return self.reference.case(case["text"], *questions)


def built_packages():
    """All but those whose weights are too large to be part of the repository and were not made here."""
    for file in sorted(CATALOG.glob("*/model.yaml")):
        manifest = yaml.safe_load(file.read_text(encoding="utf-8"))
        missing = [each["path"] for each in manifest["files"] if not (file.parent / each["path"]).exists()]
        if missing and "built-by" in manifest:
            print(f"{file.parent.name} is SKIPPED: no {missing[0]}, made by {manifest['built-by']}", file=sys.stderr)
        else:
            yield Package(file.parent)


class CatalogTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.packages = list(built_packages())

    def each_package(self):
        for package in self.packages:
            with self.subTest(package=package.folder.name):
                yield package

    def test_there_are_some(self):
        self.assertIn("news-en", [package.folder.name for package in self.packages])

    def test_files_are_those_that_the_manifest_names(self):
        for package in self.each_package():
            for file in package.manifest["files"]:
                digest = hashlib.sha256((package.folder / file["path"]).read_bytes()).hexdigest()
                self.assertEqual(digest, file["sha256"], file["path"])

    def test_outputs_have_a_score_for_each_label(self):
        for package in self.each_package():
            ids = np.array([package.golden["cases"][0]["ids"]])
            logits = package.reference.logits(ids, np.ones_like(ids))
            for task in package.manifest["tasks"]:
                if "labels" in task:
                    self.assertEqual(logits[task["output"]].shape[-1], len(task["labels"]))

    def test_reproduces_its_goldens(self):
        for package in self.each_package():
            tolerance = precisions.elsewhere(package.golden["precision"], package.golden["tolerance"])
            for case in package.golden["cases"]:
                actual = package.case_of(case)
                self.assertEqual((actual["ids"], actual["offsets"]), (case["ids"], case["offsets"]))
                for task, answer in case["tasks"].items():
                    apart = agreement.difference(answer, actual["tasks"][task])
                    self.assertLess(apart, tolerance, (case["text"], task))

    def test_spans_are_slices_of_the_text(self):
        for package in self.each_package():
            for case in package.golden["cases"]:
                for answer in case["tasks"].values():
                    for span in answer if isinstance(answer, list) else [answer] if "start" in answer else []:
                        self.assertEqual(case["text"][span["start"] : span["end"]], span.get("text") or span["answer"])

    def test_no_golden_label_leads_by_a_hair(self):
        """Else another runtime, within the tolerance, would name another label."""
        for package in self.each_package():
            for case in package.golden["cases"]:
                self.assertTrue(golden.is_clear(case), case["text"])

    def test_answers_do_not_depend_on_padding_or_on_the_texts_beside_them(self):
        for package in self.each_package():
            rows = [case["ids"] for case in package.golden["cases"]]
            columns = max(map(len, rows)) + 5
            ids, mask = np.zeros((2, len(rows), columns), dtype=np.int64)
            for number, row in enumerate(rows):
                ids[number, : len(row)] = row
                mask[number, : len(row)] = 1
            together = package.reference.logits(ids, mask)
            for number, row in enumerate(rows):
                alone = package.reference.logits(np.array([row]), np.ones((1, len(row)), dtype=np.int64))
                for output, logits in alone.items():
                    beside = together[output][number]
                    beside = beside[: len(row)] if logits.shape[1:2] == (len(row),) else beside
                    np.testing.assert_allclose(logits[0], beside, atol=1e-4)


if __name__ == "__main__":
    unittest.main()
