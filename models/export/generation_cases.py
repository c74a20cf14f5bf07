"""Writes the cases that hold text generation to Transformers' own `generate`.

    python models/export/generation_cases.py --out models/src/test/resources/generation

For each kind of encoder-decoder a folder in Optimum's layout, with small random weights and a small tokenizer, and
expected.jsonl: for each line the settings that differ from generation_config.json, an input, and what `generate` made of
it; decoded.jsonl: tokens, and the text that the tokenizer makes of them. Lines that a trace of noise changes are left out:
there two sequences are nearly equal, and which one wins is chance.
"""

import argparse
import json
import logging
import math
import shutil
from collections import Counter
from pathlib import Path

import onnx
import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from torch.export import Dim
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    GenerationConfig,
    LogitsProcessor,
    LogitsProcessorList,
    MarianConfig,
    MarianMTModel,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
)
from transformers.modeling_outputs import BaseModelOutput

logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it warns of libraries that no text model needs

OPSET = 18
TEXTS = [
    "The ferry to the island leaves at seven, unless the wind is strong.",
    "Nobody had read the old letters until the house was sold.",
    "A committee will decide in March whether the bridge is repaired or replaced.",
    "Snow fell all night; by morning the road was closed.",
    "Prices rose again, and the baker bought less flour than last year.",
    "The museum shows three maps that were lost for a hundred years.",
    "She plays the cello, he plays the drums. They meet on Sundays.",
    "Ok!",
]
SPACED = ["the road was closed , they say .", "Is n't it ? We 're 's 've ' ok ' !", "n't 'm the"]
PREFIX = "summarize: "
VOCABULARY = 320
NOISE = 1e-5


class Encoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.encoder = model.get_encoder()

    def forward(self, input_ids, attention_mask):
        return self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


class Decoder(torch.nn.Module):
    """The whole model without its encoder and without past keys and values."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, encoder_attention_mask, input_ids, encoder_hidden_states):
        return self.model(
            attention_mask=encoder_attention_mask, decoder_input_ids=input_ids,
            encoder_outputs=BaseModelOutput(last_hidden_state=encoder_hidden_states), use_cache=False,
        ).logits  # fmt: skip


def trace(network, inputs, output, shapes, path):
    with torch.no_grad():
        torch.onnx.export(
            network.eval(), tuple(inputs.values()), str(path), input_names=list(inputs), output_names=[output],
            opset_version=OPSET, dynamo=True, external_data=False, verbose=False, dynamic_shapes=shapes,
        )  # fmt: skip
    graph = onnx.load(path)
    for thing in (graph, *graph.functions, *graph.graph.node, *graph.graph.initializer, *graph.graph.input, *graph.graph.output):
        thing.ClearField("metadata_props")  # where in whose source code a node came from
    graph.graph.ClearField("value_info")
    onnx.save(graph, path)


def write_graphs(model, folder):
    """The two graphs that Optimum calls encoder_model.onnx and decoder_model.onnx."""
    rows, source, target = Dim("rows", min=1), Dim("source", min=2), Dim("target", min=2)
    ids, mask = torch.ones(2, 7, dtype=torch.long), torch.ones(2, 7, dtype=torch.long)
    trace(
        Encoder(model), {"input_ids": ids, "attention_mask": mask}, "last_hidden_state",
        ({0: rows, 1: source}, {0: rows, 1: source}), folder / "encoder_model.onnx",
    )  # fmt: skip
    hidden = torch.rand(2, 7, model.config.d_model)
    trace(
        Decoder(model), {"encoder_attention_mask": mask, "input_ids": ids[:, :3], "encoder_hidden_states": hidden}, "logits",
        ({0: rows, 1: source}, {0: rows, 1: target}, {0: rows, 1: source}), folder / "decoder_model.onnx",
    )  # fmt: skip


def byte_level(special):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=special, initial_alphabet=alphabet, show_progress=False)  # fmt: skip
    tokenizer.train_from_iterator(TEXTS, trainer)
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    return tokenizer


def unigram(special, unknown, end, normalizer=None):
    tokenizer = Tokenizer(models.Unigram())
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=VOCABULARY, special_tokens=special, unk_token=unknown, show_progress=False)  # fmt: skip
    tokenizer.train_from_iterator([PREFIX + text for text in TEXTS], trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"$A {end}", pair=f"$A {end} $B {end}", special_tokens=[(end, tokenizer.token_to_id(end))])  # fmt: skip
    return tokenizer


def bart():
    fast = PreTrainedTokenizerFast(
        tokenizer_object=byte_level(["<s>", "<pad>", "</s>", "<unk>"]), bos_token="<s>", eos_token="</s>", pad_token="<pad>",
        unk_token="<unk>", cls_token="<s>", sep_token="</s>", model_max_length=48, clean_up_tokenization_spaces=True,
    )  # fmt: skip
    config = BartConfig(
        vocab_size=len(fast), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2, decoder_attention_heads=2,
        encoder_ffn_dim=24, decoder_ffn_dim=24, max_position_embeddings=48, init_std=0.9, architectures=["BartForConditionalGeneration"],
    )  # fmt: skip
    settings = {
        "decoder_start_token_id": 2, "bos_token_id": 0, "eos_token_id": 2, "pad_token_id": 1, "forced_bos_token_id": 0,
        "forced_eos_token_id": 2, "max_length": 24,
    }  # fmt: skip
    return fast, BartForConditionalGeneration, config, settings


def t5():
    fast = PreTrainedTokenizerFast(
        tokenizer_object=unigram(["<pad>", "</s>", "<unk>"], "<unk>", "</s>"), eos_token="</s>", pad_token="<pad>",
        unk_token="<unk>", model_max_length=64, clean_up_tokenization_spaces=True,
    )  # fmt: skip
    config = T5Config(
        vocab_size=len(fast) + 4, d_model=16, d_kv=8, d_ff=24, num_layers=1, num_decoder_layers=1, num_heads=2, initializer_factor=6.0,
        relative_attention_num_buckets=8, relative_attention_max_distance=16, decoder_start_token_id=0, pad_token_id=0,
        eos_token_id=1, tie_word_embeddings=False, architectures=["T5ForConditionalGeneration"],
    )  # fmt: skip
    return fast, T5ForConditionalGeneration, config, {
        "decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0, "max_new_tokens": 20}  # fmt: skip


def marian():
    """Marian's own tokenizer has no tokenizer.json; this one stands for those that were converted."""
    tokenizer = unigram(["</s>", "<unk>"], "<unk>", "</s>", normalizers.NFKC())
    tokenizer.add_special_tokens(["<pad>"])
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="</s>", unk_token="<unk>", pad_token="<pad>", model_max_length=64)  # fmt: skip
    pad = fast.convert_tokens_to_ids("<pad>")
    config = MarianConfig(
        vocab_size=len(fast), decoder_vocab_size=len(fast), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=24, decoder_ffn_dim=24, max_position_embeddings=64, init_std=0.9, pad_token_id=pad,
        decoder_start_token_id=pad, eos_token_id=0, forced_eos_token_id=None, architectures=["MarianMTModel"],
    )  # fmt: skip
    settings = {
        "decoder_start_token_id": pad, "bos_token_id": 0, "eos_token_id": 0, "pad_token_id": pad, "forced_eos_token_id": 0,
        "bad_words_ids": [[pad]], "max_length": 20, "num_beams": 4, "renormalize_logits": True,
    }  # fmt: skip
    return fast, MarianMTModel, config, settings


KINDS = {"bart": bart, "t5": t5, "marian": marian}


def favourites(model, fast, own):
    """The three tokens that the model writes most often, so that what is forbidden would have been written."""
    counts = Counter()
    for text in TEXTS:
        counts.update(generate(model, fast, own | {"num_beams": 1}, text)[0])
    return [token for token, _ in counts.most_common() if token not in fast.all_special_ids][:3]


def settings_of(often, other, third, end):
    """What is asked beside the model's own settings."""
    return [
        {},
        {"num_beams": 1},
        {"num_beams": 1, "no_repeat_ngram_size": 2},
        {"num_beams": 1, "no_repeat_ngram_size": 1, "max_length": 12},
        {"num_beams": 1, "repetition_penalty": 1.6},
        {"num_beams": 1, "min_length": 10},
        {"num_beams": 1, "min_new_tokens": 12, "forced_eos_token_id": None},
        {"num_beams": 1, "max_new_tokens": 4},
        {"num_beams": 2},
        {"num_beams": 2, "length_penalty": 0.0},
        {"num_beams": 3, "length_penalty": 2.0},
        {"num_beams": 3, "length_penalty": -1.0},
        {"num_beams": 4, "early_stopping": True},
        {"num_beams": 4, "early_stopping": "never"},
        {"num_beams": 4, "early_stopping": "never", "length_penalty": -0.5},
        {"num_beams": 4, "early_stopping": True, "length_penalty": 2.0, "no_repeat_ngram_size": 3, "min_length": 8},
        {"num_beams": 2, "repetition_penalty": 1.3, "no_repeat_ngram_size": 2},
        {"num_beams": 3, "repetition_penalty": 0.7},
        {"num_beams": 3, "renormalize_logits": True, "suppress_tokens": [often, other]},
        {"num_beams": 2, "begin_suppress_tokens": [often, third]},
        {"num_beams": 3, "bad_words_ids": [[often], [other, third], [third, third]]},
        {"num_beams": 3, "eos_token_id": [end, often, other]},
        {"num_beams": 2, "forced_bos_token_id": third, "forced_eos_token_id": [end, other]},
        {"num_beams": 4, "max_new_tokens": 3, "forced_eos_token_id": None},
        {"num_beams": 4, "min_new_tokens": 6, "early_stopping": True},
    ]


class Noise(LogitsProcessor):
    """What another order of the same sums does to scores, and a little more."""

    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)

    def __call__(self, input_ids, scores):
        return scores + NOISE * (2 * torch.rand(scores.shape, generator=self.generator) - 1)


def generate(model, fast, settings, text, noise=None):
    """The ids after the decoder's start, the score of a beam, and by how much it is better than the second."""
    beams = settings.get("num_beams", 1)
    config = GenerationConfig(**settings, num_return_sequences=beams)
    model.generation_config = config
    answer = model.generate(
        **fast([text], return_tensors="pt", return_token_type_ids=False), generation_config=config,
        return_dict_in_generate=True, output_scores=True, logits_processor=LogitsProcessorList([noise] if noise else []),
    )  # fmt: skip
    ids = answer.sequences[0].tolist()[1:]
    if beams == 1:
        return ids, None, math.inf
    length = int((answer.beam_indices[0] >= 0).sum())  # the longest of all fills the others up
    best, second = answer.sequences_scores[:2].tolist()
    return ids[:length], best, best - second


def is_chance(model, fast, settings, text):
    """Whether another order of the same sums may make another sequence the best."""
    ids, _, lead = generate(model, fast, settings, text)
    return lead < NOISE or any(generate(model, fast, settings, text, Noise(seed))[0] != ids for seed in range(3))


def lines_of(model, fast, own, prefixes):
    """Three texts a setting, the eight in turn."""
    lines, left_out = [], 0
    for number, changed in enumerate(settings_of(*favourites(model, fast, own), fast.eos_token_id)):
        settings = {key: value for key, value in (own | changed).items() if value is not None}
        if "max_new_tokens" in changed:
            settings.pop("max_length", None)
        if "max_length" in changed:
            settings.pop("max_new_tokens", None)
        for offset in range(3):
            text = TEXTS[(3 * number + offset) % len(TEXTS)]
            prefix = prefixes[(number + offset) % len(prefixes)]
            if is_chance(model, fast, settings, prefix + text):
                left_out += 1
                continue
            ids, score, _ = generate(model, fast, settings, prefix + text)
            line = {"settings": changed, "prefix": prefix, "input": text, "ids": ids}
            line["text"] = fast.decode(ids, skip_special_tokens=True)
            lines.append(line | ({} if score is None else {"score": score}))
    return lines, left_out


def end_sooner(model, end, bias):
    """Random weights hardly ever choose the end by themselves."""
    with torch.no_grad():
        if hasattr(model, "final_logits_bias"):
            model.final_logits_bias[0, end] = bias
        else:
            model.lm_head.weight[end] *= bias


def write(name, out, seed, bias):
    folder = out / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    fast, kind, config, own = KINDS[name]()
    torch.manual_seed(seed)
    model = kind(config).eval()
    end_sooner(model, fast.eos_token_id, bias)
    write_graphs(model, folder)
    (folder / "config.json").write_text(json.dumps(config.to_diff_dict() | {"model_type": config.model_type}, indent=1) + "\n")
    (folder / "generation_config.json").write_text(json.dumps(own, indent=1) + "\n")
    fast.save_pretrained(folder)
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    lines, left_out = lines_of(model, fast, own, ["", PREFIX] if name == "t5" else [""])
    with (folder / "expected.jsonl").open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    with (folder / "decoded.jsonl").open("w", encoding="utf-8") as file:
        for text in SPACED:
            ids = fast(text).input_ids
            file.write(json.dumps({"ids": ids, "text": fast.decode(ids, skip_special_tokens=True)}, ensure_ascii=False) + "\n")
    ended = sum(line["ids"][-1] == fast.eos_token_id for line in lines)
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"{name}: {len(lines)} lines, {ended} end, {left_out} left out, {len({tuple(line['ids']) for line in lines})} different; {size} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder of the cases")
    parser.add_argument("--only", choices=KINDS, help="one kind of model")
    options = parser.parse_args()
    torch.set_num_threads(1)  # the models are smaller than what it takes to share them
    for name, seed, bias in (("bart", 11, 9.0), ("t5", 3, 2.0), ("marian", 7, 4.5)):
        if options.only in (None, name):
            write(name, options.out, seed, bias)


if __name__ == "__main__":
    main()
