"""ONNX Runtime's sessions on this processor."""

import onnx
import onnxruntime
import unsigned_weights


def of(graph, threads=1, optimized=True, only_weights=False):
    """A session of a file or of its bytes, whose integer products are right whatever the processor.

    `only_weights` says that the graph rounds weights and nothing else, of which ONNX Runtime would otherwise make integer
    products."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    if only_weights:
        options.add_session_config_entry("session.disable_quant_qdq", "1")
    if not optimized:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(_right(graph), options, providers=["CPUExecutionProvider"])


def _right(graph):
    """What gives the graph's answers here: the graph itself, or one with unsigned weights."""
    if not unsigned_weights.are_needed():
        return graph
    model = onnx.load_from_string(graph) if isinstance(graph, bytes) else onnx.load(graph, load_external_data=False)
    if not unsigned_weights.would_change(model):
        return graph
    if not isinstance(graph, bytes):
        model = onnx.load(graph)
    unsigned_weights.give(model)
    return model.SerializeToString()
