"""Turns Transformers checkpoints into a model package.

    python models/export/export.py --model FOLDER [--model FOLDER2 ...] --out PACKAGE [--precisions fp32,fp16,int8]

FOLDER is what save_pretrained wrote: a BERT-family model with a head for sequence or token classification, question
answering or masked words, a bare encoder (sentence embeddings), or an encoder-decoder that generates text; with a fast
tokenizer. Several checkpoints whose encoders are equal become one graph with an output for each task.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import agreement
import golden
import pooling
import precisions
import seq2seq
import sharing
import tokenizer_files
import tracing
from checkpoint import Checkpoint
from package import Package
from sample_answers import SAMPLES, SampleAnswers


def outputs_of(checkpoint, alone):
    """The names of a checkpoint's outputs in the graph: Transformers' own where it is alone."""
    names = list(checkpoint.head.outputs)
    if alone:
        return names
    return [checkpoint.task] if len(names) == 1 else [f"{checkpoint.task}_{name}" for name in names]


def traced(checkpoints, tokenizer, outputs, folder):
    """The fp32 graph of all checkpoints, and how far it is from them at most."""
    names = checkpoints[0].input_names()
    arrays = tracing.padded(tokenizer.encode_batch(tracing.SAMPLE), names, checkpoints[0].pad_id)
    network = tracing.Network(checkpoints, names)
    model = tracing.trace(network, arrays, outputs, folder / "traced.onnx")
    if len(checkpoints) > 1:
        model = sharing.computed_once(model)
        if sharing.encoders_of(model) != 1:
            raise SystemExit("the exporter traced the encoder differently for each task: export the checkpoints one by one")
    return model, tracing.check(model.SerializeToString(), network, arrays)


def keep_files(checkpoint, out):
    """Copies what else belongs to the checkpoint. Returns the names of all files beside the graphs."""
    names = ["config.json", "special_tokens_map.json", *pooling.files_of(checkpoint.folder)]
    kept = [name for name in names if (checkpoint.folder / name).exists()]
    for name in kept:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(checkpoint.folder / name, out / name)
    return [*kept, "tokenizer.json", "tokenizer_config.json"]


def head_of(checkpoints, name, version, precision):
    """The keys of model.yaml that have one value."""
    first = checkpoints[0]
    about = {
        "name": name, "version": version, "precision": precision,
        "max-length": min(each.max_length for each in checkpoints), "vocabulary": first.config.vocab_size,
        "pad-id": first.pad_id, "padding": first.padding,
    }  # fmt: skip
    names = ("unk", "unknown"), ("cls", "cls"), ("mask", "mask")
    tokens = {f"{key}-token": getattr(first.tokenizer, f"{name}_token") for name, key in names}
    return about | {key: token for key, token in tokens.items() if token}


def export(folders, out, wanted=("fp32",), name=None, tasks=(), version="1.0.0"):
    """Writes the package. Returns what is to be said about it: sentences."""
    name = name or out.resolve().name
    if len(tasks) not in (0, len(folders)):
        raise SystemExit(f"{len(tasks)} --task for {len(folders)} --model: name all tasks or none")
    if len(folders) == 1 and seq2seq.generates(folders[0]):
        with tempfile.TemporaryDirectory() as scratch:
            return seq2seq.export(folders[0], out, wanted, name, *(tasks or ["generation"]), version, Path(scratch))
    checkpoints = [Checkpoint(folder, task) for folder, task in zip(folders, tasks or [None] * len(folders))]
    called = [checkpoint.task for checkpoint in checkpoints]
    if len(set(called)) < len(called):
        raise SystemExit(f"two tasks have one name among {', '.join(called)}: give each a --task")
    sharing.require_one_encoder(checkpoints)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_files.save(checkpoints[0].tokenizer, out, golden.read_texts(SAMPLES / "texts.txt"))
    outputs = [outputs_of(checkpoint, len(checkpoints) == 1) for checkpoint in checkpoints]
    with tempfile.TemporaryDirectory() as folder:
        model, difference = traced(checkpoints, tokenizer, sum(outputs, []), Path(folder))
    said = [f"fp32: raw scores within {difference:.1e} of Transformers'"]
    paths = precisions.write(model, out, wanted)
    about = head_of(checkpoints, name, version, wanted[0])
    described = [checkpoint.described(names) for checkpoint, names in zip(checkpoints, outputs)]

    samples = SampleAnswers(tokenizer, described, checkpoints[0].tokenizer.mask_token, about["max-length"])
    answers, cases, tolerance = samples.steady(paths[wanted[0]], precisions.LEAST_TOLERANCE[wanted[0]])
    agreements = {}
    for precision in wanted[1:]:
        agreements[precision] = agreement.described(agreement.compare(answers, samples.of(paths[precision])))
        said += [f"{precision} against {wanted[0]}, {sentence}" for sentence in agreements[precision]]
    graphs = {precision: [path] for precision, path in paths.items()}
    kept = keep_files(checkpoints[0], out)
    package = Package(out, about, described, graphs, kept, [checkpoint.model for checkpoint in checkpoints])
    package.write(cases, tolerance, agreements)
    said.append(f"golden.json: {len(cases)} of {len(answers)} sample texts, tolerance {tolerance}")
    return said


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, action="append", required=True, help="folder that save_pretrained wrote; may be repeated")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--precisions", default="fp32", help="of fp32, fp16 and int8, with commas; the first is the default one")
    parser.add_argument("--name", help="of the package; the folder's if missing")
    parser.add_argument("--version", default="1.0.0", help="of the package")
    parser.add_argument("--task", action="append", default=[], help="name of a model's task, in the order of --model")
    options = parser.parse_args()
    wanted = precisions.parsed(options.precisions)
    for sentence in export(options.model, options.out, wanted, options.name, options.task, options.version):
        print(f"{options.out}: {sentence}")


if __name__ == "__main__":
    main()
