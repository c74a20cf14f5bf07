"""The graphs of a package: one for each precision, made from the one that was traced."""

import onnx
from half import HalfPrecision
from integer_products import IntegerProducts

SUFFIXES = {"fp32": "", "fp16": "_fp16", "int8": "_int8"}

# The least that other kernels of one processor may move a score; a wider tolerance is measured for each model.
LEAST_TOLERANCE = {"fp32": 0.0005, "fp16": 0.005, "int8": 0.002}


def elsewhere(precision, tolerance):
    """How far scores may lie from those of another kind of processor. In int8 the last bit of an activation decides now and
    then to which of 256 steps it is rounded, so that a difference of a millionth grows."""
    return max(tolerance, 0.03) if precision == "int8" else tolerance


def parsed(text):
    """The precisions of a list with commas, each once, the default one first."""
    names = list(dict.fromkeys(text.split(",")))
    unknown = set(names) - set(SUFFIXES)
    if unknown or not names:
        raise SystemExit(f"--precisions has {', '.join(sorted(unknown)) or 'nothing'}; {', '.join(SUFFIXES)} are known")
    return names


def write(model, out, names, stem="model", suffixes=SUFFIXES):
    """Writes the graphs, as `stem`.onnx and so on. Returns {precision: path}."""
    paths = {}
    for precision in names:
        copy = onnx.ModelProto()
        copy.CopyFrom(model)
        if precision == "fp16":
            copy = HalfPrecision(copy).apply()
        elif precision == "int8":
            copy, (products, _) = IntegerProducts(copy).apply()
            if not products:
                raise SystemExit("int8: the graph has no product with a constant matrix")
        paths[precision] = out / f"{stem}{suffixes[precision]}.onnx"
        onnx.save(copy, paths[precision])
    return paths
