import struct
import tempfile
import unittest
from pathlib import Path

import numpy as np
import tiny
from tensor_bundle import MAGIC, TensorBundle
from tiny import NEEDS_TORCH

if tiny.transformers:
    import easy_bert


def number(value):
    """A varint."""
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + number(rest) if rest else bytes([low])


def block(pairs):
    """A block with one restart point; every key but the first shares its first letters with the one before it."""
    written, before = b"", b""
    for key, value in pairs:
        shared = next((n for n, (a, b) in enumerate(zip(key, before)) if a != b), min(len(key), len(before)))
        written += number(shared) + number(len(key) - shared) + number(len(value)) + key[shared:] + value
        before = key
    return written + struct.pack("<II", 0, 1)


def write_bundle(prefix, tensors):
    """What TensorFlow writes, for fp32 tensors."""
    data, pairs = b"", [(b"", b"\x08\x01")]
    for name, value in sorted(tensors.items()):
        dimensions = b"".join(b"\x12" + number(1 + len(number(n))) + b"\x08" + number(n) for n in value.shape)
        place = (b"\x20" + number(len(data)) if data else b"") + b"\x28" + number(value.nbytes) + b"\x35abcd"
        pairs.append((name.encode(), b"\x08\x01\x12" + number(len(dimensions)) + dimensions + place))
        data += value.astype("<f4").tobytes()
    entries, trailer = block(pairs), b"\x00" + b"\x00" * 4
    index = block([(b"z", number(0) + number(len(entries)))])
    footer = number(0) + number(0) + number(len(entries) + 5) + number(len(index))
    footer = footer.ljust(40, b"\x00") + struct.pack("<Q", MAGIC)
    Path(f"{prefix}.index").write_bytes(entries + trailer + index + trailer + footer)
    Path(f"{prefix}.data-00000-of-00001").write_bytes(data)


class TensorBundleTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.prefix = f"{folder.name}/variables"
        draw = np.random.default_rng(1)
        self.tensors = {
            name: draw.normal(size=shape).astype(np.float32)
            for name, shape in (("bert/dense/bias", [300]), ("bert/dense/kernel", [2, 300]), ("cls/bias", [1]))
        }

    def test_reads_every_variable_in_its_shape(self):
        write_bundle(self.prefix, self.tensors)
        bundle = TensorBundle(self.prefix)
        self.assertEqual(bundle.names(), sorted(self.tensors))
        for name, value in self.tensors.items():
            np.testing.assert_array_equal(bundle.tensor(name), value)

    def test_refuses_another_file(self):
        write_bundle(self.prefix, self.tensors)
        Path(f"{self.prefix}.index").write_bytes(b"no table" * 20)
        with self.assertRaises(ValueError):
            TensorBundle(self.prefix)


@NEEDS_TORCH
class GoogleNamesTest(unittest.TestCase):
    def test_become_those_of_transformers(self):
        names = {
            "module/bert/embeddings/word_embeddings": "bert.embeddings.word_embeddings.weight",
            "module/bert/encoder/layer_11/attention/self/query/kernel": "bert.encoder.layer.11.attention.self.query.weight",
            "module/bert/encoder/layer_0/output/LayerNorm/gamma": "bert.encoder.layer.0.output.LayerNorm.weight",
            "module/cls/predictions/transform/LayerNorm/beta": "cls.predictions.transform.LayerNorm.bias",
            "module/cls/predictions/output_bias": "cls.predictions.bias",
        }
        self.assertEqual({name: easy_bert.transformers_name(name) for name in names}, names)
        known = set(tiny.transformers.BertForMaskedLM(tiny.transformers.BertConfig(**tiny.SIZE | {"num_hidden_layers": 12})).state_dict())
        self.assertLessEqual(set(names.values()), known)


if __name__ == "__main__":
    unittest.main()
