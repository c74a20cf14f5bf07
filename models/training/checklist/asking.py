"""A package's answers, read as the product reads them."""

import sys
from pathlib import Path

from finetuning import packages
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "export"))
import golden  # noqa: E402


class Package:
    """An opened package folder. `about` is its model.yaml."""

    def __init__(self, folder, precision=None):
        self.about = packages.description(folder)
        self.precision = precision or self.about["precision"]
        graph = folder / packages.graph_of(self.about, self.precision)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self.about["max-length"])
        only_weights = self.precision != self.about["precision"]
        self._reference = golden.Reference(str(graph), tokenizer, self.about["tasks"], only_weights=only_weights)
        self._known = {}

    def ask(self, given):
        """{task: answer} for (text, question or None); asked once for each."""
        if given not in self._known:
            self._known[given] = self._reference.case(*given)["tasks"]
        return self._known[given]
