"""What a model package has beside its graphs and its tokenizer: goldens, model.yaml and the draft of a model card."""

from dataclasses import dataclass
from pathlib import Path

import card
import golden
import manifest
import precisions


@dataclass(frozen=True)
class Package:
    """`about` and `tasks` are as in model.yaml. `graphs` are {precision: paths}, of which model.yaml lists the first;
    `kept` are the names of the other files in `out`, `models` those that the graphs were made from."""

    out: Path
    about: dict
    tasks: list
    graphs: dict
    kept: list
    models: list

    def write(self, cases, tolerance, agreements, **of_goldens):
        """`cases` are the golden answers of the default precision, `agreements` {other precision: sentences about it}."""
        head = golden.head_of(self.about["name"], self.about["version"], tolerance)
        golden.write(self.out / "golden.json", head | {"precision": self.about["precision"], **of_goldens}, cases)
        files = [path.name for paths in self.graphs.values() for path in paths] + self.kept + ["golden.json"]
        lists = {"files": manifest.digests(self.out, files)}
        if len(self.graphs) > 1:
            lists["graphs"] = [{"precision": precision, "path": paths[0].name} for precision, paths in self.graphs.items()]
        described = manifest.text_of(self.about, lists | {"tasks": self.tasks})
        (self.out / manifest.NAME).write_text(described, encoding="utf-8")
        sizes = {precision: sum(path.stat().st_size for path in paths) for precision, paths in self.graphs.items()}
        elsewhere = precisions.elsewhere(self.about["precision"], tolerance)
        text = card.text_of(self.about, self.tasks, sizes, agreements, elsewhere, self.models)
        (self.out / "README.md").write_text(text, encoding="utf-8")
