"""What a training run tells of itself in brief: its plan, its length, and how the loss fell."""

import json
import re

POINTS, EPOCHS = 10, 5
TOLD = ("plan", "steps", "minutes", "lora_rank", "sparsity", "soup", "logit-adjustment")
STEP = re.compile(r"step (\d+)/(\d+) +([\d.]+) min, [\d.-]+ left +loss +(.+)")
LOSS = re.compile(r"(\S+) ([\d.]+)")


def of_run(final, log=None):
    """From `final/` of a run, and its log.jsonl or, of older runs, the `log` that the command printed."""
    about = about_of(final)
    found = {key: about[key] for key in TOLD if key in about}
    lines = _lines(next((path for path in (final / "log.jsonl", final.parent / "log.jsonl") if path.exists()), None))
    points = [line for line in lines if "step" in line and "loss" in line] or (printed(log.read_text()) if log else [])
    if points:
        found["loss"] = [{key: point[key] for key in ("step", "minutes", "loss")} for point in thinned(points)]
    elif progress := _read(final.parent / "progress.json"):
        found["loss"] = [{key: progress[key] for key in ("step", "minutes", "loss")}]
    if epochs := [line for line in lines if "epoch" in line]:
        found["dev"] = [{"epoch": line["epoch"], **quality} for line in epochs for quality in line["dev"]]
    return found


def about_of(final):
    """What the run says of itself."""
    return _read(final / "about.json") or {}


def _read(path):
    return json.loads(path.read_text()) if path.exists() else None


def _lines(path):
    """A run that was killed may have cut off its last line."""
    found = []
    for line in path.read_text().splitlines() if path else ():
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return found


def printed(text):
    """The points of a log as the training loop prints it."""
    return [
        {"step": int(m[1]), "minutes": float(m[3]), "loss": {task: float(value) for task, value in LOSS.findall(m[4])}}
        for m in STEP.finditer(text)
    ]


def thinned(points, count=POINTS):
    """About `count` of the points in order of their steps, evenly spread, the first and the last among them. Steps that a
    resumed run did again count once."""
    points = list({point["step"]: point for point in points}.values())
    return evenly(sorted(points, key=lambda point: point["step"]), count)


def evenly(items, count):
    """`count` of the items, the first and the last among them; all if there are no more."""
    if len(items) <= count:
        return items
    return [items[round(number * (len(items) - 1) / (count - 1))] for number in range(count)]


def markdown(found):
    parts = []
    if "steps" in found:
        parts.append(f"{found['steps']:,} steps in {found['minutes']:,.0f} minutes.")
    if plan := {key: value for key, value in found.get("plan", {}).items() if value is not None}:
        parts.append("Plan: " + ", ".join(f"{key.replace('_', ' ')} {_plain(value)}" for key, value in plan.items()) + ".")
    if "soup" in found:
        parts.append(f"The weights are the mean of {found['soup']} such runs with seeds one apart; below is the first.")
    if names := found.get("logit-adjustment"):
        parts.append(f"Logits of {', '.join(names)} are less the log of each class's share of the training texts.")
    text = " ".join(parts)
    if points := found.get("loss"):
        text += "\n\n" + _losses(points)
    if lines := found.get("dev"):
        text += "\n\n" + _epochs(lines)
    return text.strip()


def _plain(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _losses(points):
    """One column a task: the running mean of its loss."""
    tasks = sorted({task for point in points for task in point["loss"]})
    lines = [f"| step | minutes | {' | '.join(f'loss, {task}' for task in tasks)} |", "|---:|---:|" + "---:|" * len(tasks)]
    for point in points:
        losses = [f"{point['loss'][task]:.3f}" if task in point["loss"] else "-" for task in tasks]
        lines.append(f"| {point['step']:,} | {point['minutes']:,.0f} | {' | '.join(losses)} |")
    return "\n".join(lines)


def _epochs(lines):
    """One column an epoch, of a few epochs: the measures on the dev texts after it."""
    epochs = evenly(sorted({line["epoch"] for line in lines}), EPOCHS)
    rows = {}
    for line in lines:
        rows.setdefault((line["task"], line["data"], line["metric"]), {})[line["epoch"]] = line["value"]
    table = [f"| task | dev texts | measure | {' | '.join(f'epoch {epoch}' for epoch in epochs)} |"]
    table.append("|---|---|---|" + "---:|" * len(epochs))
    for key, values in rows.items():
        table.append(f"| {' | '.join(key)} | {' | '.join(f'{values[e]:.3f}' if e in values else '-' for e in epochs)} |")
    return "\n".join(table)
