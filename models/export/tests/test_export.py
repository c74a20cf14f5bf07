import hashlib
import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import tiny
import yaml
from tiny import NEEDS_TORCH, bert

if tiny.transformers:
    import export
    import onnxruntime
    from tokenizers import Tokenizer
    from transformers import AutoTokenizer, DistilBertConfig, DistilBertForSequenceClassification


@NEEDS_TORCH
class ExportTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.source, self.package = Path(folder.name) / "source", Path(folder.name) / "package"

    def export(self, model, precisions=("fp32",), **settings):
        """The package's model.yaml and golden.json."""
        export.export([tiny.save(model, self.source)], self.package, precisions, **settings)
        self.assert_files_are_as_promised()
        return self.manifest(), json.loads((self.package / "golden.json").read_text(encoding="utf-8"))

    def manifest(self):
        return yaml.safe_load((self.package / "model.yaml").read_text(encoding="utf-8"))

    def assert_files_are_as_promised(self):
        promised = {file["path"]: file["sha256"] for file in self.manifest()["files"]}
        there = {str(file.relative_to(self.package)) for file in self.package.rglob("*") if file.is_file()}
        self.assertEqual(there, set(promised) | {"README.md", "model.yaml"})
        for name, digest in promised.items():
            self.assertEqual(hashlib.sha256((self.package / name).read_bytes()).hexdigest(), digest, name)

    def test_a_token_classifier(self):
        manifest, golden = self.export(bert("BertForTokenClassification", **tiny.LABELS))
        (task,) = manifest["tasks"]
        self.assertNotIn("graphs", manifest, "one graph needs no list")
        self.assertEqual(
            task,
            {"name": "entities", "kind": "token-classification", "output": "logits", "aggregation": "simple",
             "labels": ["O", "B-PER", "I-PER"]},
        )  # fmt: skip
        found = [(case["text"], entity) for case in golden["cases"] for entity in case["tasks"]["entities"]]
        self.assertTrue(found)
        for text, entity in found:
            self.assertEqual(text[entity["start"] : entity["end"]], entity["text"])

    def test_a_text_classifier_says_how_its_scores_are_read(self):
        several = {"problem_type": "multi_label_classification"} | tiny.LABELS
        manifest, golden = self.export(bert("BertForSequenceClassification", **several))
        self.assertEqual(manifest["tasks"][0]["activation"], "sigmoid")
        self.assertNotAlmostEqual(sum(golden["cases"][0]["tasks"]["classification"]["scores"]), 1)

    def test_a_question_answerer_has_two_outputs(self):
        manifest, golden = self.export(bert("BertForQuestionAnswering"), tasks=["reading"])
        self.assertEqual(manifest["tasks"][0]["output"], ["start_logits", "end_logits"])
        for case in golden["cases"]:
            answer = case["tasks"]["reading"]
            self.assertEqual(case["text"][answer["start"] : answer["end"]], answer["answer"])
            self.assertTrue(0 < answer["score"] <= 1 and answer["question"])

    def test_a_masked_language_model_fills_in_its_likeliest_tokens(self):
        _, golden = self.export(bert("BertForMaskedLM"))
        model = tiny.transformers.BertForMaskedLM.from_pretrained(self.source).eval()
        tokenizer = AutoTokenizer.from_pretrained(self.source)
        for case in golden["cases"]:
            self.assertEqual(case["ids"], tokenizer(case["text"])["input_ids"])
            scores = model(**tokenizer(case["text"], return_tensors="pt")).logits[0]
            scores = scores[case["ids"].index(tokenizer.mask_token_id)].softmax(-1)
            fills = case["tasks"]["fill"]["fills"]
            self.assertEqual([fill["token"] for fill in fills], scores.topk(5).indices.tolist())
            np.testing.assert_allclose([fill["score"] for fill in fills], scores.topk(5).values.detach(), atol=1e-5)

    def test_an_encoder_pools_as_sentence_transformers_would(self):
        self.source.mkdir()
        modules = [("Transformer", ""), ("Pooling", "1_Pooling")]
        modules = [{"idx": i, "type": f"sentence_transformers.models.{kind}", "path": path} for i, (kind, path) in enumerate(modules)]
        (self.source / "modules.json").write_text(json.dumps(modules))
        (self.source / "1_Pooling").mkdir()
        (self.source / "1_Pooling/config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
        model = bert("BertModel")
        manifest, golden = self.export(model)
        self.assertEqual((manifest["tasks"][0]["pooling"], manifest["tasks"][0]["normalize"]), ("cls", False))
        case = golden["cases"][0]
        vector = model(tiny.torch.tensor([case["ids"]])).last_hidden_state[0, 0].detach()
        np.testing.assert_allclose(case["tasks"]["embedding"]["embedding"], vector, atol=1e-5)

    def test_a_pooling_that_is_not_known_is_refused(self):
        self.source.mkdir()
        (self.source / "modules.json").write_text('[{"type": "a.Transformer", "path": ""}, {"type": "a.Dense", "path": "2"}]')
        with self.assertRaisesRegex(SystemExit, "Dense"):
            self.export(bert("BertModel"))

    def test_a_model_without_token_types_has_no_such_input(self):
        config = DistilBertConfig(dim=32, n_layers=1, n_heads=2, hidden_dim=64, problem_type="regression", num_labels=1)
        manifest, _ = self.export(tiny.random_model(DistilBertForSequenceClassification, config))
        session = onnxruntime.InferenceSession(str(self.package / "model.onnx"))
        self.assertEqual([each.name for each in session.get_inputs()], ["input_ids", "attention_mask"])
        self.assertEqual(manifest["tasks"][0]["activation"], "none")

    def test_several_precisions_are_named_and_the_first_is_the_default(self):
        manifest, golden = self.export(bert("BertForSequenceClassification"), ["int8", "fp16", "fp32"])
        self.assertEqual((manifest["precision"], golden["precision"]), ("int8", "int8"))
        graphs = {graph["precision"]: graph["path"] for graph in manifest["graphs"]}
        self.assertEqual(graphs, {"int8": "model_int8.onnx", "fp16": "model_fp16.onnx", "fp32": "model.onnx"})

    def test_the_tokenizer_written_is_the_one_that_transformers_runs(self):
        """tokenizer.json lower-cases, tokenizer_config.json says otherwise: Transformers believes the latter."""
        source = tiny.save(bert("BertForSequenceClassification"), self.source)
        config = json.loads((source / "tokenizer_config.json").read_text())
        (source / "tokenizer_config.json").write_text(json.dumps(config | {"do_lower_case": False}))
        (source / "tokenizer.json").write_bytes(tiny.TOKENIZER.read_bytes())
        export.export([source], self.package)
        text = "Oslo oslo"
        expected = AutoTokenizer.from_pretrained(source)(text)["input_ids"]
        self.assertNotEqual(expected, Tokenizer.from_file(str(source / "tokenizer.json")).encode(text).ids)
        self.assertEqual(Tokenizer.from_file(str(self.package / "tokenizer.json")).encode(text).ids, expected)

    def test_a_checkpoint_without_its_head_is_refused(self):
        source = tiny.save(bert("BertModel"), self.source)
        config = json.loads((source / "config.json").read_text())
        (source / "config.json").write_text(json.dumps(config | {"architectures": ["BertForTokenClassification"]}))
        with self.assertRaisesRegex(SystemExit, "classifier"):
            export.export([source], self.package)


if __name__ == "__main__":
    unittest.main()
