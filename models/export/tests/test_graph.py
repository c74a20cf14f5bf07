import sys
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import sessions
from encoder_graph import EncoderGraph

WIDTH, INNER, WORDS = 32, 64, 50
CONFIG = {"hidden_size": WIDTH, "num_attention_heads": 4, "num_hidden_layers": 2, "layer_norm_eps": 1e-12}


def random_weights():
    draw = np.random.default_rng(3)

    def dense(name, outputs, inputs):
        return {
            f"{name}.weight": draw.normal(0, inputs**-0.5, (outputs, inputs)), f"{name}.bias": draw.normal(0, 0.1, outputs),
        }  # fmt: skip

    def norm(name):
        return {f"{name}.weight": 1 + draw.normal(0, 0.1, WIDTH), f"{name}.bias": draw.normal(0, 0.1, WIDTH)}

    embeddings = "encoder.embeddings"
    weights = norm(f"{embeddings}.LayerNorm")
    for table, rows in (("word", WORDS), ("position", 16), ("token_type", 2)):
        weights[f"{embeddings}.{table}_embeddings.weight"] = draw.normal(size=(rows, WIDTH))
    for layer in range(2):
        name = f"encoder.encoder.layer.{layer}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            weights |= dense(f"{name}.attention.{part}", WIDTH, WIDTH)
        weights |= dense(f"{name}.intermediate.dense", INNER, WIDTH) | dense(f"{name}.output.dense", WIDTH, INNER)
        weights |= norm(f"{name}.attention.output.LayerNorm") | norm(f"{name}.output.LayerNorm")
    weights |= dense("heads.class", 3, WIDTH) | dense("heads.tag", 5, WIDTH)
    return {name: value.astype(np.float32) for name, value in weights.items()}


def session(precision):
    model = EncoderGraph(random_weights(), CONFIG, precision).build([("class", ["class"], False), ("tag", ["tag"], True)])
    return sessions.of(model.SerializeToString())


def run(session, rows):
    """{output: logits} of rows of ids, padded to the longest."""
    columns = max(map(len, rows))
    ids = np.array([row + [0] * (columns - len(row)) for row in rows], dtype=np.int64)
    mask = np.array([[1] * len(row) + [0] * (columns - len(row)) for row in rows], dtype=np.int64)
    outputs = session.run(["class", "tag"], {"input_ids": ids, "attention_mask": mask, "token_type_ids": ids * 0})
    return dict(zip(("class", "tag"), outputs))


class EncoderGraphTest(unittest.TestCase):
    rows = [[1, 7, 9, 2], [1, 30, 31, 32, 33, 34, 35, 2], [1, 2], [1, 44, 2]]

    def test_answers_do_not_depend_on_the_texts_beside_them(self):
        for precision in ("fp32", "int8"):
            graph = session(precision)
            together = run(graph, self.rows)
            for number, row in enumerate(self.rows):
                alone = run(graph, [row])
                with self.subTest(precision=precision, row=row):
                    np.testing.assert_allclose(alone["class"][0], together["class"][number], atol=1e-5)
                    np.testing.assert_allclose(alone["tag"][0], together["tag"][number, : len(row)], atol=1e-5)

    def test_int8_stays_close_to_fp32(self):
        exact, rounded = run(session("fp32"), self.rows), run(session("int8"), self.rows)
        for output in ("class", "tag"):
            self.assertLess(np.abs(exact[output] - rounded[output]).mean(), 0.05)

    def test_a_row_of_padding_alone_gives_finite_numbers(self):
        for precision in ("fp32", "int8"):
            nothing = np.zeros((1, 4), dtype=np.int64)
            outputs = session(precision).run(
                None, {"input_ids": nothing, "attention_mask": nothing, "token_type_ids": nothing}
            )
            self.assertTrue(all(np.isfinite(output).all() for output in outputs))


if __name__ == "__main__":
    unittest.main()
