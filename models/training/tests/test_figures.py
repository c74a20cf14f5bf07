"""The writer of model cards, on figures that are made up; and that no card of the catalogue has drifted from its figures."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
try:
    from figures import measured, readme, sections, training
    from finetuning import packages
except ImportError as missing:
    print(f"{missing.name} is not installed: the tests of model cards are SKIPPED", file=sys.stderr)
    raise unittest.SkipTest(f"{missing.name} is not installed") from missing

CATALOG = Path(__file__).resolve().parents[2] / "catalog"
YAML = """\
name: moods
precision: int8
files: []
tasks:
  - {name: mood, kind: text-classification, output: mood, activation: softmax, labels: [bad, good], temperature: 1.6}
training-data:
  - {name: Diaries, license: CC0, use: 'mood: train'}
quality:
  - {task: mood, data: Diaries test, metric: accuracy, value: 0.8126, fp32: 0.814}
"""
LINE = {"task": "mood", "data": "Diaries test"}
FIGURES = {
    "agreement": [LINE | {"metric": "agreement", "value": 0.9962}],
    "calibration": [LINE | {"temperature": 1.6, "ece": 0.071, "ece-scaled": 0.012}],
    "training": {"plan": {"seed": 3, "deadline_minutes": None}, "steps": 1200, "minutes": 31.4,
                 "loss": [{"step": 50, "minutes": 1.2, "loss": {"mood": 0.91}}]},
    "data": [{"name": "Diaries", "use": "mood: train", "texts": 12000}],
}  # fmt: skip
PROSE = "# moods\n\nMine.\n\n<!-- quality -->\n<!-- /quality -->\n\nMine as well.\n<!-- calibration -->\nformer\n<!-- /calibration -->\n"


class MarkersTest(unittest.TestCase):
    def test_only_what_is_between_markers_is_written(self):
        text = readme.filled(PROSE, {"quality": "one", "calibration": "two", "speed": "no place for it"})
        self.assertEqual(text, PROSE.replace("<!-- quality -->\n", "<!-- quality -->\none\n").replace("former", "two"))
        self.assertEqual(readme.filled(text, {"quality": "one", "calibration": "two"}), text)

    def test_markers_that_do_not_pair_are_refused(self):
        for text in ("<!-- a -->", "<!-- /a -->", "<!-- a --><!-- b --><!-- /b --><!-- /a -->", "<!-- a --><!-- /a -->" * 2):
            with self.subTest(text), self.assertRaises(ValueError):
                readme.filled(text, {"a": ""})


class CardTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "model.yaml").write_text(YAML)
        (self.folder / measured.NAME).write_text(measured.text_of(FIGURES))

    def test_the_figures_are_kept_as_they_were(self):
        self.assertEqual(measured.read(self.folder), FIGURES)

    def test_a_card_has_the_figures_and_the_prose(self):
        (self.folder / "README.md").write_text(PROSE)
        card = measured.card_of(self.folder)
        self.assertIn("| mood | Diaries test | accuracy | **0.813** | 0.814 |", card)
        self.assertIn("| mood | Diaries test | 1.60 | 0.071 | **0.012** |", card)
        self.assertIn("Mine as well.", card)
        self.assertNotIn("former", card)
        (self.folder / "README.md").write_text(card)
        self.assertEqual(measured.card_of(self.folder), card)

    def test_figures_of_a_former_graph_are_told(self):
        about = packages.description(self.folder)
        (self.folder / measured.NAME).write_text(measured.text_of({"package": measured.of_what(about)}))
        self.assertFalse(measured.is_stale(self.folder))
        (self.folder / "model.yaml").write_text(YAML.replace("files: []", "files: [{path: model.onnx, sha256: 0abc}]"))
        self.assertTrue(measured.is_stale(self.folder))

    def test_a_package_without_a_card_gets_a_draft_with_every_section(self):
        card = measured.card_of(self.folder)
        self.assertEqual(set(readme.sections(card)), set(sections.HEADINGS))
        self.assertIn("| Diaries | CC0 | 12,000 | mood: train |", card)
        self.assertIn("99.6 %", card)
        self.assertIn("1,200 steps in 31 minutes. Plan: seed 3.", card)
        self.assertEqual(card.count(sections.NOT_MEASURED), 2)  # speed and behaviour


class TrainingTest(unittest.TestCase):
    def test_a_run_is_told_in_about_ten_points(self):
        points = [{"step": step, "minutes": step / 10, "loss": {"mood": 1 / step}} for step in range(1, 96)]
        kept = training.thinned([*points, points[40]])
        self.assertEqual([point["step"] for point in kept], [1, 11, 22, 32, 43, 53, 64, 74, 85, 95])

    def test_a_log_as_it_is_printed_can_be_read(self):
        text = "step 50/680  0.9 min, 11.2 left  loss mood 0.312  names 0.100\nelse\n"
        self.assertEqual(training.printed(text), [{"step": 50, "minutes": 0.9, "loss": {"mood": 0.312, "names": 0.1}}])

    def test_a_run_s_log_has_losses_and_what_each_epoch_reached(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "final").mkdir()
        (folder / "final/about.json").write_text(json.dumps({"plan": {"seed": 1}, "steps": 2, "minutes": 0.1, "tasks": {}}))
        quality = LINE | {"metric": "accuracy", "value": 0.5}
        lines = [{"step": 1, "minutes": 0.1, "loss": {"mood": 1.0}, "rate": 0.1}, {"epoch": 1, "dev": [quality]}]
        (folder / "log.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + '{"step": 2, "mi')
        found = training.of_run(folder / "final")
        self.assertEqual(found["loss"], [{"step": 1, "minutes": 0.1, "loss": {"mood": 1.0}}])
        self.assertEqual(found["dev"], [{"epoch": 1} | quality])
        self.assertIn("| mood | Diaries test | accuracy | 0.500 |", training.markdown(found))

    def test_several_runs_and_adjusted_logits_are_told(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        about = {"steps": 6, "minutes": 3, "plan": {"seed": 1}, "soup": 3, "logit-adjustment": ["mood"]}
        (folder / "about.json").write_text(json.dumps(about))
        told = training.markdown(training.of_run(folder))
        self.assertIn("the mean of 3 such runs", told)
        self.assertIn("Logits of mood are", told)


class CatalogTest(unittest.TestCase):
    def test_every_card_says_what_was_measured(self):
        for package in sorted(path.parent for path in CATALOG.glob(f"*/{measured.NAME}")):
            with self.subTest(package=package.name):
                written = (package / measured.CARD).read_text(encoding="utf-8")
                self.assertFalse(measured.is_stale(package), "the package was made anew: model_card.py --run measures it")
                self.assertEqual(written, measured.card_of(package), "model_card.py writes it anew")


if __name__ == "__main__":
    unittest.main()
