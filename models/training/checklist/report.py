"""What came of the behavioural tests, for people and for files."""

import json

EXAMPLES = 3
LONGEST = 110


def json_of(found):
    """One line for each failure, so that a change of one shows as one."""
    head = {key: value for key, value in found.items() if key != "capabilities"}
    blocks = [_block(result) for result in found["capabilities"]]
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "capabilities": [\n' + ",\n".join(blocks) + "\n]}\n"


def _block(result):
    head = json.dumps({key: value for key, value in result.items() if key != "failures"}, ensure_ascii=False)[:-1]
    lines = [json.dumps(failure, ensure_ascii=False) for failure in result["failures"]]
    return " " + head + ', "failures": [' + "".join(f"\n  {line}," for line in lines).rstrip(",") + "]}"


def holding(result):
    """How many cases hold, of how many, and the share in percent."""
    held = result["cases"] - result["failed"]
    return f"{held} of {result['cases']} ({100 * held // result['cases']} %)" if result["cases"] else "no case"


def text_of(found):
    """A table for the terminal, the failing sentences below each capability."""
    lines = [f"{found['name']} {found['version']}, {found['precision']}"]
    for result in found["capabilities"]:
        lines.append(f"{result['task']:10} {result['kind']} {holding(result):>18}  {result['name']}{_remarks(result)}")
        lines += [f"                 {told(failure)}" for failure in result["failures"]]
    return "\n".join(lines)


def _remarks(result):
    remarks = ["known to be hard"] if result.get("hard") else []
    if "spread" in result:
        remarks.append(
            f"scores move by {result['spread']['mean']:.2f} in the mean, {result['spread']['largest']:.2f} at most"
        )
    if weakest := _weakest(result.get("groups", {})):
        remarks.append(f"most fail for {weakest}")
    if "skipped" in result:
        remarks.append(f"{result['skipped']} left out, no such label")
    return f" ({'; '.join(remarks)})" if remarks else ""


def _weakest(groups):
    """The groups with the largest share of failures, three at most, where not all groups are alike."""
    shares = {group: failed / cases for group, (failed, cases) in groups.items()}
    worst = [group for group, share in shares.items() if share and share == max(shares.values())]
    return ", ".join(f"{group} ({groups[group][0]} of {groups[group][1]})" for group in worst) if len(worst) <= 3 else ""


def told(failure):
    """One failure in a line: what was read, what came of it, and what was expected."""
    read = failure["text"] if "question" not in failure else failure["question"]
    return f"“{_short(read)}” {_short(failure['got'])} {failure['score']:.2f}, not {_short(failure['expected'])}"


def _short(words):
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def markdown(found):
    """The table for a model card."""
    lines = ["| capability | kind | hold | examples of what fails |", "|---|---|---|---|"]
    for task in dict.fromkeys(result["task"] for result in found["capabilities"]):
        lines.append(f"| **{task}** | | | |")
        for result in (each for each in found["capabilities"] if each["task"] == task):
            examples = "<br>".join(map(_cell, result["failures"][:EXAMPLES])) or "-"
            lines.append(f"| {result['name']}{_remarks(result)} | {result['kind']} | {holding(result)} | {examples} |")
    return "\n".join(lines)


def _cell(failure):
    return told(failure).replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
