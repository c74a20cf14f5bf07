"""What catalog.py makes of a run's weights."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import tiny  # sets the path of the modules under test
import sessions
from catalog import graphs
from encoder_graph import POSITIONS
from onnx import numpy_helper
from safetensors.numpy import save_file

LONGEST = 16
TASKS = {"topic": {"kind": "text-classification", "classes": ["food", "sports", "travel"], "several": False}}


@tiny.NEEDS_TORCH
class GraphsTest(unittest.TestCase):
    def setUp(self):
        self.run_folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        model = tiny.bert("BertModel", max_position_embeddings=64)
        weights = {f"encoder.{name}": value.numpy() for name, value in model.state_dict().items()}
        weights |= {"heads.topic.weight": np.eye(3, 32, dtype=np.float32), "heads.topic.bias": np.zeros(3, dtype=np.float32)}
        save_file(weights, self.run_folder / "model.safetensors")
        (self.run_folder / "encoder.json").write_text(json.dumps(model.config.to_dict()))

    def answers(self, outputs, longest, columns, tasks=TASKS):
        row = np.arange(5, 5 + columns, dtype=np.int64)[None]
        inputs = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        return [
            sessions.of(model.SerializeToString()).run(outputs, inputs)
            for model in graphs(self.run_folder, tasks, longest).values()
        ]

    def test_the_table_of_positions_ends_with_the_longest_row(self):
        for precision, model in graphs(self.run_folder, TASKS, LONGEST).items():
            shapes = {table.name: numpy_helper.to_array(table).shape for table in model.graph.initializer}
            self.assertEqual(shapes[POSITIONS], (LONGEST, 32), precision)

    def test_the_longest_row_is_answered_as_by_the_whole_table(self):
        whole = self.answers(["topic"], 64, LONGEST)
        np.testing.assert_array_equal(self.answers(["topic"], LONGEST, LONGEST), whole)

    def test_a_question_has_a_row_of_scores_for_each_end_of_its_answer(self):
        of_tokens = self.answers(["topic"], LONGEST, LONGEST, {"topic": {**TASKS["topic"], "kind": "token-classification"}})
        ends = {"topic": {"kind": "question-answering", "classes": ["start", "end"]}}
        found = self.answers(["start", "end"], LONGEST, LONGEST, ends)
        np.testing.assert_array_equal(np.stack(found)[:, 0], np.stack(of_tokens)[:, 0, ..., 0])
        np.testing.assert_array_equal(np.stack(found)[:, 1], np.stack(of_tokens)[:, 0, ..., 1])


if __name__ == "__main__":
    unittest.main()
