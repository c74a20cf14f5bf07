"""An encoder-decoder that generates text (BART, T5, Marian) as a package of two graphs, by Optimum's names.

encoder_model.onnx: input_ids, attention_mask -> last_hidden_state.
decoder_model.onnx: encoder_attention_mask, input_ids, encoder_hidden_states -> logits of every position; it keeps no past,
so that each step reads all tokens generated so far.
"""

import shutil

import golden
import numpy as np
import precisions
import tokenizer_files
import torch
import tracing
from generation import Generator
from package import Package
from sample_answers import SAMPLES
from transformers import AutoConfig, AutoModelForSeq2SeqLM
from window import window_of

ENDINGS = ("ForConditionalGeneration", "MTModel")
PARTS = ("encoder_model", "decoder_model")
FILES = ("config.json", "generation_config.json", "special_tokens_map.json")


def generates(folder):
    """Whether the checkpoint is of this kind."""
    config = AutoConfig.from_pretrained(folder)
    return config.is_encoder_decoder and (config.architectures or ["none"])[0].endswith(ENDINGS)


class Encoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.encoder = model.get_encoder()

    def forward(self, *inputs):
        ids, mask = inputs
        return (self.encoder(input_ids=ids, attention_mask=mask, return_dict=True).last_hidden_state,)


class Decoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, *inputs):
        mask, ids, hidden = inputs
        answer = self.model(
            attention_mask=mask, decoder_input_ids=ids, encoder_outputs=(hidden,), use_cache=False, return_dict=True
        )
        return (answer.logits,)


def traced(model, arrays, folder):
    """The two graphs, and how far they are from the model at most."""
    encoder, decoder = Encoder(model).eval(), Decoder(model).eval()
    with torch.no_grad():
        (hidden,) = encoder(*(torch.from_numpy(values) for values in arrays.values()))
    start = model.generation_config.decoder_start_token_id
    ids = np.random.default_rng(1).integers(0, model.config.vocab_size, (len(hidden), 4))
    ids[:, 0] = start
    given = {"encoder_attention_mask": arrays["attention_mask"], "input_ids": ids, "encoder_hidden_states": hidden.numpy()}
    first = {name: values[1:2] for name, values in given.items()} | {"input_ids": ids[1:2, :1]}
    graphs = [
        tracing.trace(encoder, arrays, ["last_hidden_state"], folder / "encoder.onnx"),
        tracing.trace(decoder, given, ["logits"], folder / "decoder.onnx", ["columns", "positions", "columns"]),
    ]
    differences = tracing.check(graphs[0].SerializeToString(), encoder, arrays), tracing.compare(
        graphs[1].SerializeToString(), decoder, [given, first]
    )
    return graphs, max(differences)


def export(folder, out, wanted, name, task, version, scratch):
    """Writes the package. Returns what is to be said about it: sentences."""
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    out.mkdir(parents=True, exist_ok=True)
    transformers_tokenizer = tokenizer_files.load(folder)
    tokenizer = tokenizer_files.save(transformers_tokenizer, out, golden.read_texts(SAMPLES / "texts.txt"))
    pad_id = transformers_tokenizer.pad_token_id or 0
    arrays = tracing.padded(tokenizer.encode_batch(tracing.SAMPLE), ["input_ids", "attention_mask"], pad_id)
    graphs, difference = traced(model, arrays, scratch)
    suffixes = precisions.SUFFIXES if len(wanted) > 1 else {wanted[0]: ""}  # alone it has the names that all tools look for
    paths = {part: precisions.write(graph, out, wanted, part, suffixes) for part, graph in zip(PARTS, graphs)}

    window = window_of(folder, model.config, transformers_tokenizer)
    encodings = [(text, tokenizer.encode(text)) for text in golden.read_texts(SAMPLES / "texts.txt")]
    encodings = [(text, encoding) for text, encoding in encodings if len(encoding.ids) <= window]
    made = {
        precision: answers(Generator(*(paths[part][precision] for part in PARTS), model.generation_config), encodings, tokenizer, task)
        for precision in wanted
    }  # fmt: skip
    about = {
        "name": name, "version": version, "precision": wanted[0], "max-length": window, "vocabulary": model.config.vocab_size,
        "pad-id": pad_id, "padding": "right",
    }  # fmt: skip
    agreements = {}
    for precision in wanted[1:]:
        equal = sum(one == other for one, other in zip(made[wanted[0]], made[precision]))
        agreements[precision] = [f"{task}: {equal} of {len(encodings)} texts generated alike"]
    kept = [file for file in FILES if (folder / file).exists()]
    for file in kept:
        shutil.copyfile(folder / file, out / file)
    described = [{"name": task, "kind": "text2text-generation", "output": "logits"}]
    by_precision = {precision: [paths[part][precision] for part in PARTS] for precision in wanted}
    package = Package(out, about, described, by_precision, [*kept, "tokenizer.json", "tokenizer_config.json"], [model])
    package.write(made[wanted[0]], precisions.LEAST_TOLERANCE[wanted[0]], agreements, generation="greedy")
    said = [f"fp32: raw scores within {difference:.1e} of Transformers'"]
    return said + [f"{p} against {wanted[0]}, {sentence}" for p, sentences in agreements.items() for sentence in sentences]


def answers(generator, encodings, tokenizer, task):
    """The golden cases: tokens and text generated for each text."""
    cases = []
    for text, encoding in encodings:
        made = generator.greedy(encoding.ids)
        answer = {"text": tokenizer.decode(made), "token_ids": made}
        cases.append({"text": text, "ids": encoding.ids, "offsets": [list(o) for o in encoding.offsets], "tasks": {task: answer}})
    return cases
