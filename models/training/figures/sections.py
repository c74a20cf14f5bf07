"""Each measured section of a model card as Markdown. `about` is the package's model.yaml, `measured` its measured.json."""

from checklist import report

from . import training

NOT_MEASURED = "*not measured*"
HEADINGS = {
    "quality": "Quality",
    "agreement": "What rounding changes",
    "calibration": "Are the scores chances?",
    "speed": "Size and speed",
    "behaviour": "Behaviour",
    "training": "How it was trained",
    "data": "Data and licences",
}


def all_sections(about, measured, behaviour=None):
    """{name: Markdown} for every name of HEADINGS."""
    precision = about.get("precision", "fp32")
    return {
        "quality": quality(about.get("quality") or (), precision),
        "agreement": agreement(measured.get("agreement") or (), precision),
        "calibration": calibration(measured.get("calibration") or (), about["tasks"]),
        "speed": size_and_speed(measured.get("files") or (), measured.get("speed")),
        "behaviour": behaviour_of(behaviour),
        "training": training.markdown(measured["training"]) if measured.get("training") else NOT_MEASURED,
        "data": data(about.get("training-data") or (), measured.get("data") or ()),
    }


def table(head, rows, right=()):
    """A Markdown table; the columns named in `right` are aligned to the right."""
    rule = ["---:" if name in right else "---" for name in head]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in (head, rule, *rows))


def quality(lines, precision):
    """Columns that no line has are left out; the package's own graph is set in bold."""
    columns = [(key, name) for key, name in (("value", precision), ("fp32", "fp32"), ("baseline", "bag of words"))
               if any(key in line for line in lines)]  # fmt: skip
    rows = [
        [line["task"], line["data"], line["metric"], *(_value(line.get(key), bold=key == "value") for key, _ in columns)]
        for line in lines
    ]
    names = [name for _, name in columns]
    return table(["task", "test texts", "measure", *names], rows, names) if rows else NOT_MEASURED


def _value(value, bold=False):
    if value is None:
        return "-"
    return f"**{value:.3f}**" if bold else f"{value:.3f}"


def agreement(lines, precision):
    rows = [[line["task"], line["data"], f"{100 * line['value']:.1f} %"] for line in lines]
    return table(["task", "test texts", f"{precision} and fp32 give the same label"], rows) if rows else NOT_MEASURED


OF_QUESTIONS = " Of questions, an answer is right if it is one of the right ones word by word, or none where there is none."


def calibration(lines, tasks):
    """Where model.yaml has a task's temperature, the product's scores are those with it."""
    if not lines:
        return NOT_MEASURED
    used = {task["name"] for task in tasks if task.get("temperature", 1) != 1}
    rows = []
    for line in lines:
        errors = [line["ece"], line["ece-scaled"]]
        given = 1 if line["task"] in used else 0
        shown = [f"**{error:.3f}**" if at == given else f"{error:.3f}" for at, error in enumerate(errors)]
        rows.append([line["task"], line["data"], f"{line['temperature']:.2f}", *shown])
    head = ["task", "test texts", "temperature", "calibration error without it", "with it"]
    several = any(task.get("activation") == "sigmoid" for task in tasks)
    asked = any(task.get("kind") == "question-answering" for task in tasks)
    return table(head, rows, head[2:]) + (
        "\n\nThe expected calibration error is the mean gap between a score and how often it is right, over 15 bins of scores. The"
        " temperature was fitted on other texts. In bold is what the package gives."
        + (" Of tasks whose texts may have several labels, each label is an answer, yes or no." if several else "")
        + (OF_QUESTIONS if asked else "")
    )


def size_and_speed(files, speed):
    parts = []
    if files:
        rows = [[f"`{each['path']}`", each.get("precision", ""), _size(each["bytes"])] for each in files]
        parts.append(table(["file", "precision", "size"], rows, ["size"]))
    if speed:
        one, other = speed["precisions"]
        rows = [
            [f"{each['rows']} × {each['columns']}", _rate(each["one"]), _rate(each["other"]), _ratio(each["ratio"])]
            for each in speed["shapes"]
        ]
        names = [one, other, f"{one} to {other}"]
        parts.append(table(["rows × tokens", *names], rows, names))
        parts.append(
            f"Tokens a second on one core of {speed['processor']}, one thread, {speed['runtime']}, both graphs in turns,"
            f" {speed['rounds']} rounds: the median, and in brackets what a tenth of the rounds lie below and above."
            f" {other} is {speed['against']}."
        )
    return "\n\n".join(parts) or NOT_MEASURED


def _size(size):
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.0f} kB"


def _rate(rate):
    return f"{rate['median']:,.0f} ({rate['low']:,.0f} – {rate['high']:,.0f})"


def _ratio(ratio):
    return f"**{ratio['median']:.1f} ×** ({ratio['low']:.1f} – {ratio['high']:.1f})"


def behaviour_of(found):
    if not found:
        return NOT_MEASURED
    legend = (
        "MFT: the test says what is expected. INV: a change of the text that must not change the answer; what stands behind"
        " “not” is the answer without the change. DIR: a score must not move back. What is expected of a sentence was written"
        " before a model was asked about it, and only mistakes of the tests were mended afterwards; `behaviour.json` has all"
        " that fail."
    )
    return legend + "\n\n" + report.markdown(found)


def data(lines, counted):
    """`counted` are the data sets as the run had them, with the number of their training texts, and how many of these an
    epoch has."""
    counts = {(each["name"], each["use"]): each for each in counted}
    columns = {"texts": "training texts", "an-epoch": "of these an epoch"}
    shown = [key for key in columns if any(key in each for each in counted)]
    rows = []
    for line in lines:
        of_run = counts.get((line["name"], line.get("use")), {})
        numbers = [f"{of_run[key]:,}" if key in of_run else "" for key in shown]
        rows.append([line["name"], line["license"], *numbers, line.get("use", "")])
    names = [columns[key] for key in shown]
    return table(["data", "licence", *names, "use"], rows, names) if rows else NOT_MEASURED
