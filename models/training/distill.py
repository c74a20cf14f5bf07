"""Trains a student on what its teachers say and on the labels, by a recipe of finetuning/recipes. Teachers are finished
runs of train.py, or packages of the catalogue.

    python models/training/distill.py --recipe distilbert-en --teacher runs/teacher-en/final --layers 1,3,5,7,9,11
    python models/training/distill.py --recipe news-en --teacher runs/teacher-en/final --base bge-small-en-v1.5

The student has the given layers (counted from 0) of the first teacher, or starts from --base. Of several teachers each
head follows the mean of those that have it. The teachers' answers are written to answers/ beside the run and used again.
"""

import argparse
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import torch

from finetuning import corpora, distillation, lessons, packages, pruning, runs, soup, starting_point, student, teacher, vocabulary
from finetuning.tasks import MEAN, UNLABELLED


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    weights = distillation.Weights()
    parser.add_argument("--teacher", type=Path, action="append", required=True,
                        help="final/ of a run, or a package of the catalogue; may be repeated")  # fmt: skip
    parser.add_argument("--base", type=Path, help="start from this instead of the first teacher, as of train.py")
    runs.add_size_options(parser)
    parser.add_argument("--temperature", type=float, default=weights.temperature)
    parser.add_argument("--soft", type=float, default=weights.soft, help="share of the teachers in the loss, 0 to 1")
    parser.add_argument("--others", type=float, default=weights.others, help="weight of the heads a text has no label for")
    parser.add_argument("--hidden", type=float, default=weights.hidden,
                        help="weight of the cosine to the first teacher's last layer, which then runs in each step")  # fmt: skip
    parser.add_argument("--mean", type=float, default=weights.mean,
                        help="weight of the square distance to the mean of the last teacher's tokens")  # fmt: skip
    parser.add_argument("--ask-about", default="all", choices=("all", "own"),
                        help="own: ask teachers only about texts of their tasks, and the last one about unlabelled ones")  # fmt: skip
    parser.add_argument("--labelled-only", action="store_true", help="no unlabelled texts")
    parser.add_argument("--unlabelled-cap", type=int, default=20000, help="unlabelled texts an epoch")
    options, chosen = runs.parsed(parser)
    if not options.layers and not options.base:
        parser.error("either --layers of the first teacher, or --base")
    if (options.cased_pieces or options.emoji) and not options.base:
        parser.error("--cased-pieces and --emoji need --base")
    if options.hidden and (options.pieces or options.base):
        parser.error("--hidden needs the teacher's own vocabulary: neither --pieces nor --base")
    if not options.base and packages.is_package(options.teacher[0]):
        parser.error(f"--layers are taken from the first teacher, so it must be a run; {options.teacher[0]} is a package")
    return options, chosen


def transfer_set(options, chosen, data):
    found = corpora.transfer_corpora(data, chosen.unlabelled(options.data))
    for corpus in found:
        if corpus.task == UNLABELLED:
            corpus.cap = options.unlabelled_cap
    return [c for c in found if c.task != UNLABELLED or not options.labelled_only]


def teachers_of(options, bfloat16):
    answers = options.run.parent / "answers"
    for number, folder in enumerate(options.teacher, 1):
        mean = bool(options.mean) and number == len(options.teacher)
        yield teacher.of(folder, answers, options.longest, options.threads, options.device, bfloat16, mean)


def beginning(options, tasks, first, transfer):
    """The student before its first step, and its tokenizer."""
    if options.base:
        network, tokenizer = starting_point.network_of(options.base, tasks, options.seed)
        return network, runs.sized(options, network.encoder, tokenizer, transfer)
    tokenizer, kept = first.tokenizer, None
    if options.pieces:
        texts = (example.text for corpus in transfer for example in corpus.splits[corpora.TRAIN])
        tokenizer, kept = vocabulary.smaller(tokenizer, texts, options.pieces)
    return student.out_of(first.network, tasks, options.layers, kept, options.seed), tokenizer


def sources_of(transfer, tokenizer, teachers, options, stop):
    """(lessons, cap) of each data set; its rows as they are where no teacher is asked about it."""
    places = lessons.FirstPieces(tokenizer)
    for corpus in transfer:
        said = []
        for each in teachers:
            its_own = each is teachers[-1] if corpus.task == UNLABELLED else corpus.task.name in each.tasks
            if options.ask_about == "own" and not its_own:
                continue
            said.append(each.answers(lessons.encoded(corpus, corpora.TRAIN, each.tokenizer, options.longest), stop))
        rows = lessons.encoded(corpus, corpora.TRAIN, tokenizer, options.longest)
        found = list(lessons.lessons_of(rows, places, said, options.longest))
        taught = Counter(head for answers, _ in said for head in answers)
        by = ", ".join(f"{head} taught by {count}" for head, count in sorted(taught.items())) or "nothing taught"
        print(f"{corpus.name}: {len(found)} of {len(rows)} texts, {by}", flush=True)
        yield found * corpus.times, corpus.cap


def main():
    options, chosen = arguments()
    torch.set_num_threads(options.threads)
    plan, tasks, saving = runs.plan_of(options), runs.tasks_of(options, chosen), runs.saving_of(options)
    labelled = runs.corpora_of(options, chosen)
    data = [corpus for corpus in labelled if corpus.task in tasks]
    transfer = transfer_set(options, chosen, labelled)
    teachers = list(teachers_of(options, plan.bfloat16))
    taught = (*tasks, teachers[-1].tasks[MEAN]) if options.mean else tasks
    network, tokenizer = beginning(options, taught, teachers[0], transfer)
    network.to(options.device)
    about = {"package": chosen.package, "plan": asdict(plan)}
    runs.describe(options.run, network, tokenizer, transfer, about)
    print(f"the student has {student.megabytes_int8(network):.1f} MB in int8", flush=True)
    sources = list(sources_of(transfer, tokenizer, teachers, options, saving.stop))
    weights = distillation.Weights(options.temperature, options.soft, options.others, options.hidden, options.mean)
    steps, seconds = soup.train(
        options.soup, network, sources, plan, saving,
        after_epoch=lambda folder, epoch: runs.after_epoch(folder, epoch, network, data, tokenizer),
        step_loss=distillation.Distillation(weights, teachers[0].network if options.hidden else None),
        after_step=pruning.Pruning(network.encoder, options.sparsity) if options.sparsity else None,
    )  # fmt: skip
    if options.mean:
        network.drop(MEAN)
    about |= {"distillation": asdict(weights), "steps": steps, "minutes": round(seconds / 60, 1)}
    about |= {name: value for name in ("layers", "pieces", "sparsity") if (value := getattr(options, name))}
    runs.finish(options, network, tokenizer, transfer, data, about)


if __name__ == "__main__":
    main()
