"""The first draft of a package's model card: what the export knows is filled in, the rest is asked."""

TO_FILL = "*to fill in*"


def text_of(about, tasks, graphs, agreements, tolerance, models):
    """`graphs` are {precision: bytes}, `agreements` {precision: sentences about it and the default precision}."""
    lines = [f"# {about['name']}", "", f"{TO_FILL}: what it reads, for whom, and what it answers.", ""]
    lines += ["| task | kind | labels |", "|---|---|---|"]
    lines += [f"| `{task['name']}` | {task['kind']} | {', '.join(map(str, task.get('labels', []))) or '-'} |" for task in tasks]
    lines += ["", "## Origin", "", "| | |", "|---|---|"]
    lines += [f"| architecture | {', '.join(dict.fromkeys(type(model).__name__ for model in models))} |"]
    lines += [f"| base model and its licence | {TO_FILL} |", f"| training data and their licences | {TO_FILL} |"]
    lines += [f"| licence of this model | {TO_FILL} |", f"| languages | {TO_FILL} |"]
    lines += [f"| longest row | {about['max-length']} tokens |", f"| parameters | {models[0].num_parameters() / 1e6:.1f} million |"]
    lines += ["", "## Quality", "", "| task | test texts | measure | value | baseline |", "|---|---|---|---|---|"]
    lines += [f"| `{task['name']}` | {TO_FILL} | {TO_FILL} | {TO_FILL} | {TO_FILL} |" for task in tasks]
    lines += ["", "## Graphs", "", "| precision | size | against " + about["precision"] + " on the sample texts |", "|---|---|---|"]
    for precision, size in graphs.items():
        lines.append(f"| {precision} | {size / 1e6:.1f} MB | {'; '.join(agreements.get(precision, ['the default']))} |")
    lines += ["", f"The scores in `golden.json` are those of {about['precision']}; another machine's may differ by {tolerance}.", ""]
    lines += ["## Limits", "", f"{TO_FILL}: languages, lengths, kinds of text and uses that it is not fit for.", ""]
    return "\n".join(lines)
