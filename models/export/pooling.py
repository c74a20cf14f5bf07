"""How an encoder's token vectors become one vector for a text, as sentence-transformers wrote it beside the model."""

import json

MODES = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}
UNSTATED = {"pooling": "mean", "normalize": True}


def pooling_of(folder):
    """{"pooling": mean or cls, "normalize": bool}; for a folder that says nothing, the mean, normalised.

    A folder that asks for more than that (another mode, a dense layer behind it) is refused: without it the vectors
    would be wrong, and nobody would see it.
    """
    modules_file = folder / "modules.json"
    if not modules_file.exists():
        return dict(UNSTATED)
    modules = json.loads(modules_file.read_text(encoding="utf-8"))
    kinds = {module["type"].rsplit(".", 1)[-1]: module["path"] for module in modules}
    unknown = set(kinds) - {"Transformer", "Pooling", "Normalize"}
    if unknown or "Pooling" not in kinds:
        raise SystemExit(f"{modules_file} names {', '.join(kinds)}; a Transformer, a Pooling and perhaps a Normalize are needed")
    file = folder / kinds["Pooling"] / "config.json"
    stated = json.loads(file.read_text(encoding="utf-8"))
    named = [stated["pooling_mode"]] if isinstance(stated.get("pooling_mode"), str) else []
    modes = named or [key for key, value in stated.items() if key.startswith("pooling_mode") and value is True]
    modes = [MODES.get(mode, mode) for mode in modes]
    if len(modes) != 1 or modes[0] not in MODES.values():
        raise SystemExit(f"{file} pools by {', '.join(modes) or 'nothing'}; mean or cls alone is needed")
    return {"pooling": modes[0], "normalize": "Normalize" in kinds}


def window_of(folder):
    """The longest row in tokens that sentence-transformers lets through, or None."""
    file = folder / "sentence_bert_config.json"
    return json.loads(file.read_text(encoding="utf-8")).get("max_seq_length") if file.exists() else None


def files_of(folder):
    """The files of sentence-transformers that belong with the model, as far as they are there."""
    names = ["modules.json", "sentence_bert_config.json"]
    if (folder / "modules.json").exists():
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        names += [f"{module['path']}/config.json" for module in modules if module["type"].endswith("Pooling")]
    return [name for name in names if (folder / name).exists()]
