import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
try:
    import export
    from transformers import BertConfig, BertForTokenClassification, DistilBertConfig, DistilBertForSequenceClassification
except ImportError:
    export = None

TOKENIZER = Path(__file__).resolve().parents[2] / "catalog/news-en/tokenizer.json"


@unittest.skipIf(export is None, "torch and transformers are not installed")
class ExportTest(unittest.TestCase):
    def exported(self, model):
        """The names of the files written for a small random model, and how far its graph is from it."""
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "source", Path(folder) / "target"
            model.save_pretrained(source)
            (source / "tokenizer.json").write_bytes(TOKENIZER.read_bytes())
            (source / "tokenizer_config.json").write_text("{}")
            return export.export(source, target), {file.name for file in target.iterdir()}

    def test_writes_what_other_tools_expect_of_an_export(self):
        config = BertConfig(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, num_labels=5)
        difference, files = self.exported(BertForTokenClassification(config))
        self.assertLess(difference, 1e-4)
        self.assertEqual(files, {"config.json", "tokenizer.json", "tokenizer_config.json", "model.onnx"})

    def test_a_model_without_token_types_has_no_such_input(self):
        model = DistilBertForSequenceClassification(DistilBertConfig(dim=16, n_layers=1, n_heads=2, hidden_dim=32))
        self.assertEqual(export.input_names(model), ["input_ids", "attention_mask"])
        self.assertLess(self.exported(model)[0], 1e-4)


if __name__ == "__main__":
    unittest.main()
