import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import tiny
import yaml
from tiny import NEEDS_TORCH, bert

if tiny.transformers:
    import export
    import sharing
    from golden import Reference
    from tokenizers import Tokenizer


@NEEDS_TORCH
class SharedEncoderTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.tagger = bert("BertForTokenClassification", **tiny.LABELS)

    def checkpoint(self, name, architecture, change=None, **settings):
        """A checkpoint on the tagger's encoder."""
        model = bert(architecture, **settings)
        model.base_model.load_state_dict(self.tagger.base_model.state_dict(), strict=False)
        if change:
            with tiny.torch.no_grad():
                model.base_model.get_parameter(change)[0] += 1
        return tiny.save(model, self.folder / name)

    def test_several_tasks_share_one_pass(self):
        folders = [
            tiny.save(self.tagger, self.folder / "tags"), self.checkpoint("moods", "BertForSequenceClassification"),
            self.checkpoint("answers", "BertForQuestionAnswering"),
        ]  # fmt: skip
        package = self.folder / "package"
        export.export(folders, package, tasks=["tags", "moods", "answers"])
        manifest = yaml.safe_load((package / "model.yaml").read_text())
        self.assertEqual([task["output"] for task in manifest["tasks"]], ["tags", "moods", ["answers_start_logits", "answers_end_logits"]])
        self.assertEqual(sharing.encoders_of(onnx.load(package / "model.onnx")), 1)
        alone = self.folder / "alone"
        export.export(folders[1:2], alone)
        self.assertLess((package / "model.onnx").stat().st_size, 1.05 * (alone / "model.onnx").stat().st_size)
        self.assert_answers_are_those_of_the_model_alone(package, alone)

    def assert_answers_are_those_of_the_model_alone(self, package, alone):
        tokenizer = Tokenizer.from_file(str(package / "tokenizer.json"))
        reference = Reference(str(package / "model.onnx"), tokenizer, [])
        ids = np.array([[101, 7592, 2088, 102]])
        together = reference.logits(ids, np.ones_like(ids))["moods"]
        expected = Reference(str(alone / "model.onnx"), tokenizer, []).logits(ids, np.ones_like(ids))["logits"]
        np.testing.assert_allclose(together, expected, atol=1e-5)

    def test_encoders_that_differ_are_refused_by_the_name_of_the_weight(self):
        folders = [
            tiny.save(self.tagger, self.folder / "tags"),
            self.checkpoint("moods", "BertForSequenceClassification", "encoder.layer.1.output.dense.bias"),
        ]
        with self.assertRaisesRegex(SystemExit, "tags and .*moods differ: first in the weight encoder.layer.1.output.dense.bias"):
            export.export(folders, self.folder / "package")

    def test_tokenizers_that_differ_are_refused(self):
        folders = [tiny.save(self.tagger, self.folder / "tags"), self.checkpoint("moods", "BertForSequenceClassification")]
        config = json.loads((folders[1] / "tokenizer_config.json").read_text())
        (folders[1] / "tokenizer_config.json").write_text(json.dumps(config | {"do_lower_case": False}))
        with self.assertRaisesRegex(SystemExit, "another tokenizer"):
            export.export(folders, self.folder / "package")

    def test_two_tasks_of_one_name_are_refused(self):
        folder = tiny.save(self.tagger, self.folder / "tags")
        with self.assertRaisesRegex(SystemExit, "entities, entities"):
            export.export([folder, folder], self.folder / "package")


if __name__ == "__main__":
    unittest.main()
