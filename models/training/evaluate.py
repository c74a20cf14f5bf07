"""Measures an exported graph, or the bag-of-words baseline, on the test splits and writes the figures as JSON.

    python models/training/evaluate.py --graph model.onnx --tokenizer tokenizer.json --out quality-int8.json
    python models/training/evaluate.py --graph int8.onnx --against fp32.onnx --tokenizer tokenizer.json --out agreement.json
    python models/training/evaluate.py --baseline --out quality-baseline.json
"""

import argparse
import json
from pathlib import Path

from newsmodel import baseline, corpora, evaluation

PROJECT = Path(__file__).resolve().parents[2]


def logits_of(graph, threads):
    """The graph as a function from (ids, mask) to {task: logits}."""
    import numpy as np
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]

    def run(ids, mask):
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        return dict(zip(names, session.run(names, inputs)))

    return run


def measured(options, data):
    if options.baseline:
        return baseline.evaluate(data)
    from tokenizers import Tokenizer

    tokenizer, graph = Tokenizer.from_file(str(options.tokenizer)), logits_of(options.graph, options.threads)
    if options.against:
        other = logits_of(options.against, options.threads)
        return evaluation.agreement(data, corpora.TEST, tokenizer, graph, other)
    return evaluation.evaluate(data, corpora.TEST, tokenizer, graph)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=PROJECT / "../shared/data", help="folder of the data sets")
    parser.add_argument("--graph", type=Path, help="ONNX file with the outputs sentiment, entities and topic")
    parser.add_argument("--against", type=Path, help="another graph: measure how often both give the same label")
    parser.add_argument("--tokenizer", type=Path, help="its tokenizer.json")
    parser.add_argument("--baseline", action="store_true", help="train and measure the bag of words instead")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    lines = evaluation.as_lines(measured(options, corpora.all_corpora(options.data)))
    options.out.write_text(json.dumps(lines, indent=1) + "\n")
    for line in lines:
        print(f"{line['task']:10} {line['value']:.4f}  {line['metric']}, {line['data']}")


if __name__ == "__main__":
    main()
