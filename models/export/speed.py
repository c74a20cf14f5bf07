"""Compares the speed of two graphs of one model on one thread, alternating them so that a busy machine slows both.

    python models/export/speed.py --graph int8.onnx --against fp32.onnx
"""

import argparse
import statistics
import time
from pathlib import Path

import numpy as np
import onnxruntime

SHAPES = ((1, 32), (16, 32), (4, 128))
WORDS = 30000


def session(graph):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def seconds(session, inputs):
    began = time.perf_counter()
    session.run(None, inputs)
    return time.perf_counter() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, required=True)
    parser.add_argument("--against", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    sessions = [session(options.graph), session(options.against)]
    for rows, columns in SHAPES:
        ids = np.random.default_rng(1).integers(1000, WORDS, (rows, columns))
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        rounds = [[seconds(one, inputs) for one in sessions] for _ in range(options.rounds)]
        best = [rows * columns / min(times) for times in zip(*rounds)]
        ratio = statistics.median(other / one for one, other in rounds)
        print(f"{rows:3} x {columns:3}: best {best[0]:8,.0f} and {best[1]:8,.0f} tokens/s, median ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
