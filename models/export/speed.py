"""Compares the speed of two graphs of one model on one thread, alternating them so that a busy machine slows both.

python models/export/speed.py --graph int8.onnx --against fp32.onnx --out speed.json
"""

import argparse
import json
import platform
import statistics
import time
from pathlib import Path

import numpy as np
import onnxruntime
import sessions

SHAPES = ((1, 32), (16, 32), (4, 128))
WORDS = 30000
ROUNDS = 60


def row_batch(session, rows, columns, words):
    """Random ids below `words` for every input that the graph has, int64 [rows, columns]."""
    ids = np.random.default_rng(1).integers(min(1000, words // 2), words, (rows, columns))
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    return {each.name: inputs[each.name] for each in session.get_inputs()}


def seconds(session, inputs):
    began = time.perf_counter()
    session.run(None, inputs)
    return time.perf_counter() - began


def spread(values, digits=0):
    """The median, and the values that a tenth lie below and above."""
    low, *_, high = statistics.quantiles(values, n=10)
    return {
        name: round(value, digits) for name, value in (("median", statistics.median(values)), ("low", low), ("high", high))
    }


def compare(one, other, rounds=ROUNDS, words=WORDS, shapes=SHAPES):
    """For each shape the tokens a second of both sessions and how many times as fast the first is, over the rounds. Each
    round runs both; the first of a round is the second of the next."""
    found = []
    for rows, columns in shapes:
        inputs = [row_batch(each, rows, columns, words) for each in (one, other)]
        times = [[], []]
        for number in range(-1, rounds):  # the round before the first warms up
            for at in (0, 1) if number % 2 else (1, 0):
                taken = seconds((one, other)[at], inputs[at])
                if number >= 0:
                    times[at].append(taken)
        rates = [[rows * columns / taken for taken in of_one] for of_one in times]
        ratios = [theirs / ours for ours, theirs in zip(*times)]
        found.append({"rows": rows, "columns": columns, "one": spread(rates[0]) | {"best": round(max(rates[0]))},
                      "other": spread(rates[1]) | {"best": round(max(rates[1]))}, "ratio": spread(ratios, 2)})  # fmt: skip
    return found


def machine():
    """The processor's name, and the runtime."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {"processor": names[0] if names else platform.processor() or platform.machine(),
            "runtime": f"ONNX Runtime {onnxruntime.__version__}"}  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, required=True)
    parser.add_argument("--against", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--words", type=int, default=WORDS, help="size of the vocabulary")
    parser.add_argument("--out", type=Path, help="the figures as JSON")
    options = parser.parse_args()
    shapes = compare(sessions.of(options.graph), sessions.of(options.against), options.rounds, options.words)
    for each in shapes:
        one, other, ratio = each["one"], each["other"], each["ratio"]
        print(f"{each['rows']:3} x {each['columns']:3}: best {one['best']:8,} and {other['best']:8,} tokens/s, "
              f"median ratio {ratio['median']:.2f}")  # fmt: skip
    if options.out:
        options.out.write_text(json.dumps(machine() | {"rounds": options.rounds, "shapes": shapes}, indent=1) + "\n")


if __name__ == "__main__":
    main()
