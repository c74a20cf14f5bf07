import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import tiny
import yaml
from tiny import NEEDS_TORCH

if tiny.transformers:
    import export
    import torch
    from generation import Generator
    from golden import read_texts
    from sample_answers import SAMPLES
    from transformers import (
        AutoTokenizer,
        BartConfig,
        BartForConditionalGeneration,
        MarianConfig,
        MarianMTModel,
        T5Config,
        T5ForConditionalGeneration,
    )

BART = {
    "vocab_size": 30522, "d_model": 32, "encoder_layers": 1, "decoder_layers": 2, "encoder_attention_heads": 4,
    "decoder_attention_heads": 4, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "max_position_embeddings": 128, "bos_token_id": 101,
    "pad_token_id": 0, "eos_token_id": 102, "decoder_start_token_id": 102, "forced_eos_token_id": 102,
}  # fmt: skip


def beam_search(generator, ids, beams):
    """The best of `beams` hypotheses by the mean log probability of their tokens, as Transformers searches."""
    config, encoded = generator.config, generator.encode(ids)
    running, done = [(0.0, [config.decoder_start_token_id])], []
    for _ in range(generator.longest):
        candidates = []
        for score, made in running:
            scores = generator.next_scores(encoded, made)
            scores = scores - scores.max() - np.log(np.exp(scores - scores.max()).sum())
            candidates += [(score + scores[token], [*made, int(token)]) for token in np.argsort(-scores)[: 2 * beams]]
        candidates.sort(key=lambda each: -each[0])
        running = []
        for rank, (score, made) in enumerate(candidates[: 2 * beams]):
            if made[-1] != config.eos_token_id:
                running.append((score, made))
            elif rank < beams:
                done.append((score / (len(made) - 1), made))
        running = running[:beams]
        done = sorted(done, key=lambda each: -each[0])[:beams]
        if len(done) == beams and running[0][0] / (len(running[0][1]) - 1) <= done[-1][0]:
            break
    return max(done + [(score / (len(made) - 1), made) for score, made in running], key=lambda each: each[0])[1]


@NEEDS_TORCH
class EncoderDecoderTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.source, self.package = Path(folder.name) / "source", Path(folder.name) / "package"

    def exported(self, kind, config, precisions=("fp32",)):
        """(model, tokenizer) of a random model whose package was written."""
        export.export([tiny.save(tiny.random_model(kind, config), self.source)], self.package, precisions)
        model = kind.from_pretrained(self.source).eval()  # as it was saved: sinusoids for positions are made anew
        return model, AutoTokenizer.from_pretrained(self.source)

    def assert_generates_as_transformers_does(self, model, tokenizer, beams):
        generator = Generator(
            self.package / "encoder_model.onnx", self.package / "decoder_model.onnx", model.generation_config, longest=12
        )
        lengths = set()
        for text in read_texts(SAMPLES / "texts.txt")[:6]:
            ids = tokenizer(text)["input_ids"]
            with torch.no_grad():
                expected = model.generate(
                    torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long), max_new_tokens=12,
                    num_beams=beams, do_sample=False,
                )  # fmt: skip
            made = generator.greedy(ids) if beams == 1 else beam_search(generator, ids, beams)
            self.assertEqual(made, expected[0].tolist())
            lengths.add(tuple(made))
        self.assertGreater(len(lengths), 1, "every text generates the same: nothing was tested")

    def test_bart(self):
        model, tokenizer = self.exported(BartForConditionalGeneration, BartConfig(**BART), ("fp32", "int8"))
        self.assert_generates_as_transformers_does(model, tokenizer, beams=1)
        self.assert_generates_as_transformers_does(model, tokenizer, beams=3)
        manifest = yaml.safe_load((self.package / "model.yaml").read_text())
        self.assertEqual(manifest["tasks"], [{"name": "generation", "kind": "text2text-generation", "output": "logits"}])
        graphs = {"fp32": "encoder_model.onnx", "int8": "encoder_model_int8.onnx"}
        self.assertEqual({graph["precision"]: graph["path"] for graph in manifest["graphs"]}, graphs)
        files = {file["path"] for file in manifest["files"]}
        self.assertLessEqual({path.replace("encoder", "decoder") for path in graphs.values()}, files)
        self.assertIn("generation_config.json", files)
        golden = json.loads((self.package / "golden.json").read_text(encoding="utf-8"))
        self.assertTrue(all(case["tasks"]["generation"]["token_ids"][0] == 102 for case in golden["cases"]))

    def test_t5(self):
        config = T5Config(
            vocab_size=30522, d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4, decoder_start_token_id=0, eos_token_id=102,
            pad_token_id=0,
        )  # fmt: skip
        model, tokenizer = self.exported(T5ForConditionalGeneration, config)
        self.assert_generates_as_transformers_does(model, tokenizer, beams=1)

    def test_marian(self):
        model, tokenizer = self.exported(MarianMTModel, MarianConfig(**BART | {"decoder_vocab_size": 30522}))
        self.assert_generates_as_transformers_does(model, tokenizer, beams=1)


if __name__ == "__main__":
    unittest.main()
