"""What the commands that train have in common: options, where they write, and how a run ends."""

import argparse
import json
import os
import signal
import time
from pathlib import Path

import torch
from safetensors.torch import save_file

from . import cased, corpora, emoji, evaluation, logit_adjustment, loop, recipe, starting_point, vocabulary
from .tasks import TEXTS

PROJECT = Path(__file__).resolve().parents[3]
RUNS = Path(__file__).resolve().parents[1] / "runs"
DATA = PROJECT / "../shared/data"


def parsed(parser):
    """The options and the recipe, whose own options are the defaults."""
    parser.add_argument("--recipe", default="news-en", help=f"what is trained: {', '.join(recipe.names())}")
    _add_options(parser)
    chosen = recipe.named(parser.parse_known_args()[0].recipe)
    parser.set_defaults(run=RUNS / chosen.name, **chosen.options)
    options = parser.parse_args()
    if options.soup < 1:
        parser.error(f"--soup: {options.soup} runs; at least 1")
    adjusted = tasks_named(options.logit_adjustment, chosen.tasks, "--logit-adjustment")
    for task in adjusted:
        if task.kind != TEXTS or task.several:
            parser.error(f"--logit-adjustment: {task.name} is not a task whose texts have one class each")
    options.logit_adjustment = [task.name for task in adjusted]
    return options, chosen


def _add_options(parser):
    plan = loop.Plan()
    parser.add_argument("--run", type=Path, help="folder to write; without it, runs/ and the recipe's name")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the data sets")
    parser.add_argument("--tasks", help="some of the recipe's tasks, separated by commas")
    parser.add_argument("--seed", type=int, default=plan.seed)
    parser.add_argument("--epochs", type=int, default=plan.epochs)
    parser.add_argument("--tokens", type=int, default=plan.tokens, help="padded tokens of one batch")
    parser.add_argument("--longest", type=int, default=128, help="tokens of a text; longer ones are cut")
    parser.add_argument("--encoder-rate", type=float, default=plan.encoder_rate, help="for BERT-base 5e-5")
    parser.add_argument("--head-rate", type=float, default=plan.head_rate)
    parser.add_argument("--frozen-layers", type=int, default=0, help="embeddings and lowest layers that stay as they are")
    parser.add_argument("--row-dropout", action="store_true", help="one dropout mask for all tokens of a text: a third less time")
    parser.add_argument("--device", type=_device, default=usual_device(), help="cpu or cuda; usually cuda where there is a GPU")
    parser.add_argument("--fp32", action="store_true", help="no bfloat16, whatever the device can")
    parser.add_argument("--max-steps", type=int, help="end at that step, the rate decayed; otherwise the epochs do")
    parser.add_argument("--deadline-minutes", type=float, help="end by then, the rate decayed")
    parser.add_argument("--checkpoint-every", type=int, default=200, help="steps")
    parser.add_argument("--sparsity", type=float, default=0.0, help="share of the encoder's weights pruned by magnitude")
    parser.add_argument("--soup", type=int, default=1, help="train so often, in other orders, and average the weights")
    parser.add_argument("--logit-adjustment", default="", metavar="TASKS",
                        help="answer these as if their classes were equally frequent; names separated by commas")  # fmt: skip
    parser.add_argument("--threads", type=int, default=os.cpu_count())


def _device(text):
    if text.partition(":")[0] not in ("cpu", "cuda"):
        raise argparse.ArgumentTypeError(f"{text} is neither cpu nor cuda")
    if text.startswith("cuda") and not torch.cuda.is_available():
        raise argparse.ArgumentTypeError(f"{text}: torch finds no GPU")
    return torch.device(text)


def usual_device():
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def _numbers(text):
    return [int(number) for number in text.split(",")]


def add_size_options(parser):
    parser.add_argument("--layers", type=_numbers, help="layers of the base that are kept, counted from 0, such as 0,1,2")
    pieces = parser.add_mutually_exclusive_group()
    pieces.add_argument("--pieces", type=int, help="keep so many pieces of the vocabulary, those that the texts use most")
    pieces.add_argument("--cased-pieces", type=int, help="give an uncased encoder so many pieces that have a case")
    parser.add_argument("--emoji", action="store_true", help="add pieces for emoji")


def sized(options, encoder, tokenizer, data):
    """The tokenizer that the options ask for. The encoder gets its embeddings, and loses the layers that are not kept."""
    if options.layers:
        encoder.encoder.layer = torch.nn.ModuleList(encoder.encoder.layer[number] for number in options.layers)
        encoder.config.num_hidden_layers = len(options.layers)
    texts = [example.text for corpus in data for example in corpus.splits[corpora.TRAIN]]
    if options.cased_pieces:
        tokenizer = cased.give_eyes(encoder, tokenizer, texts, options.cased_pieces, options.seed)
    elif options.pieces:
        tokenizer, kept = vocabulary.smaller(tokenizer, texts, options.pieces)
        vocabulary.replace_embeddings(encoder, encoder.embeddings.word_embeddings.weight.detach()[kept])
    return emoji.add(encoder, tokenizer) if options.emoji else tokenizer


def plan_of(options):
    return loop.Plan(options.seed, options.epochs, options.tokens, options.encoder_rate, options.head_rate,
                     bfloat16=bfloat16(options.device) and not options.fp32, max_steps=options.max_steps,
                     deadline_minutes=options.deadline_minutes, frozen_layers=options.frozen_layers,
                     row_dropout=options.row_dropout)  # fmt: skip


def product_seconds(kind):
    """The least time that a product of two matrices took on the CPU, of five."""
    left, right = (torch.ones(1024, 768, dtype=kind), torch.ones(768, 768, dtype=kind))
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        torch.mm(left, right)
        spent.append(time.perf_counter() - began)
    return min(spent)


def bfloat16(device, seconds_of=product_seconds):
    """Whether the device multiplies faster in bfloat16. That a CPU has the instructions does not tell: where they work on
    vectors (avx512_bf16) and not on tiles (amx_bf16) they may take twice the time of fp32."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return seconds_of(torch.bfloat16) < seconds_of(torch.float32)


def tasks_of(options, chosen):
    return tasks_named(options.tasks, chosen.tasks, "--tasks") if options.tasks else chosen.tasks


def tasks_named(names, tasks, option):
    """Those of the tasks whose names the option lists, in the order of the tasks."""
    wanted, known = set(filter(None, names.split(","))), [task.name for task in tasks]
    if unknown := wanted - set(known):
        raise SystemExit(f"{option}: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    return tuple(task for task in tasks if task.name in wanted)


def corpora_of(options, chosen):
    """The data sets of all tasks of the recipe, without what is tested in what is trained on."""
    return corpora.without_tested(list(chosen.corpora(options.data)))


def saving_of(options):
    """Where the run writes. From here on SIGTERM is a wish to stop, heard after the step."""
    options.run.mkdir(parents=True, exist_ok=True)
    asked = []
    signal.signal(signal.SIGTERM, lambda *_: asked.append(True))
    return loop.Saving(options.run, options.checkpoint_every, stop=lambda: bool(asked))


def logits_of(network):
    """The network as a function from (ids, mask, types) to {task: logits}, for the evaluation."""
    network.eval()

    def run(*inputs):
        with torch.no_grad():
            return {task: values.cpu().numpy() for task, values in network(*loop.on(network.device, *inputs)).items()}

    return run


def measured(network, data, split, tokenizer):
    """The quality on a split, printed as well."""
    values = evaluation.evaluate(data, split, tokenizer, logits_of(network))
    for (task, name, metric), value in values.items():
        print(f"  {task:10} {value:.4f}  {metric}, {name}", flush=True)
    return values


def after_epoch(folder, epoch, network, data, tokenizer):
    values = measured(network, data, corpora.DEV, tokenizer)
    loop.log(folder, {"epoch": epoch, "dev": evaluation.as_lines(values)})


def describe(folder, network, tokenizer, data, about):
    """Everything about a network but its weights: tokenizer, sizes, what the outputs mean, and `about`."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    network.encoder.config.to_json_file(folder / "encoder.json", use_diff=False)
    described = {
        "tasks": {name: task.described() for name, task in network.tasks.items()},
        "training-data": [trained_on(corpus) for corpus in data if corpus.splits[corpora.TRAIN]],
        **about,
    }
    (folder / starting_point.ABOUT).write_text(json.dumps(described, indent=1) + "\n")


def trained_on(corpus):
    of = {"name": corpus.name, "license": corpus.license, "use": f"{corpus.task.name}: {corpus.use}"}
    return of | {"texts": len(corpus.splits[corpora.TRAIN])} | ({"an-epoch": corpus.cap} if corpus.cap else {})


def finish(options, network, tokenizer, trained_on, measured_on, about):
    """final/, which the export reads, with the quality on the test texts."""
    folder = options.run / "final"
    if names := [name for name in options.logit_adjustment if name in network.tasks]:
        logit_adjustment.adjust(network, trained_on, names)
        about |= {"logit-adjustment": names}
    if options.soup > 1:
        about |= {"soup": options.soup}
    describe(folder, network, tokenizer, trained_on, about)
    weights = {name: value.contiguous().cpu() for name, value in network.state_dict().items()}
    save_file(weights, folder / starting_point.WEIGHTS)
    quality = evaluation.as_lines(measured(network, measured_on, corpora.TEST, tokenizer))
    (folder / "quality-torch.json").write_text(json.dumps(quality, indent=1) + "\n")
