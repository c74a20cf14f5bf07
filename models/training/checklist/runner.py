"""Runs the suites that fit a package."""

from . import cases, judging, suites
from .asking import Package


def run(folder, precision=None, only=None):
    """{model, version, precision, capabilities: [results of judging.py, each with its suite]}."""
    package = Package(folder, precision)
    chosen = [suite for suite in suites.all_suites() if not only or suite.name in only]
    results = [
        result
        for task in package.about["tasks"]
        for suite in chosen
        if suite.task_of(package.about) == task
        for result in results_of(suite, task, package.ask)
    ]
    about = {key: package.about[key] for key in ("name", "version")}
    return {**about, "precision": package.precision, "capabilities": results}


def results_of(suite, task, ask):
    """The result of each capability of a suite. A capability whose labels the task lacks altogether has no cases."""
    known = suites.labels_of(task)
    for capability in suite.capabilities:
        found, skipped = cases.cases_of(capability, known)
        if "label" in capability:
            named = suites.acceptable(capability["label"], known)
            found, skipped = (found, skipped) if named else ([], len(found))
            capability = capability | {"label": "".join(named)}
        left_out = {"skipped": skipped} if skipped else {}
        yield {"suite": suite.name, **judging.judged(capability, found, task, ask), **left_out}
