"""A BERT encoder with several heads as one ONNX graph, in fp32 or in int8.

The fp32 graph has standard operators only, so that every engine can read it. The int8 graph is made for ONNX Runtime on
a CPU: integer products, and Microsoft's SkipLayerNormalization, which is much faster there than Add and
LayerNormalization.
"""

import numpy as np
from graph import MICROSOFT, Graph
from onnx import TensorProto
from quantize import LARGEST, by_channel

POSITIONS = "encoder.embeddings.position_embeddings.weight"
ZERO_POINT = 128
FAR_BELOW = -1e4  # added to the score of a padding token: its softmax is exactly 0
SMALLEST_SCALE = 1e-12  # a token of zeros must not divide by zero


class FloatOperators:
    """Embeddings, products and norms in fp32."""

    description = "fp32, standard operators"

    def __init__(self, graph, weights, epsilon):
        self.graph, self.weights, self.epsilon = graph, weights, epsilon

    def constant(self, name):
        return self.graph.constant(name, self.weights[name])

    def word_embedding(self, name, ids):
        return self.graph.add("Gather", self.constant(name), ids)

    def product(self, x, name, matrix):
        """x [rows, columns, K] times `matrix` [K, N]."""
        return self.graph.add("MatMul", x, self.graph.constant(name, matrix))

    def normalized_sum(self, x, y, name):
        """LayerNormalization of x + y."""
        return self.graph.add(
            "LayerNormalization", self.graph.add("Add", x, y), self.constant(f"{name}.weight"),
            self.constant(f"{name}.bias"), axis=-1, epsilon=self.epsilon,
        )  # fmt: skip


class IntegerOperators(FloatOperators):
    """The same in int8: weights signed with a scale for each output channel, activations with a scale for each token.

    A scale for each token, and not one for the whole tensor, is what keeps the answer for a text independent of the
    texts beside it. Weights must be signed: the fast integer kernels multiply unsigned activations by signed weights.
    """

    description = "int8: weights per channel, activations per token"

    def __init__(self, graph, weights, epsilon):
        super().__init__(graph, weights, epsilon)
        self._quantized = {}
        self._zero_points = None

    def word_embedding(self, name, ids):
        graph = self.graph
        values, scales = by_channel(self.weights[name], axis=1)
        rows = graph.add("Cast", graph.add("Gather", graph.constant(f"{name}.int8", values), ids), to=TensorProto.FLOAT)
        return graph.add("Mul", rows, graph.add("Gather", graph.constant(f"{name}.scale", scales), ids))

    def product(self, x, name, matrix):
        graph = self.graph
        values, scales = by_channel(matrix, axis=0)
        quantized, token_scale = self._quantize(x, len(matrix))
        total = graph.add(
            "MatMulInteger", quantized, graph.constant(f"{name}.int8", values), graph.number(ZERO_POINT, np.uint8)
        )
        scaled = graph.add("Mul", graph.add("Cast", total, to=TensorProto.FLOAT), token_scale)
        return graph.add("Mul", scaled, graph.constant(f"{name}.scale", scales.reshape(-1)))

    def normalized_sum(self, x, y, name):
        return self.graph.add(
            "SkipLayerNormalization", x, y, self.constant(f"{name}.weight"), self.constant(f"{name}.bias"),
            domain=MICROSOFT, epsilon=self.epsilon,
        )  # fmt: skip

    def _quantize(self, x, width):
        """x as uint8 around 128 and its scale [rows, columns, 1]; done once for an x that feeds several products."""
        if x not in self._quantized:
            graph = self.graph
            bound = graph.add("ReduceMax", graph.add("Abs", x), graph.shape(-1), keepdims=1)
            scale = graph.add("Mul", graph.add("Max", bound, graph.number(SMALLEST_SCALE)), graph.number(1 / LARGEST))
            if self._zero_points is None:  # every scale has the shape [rows, columns, 1]
                self._zero_points = graph.add("Expand", graph.number(ZERO_POINT, np.uint8), graph.add("Shape", scale))
            values = graph.add("QuantizeLinear", x, scale, self._zero_points, axis=-1, block_size=width)
            self._quantized[x] = values, scale
        return self._quantized[x]


OPERATORS = {"fp32": FloatOperators, "int8": IntegerOperators}


class EncoderGraph:
    """Builds the graph. `weights` are named as in a Hugging Face BertModel, under `encoder.`; `heads` are
    `heads.<task>`."""

    def __init__(self, weights, config, precision):
        self.graph = Graph("encoder")
        self.weights = weights
        self.heads_of_attention = config["num_attention_heads"]
        self.layers = config["num_hidden_layers"]
        self.width = config["hidden_size"]
        self.operators = OPERATORS[precision](self.graph, weights, config["layer_norm_eps"])

    def build(self, heads):
        """`heads` are (task, its outputs, whether it answers for each token). With one output the task's scores lie in its
        last dimension; with several, each is one class of every token."""
        graph, shape = self.graph, ["rows", "columns"]
        ids, mask, types = (graph.input(name, np.int64, shape) for name in ("input_ids", "attention_mask", "token_type_ids"))
        weight = graph.add("Cast", mask, to=TensorProto.FLOAT)
        x = self._embeddings(ids, types)
        penalty = graph.add("Mul", graph.add("Sub", graph.number(1.0), weight), graph.number(FAR_BELOW))
        penalty = graph.add("Unsqueeze", penalty, graph.shape(1, 2))
        for layer in range(self.layers):
            x = self._layer(x, penalty, f"encoder.encoder.layer.{layer}")
        mean = self._mean(x, weight)
        for task, outputs, by_token in heads:
            matrix = self.weights[f"heads.{task}.weight"].T
            product = graph.add("MatMul", x if by_token else mean, graph.constant(f"heads.{task}", matrix))
            logits = graph.add("Add", product, self.operators.constant(f"heads.{task}.bias"))
            if len(outputs) == 1:
                graph.output(*outputs, logits, np.float32, [*(shape if by_token else shape[:1]), matrix.shape[1]])
                continue
            for number, name in enumerate(outputs):
                graph.output(name, graph.add("Gather", logits, graph.number(number, np.int64), axis=-1), np.float32, shape)
        return graph.model(self.operators.description)

    def _embeddings(self, ids, types):
        graph, name = self.graph, "encoder.embeddings"
        words = self.operators.word_embedding(f"{name}.word_embeddings.weight", ids)
        table = self.operators.constant(POSITIONS)
        columns = graph.add("Slice", graph.add("Shape", ids), graph.shape(1), graph.shape(2))
        positions = graph.add("Slice", table, graph.shape(0), columns, graph.shape(0))
        of_types = graph.add("Gather", self.operators.constant(f"{name}.token_type_embeddings.weight"), types)
        return self.operators.normalized_sum(graph.add("Add", words, positions), of_types, f"{name}.LayerNorm")

    def _layer(self, x, penalty, name):
        context = self._attention(x, penalty, f"{name}.attention.self")
        output = self._dense(context, f"{name}.attention.output.dense")
        x = self.operators.normalized_sum(output, x, f"{name}.attention.output.LayerNorm")
        inner = self.graph.add("Gelu", self._dense(x, f"{name}.intermediate.dense"))
        return self.operators.normalized_sum(self._dense(inner, f"{name}.output.dense"), x, f"{name}.output.LayerNorm")

    def _attention(self, x, penalty, name):
        """Query, key and value come from one product of three times the width."""
        graph, parts = self.graph, ("query", "key", "value")
        matrix = np.concatenate([self.weights[f"{name}.{part}.weight"].T for part in parts], axis=1)
        bias = np.concatenate([self.weights[f"{name}.{part}.bias"] for part in parts])
        together = graph.add(
            "Add", self.operators.product(x, f"{name}.qkv", matrix), graph.constant(f"{name}.qkv.bias", bias)
        )
        size = self.width // self.heads_of_attention
        query, key, value = graph.add("Split", together, outputs=3, axis=-1, num_outputs=3)
        query, key, value = (
            graph.add("Reshape", part, graph.shape(0, 0, self.heads_of_attention, size)) for part in (query, key, value)
        )
        query, value = (graph.add("Transpose", part, perm=[0, 2, 1, 3]) for part in (query, value))
        key = graph.add("Transpose", key, perm=[0, 2, 3, 1])
        scores = graph.add("Mul", graph.add("MatMul", query, key), graph.number(size**-0.5))
        share = graph.add("Softmax", graph.add("Add", scores, penalty), axis=-1)
        context = graph.add("Transpose", graph.add("MatMul", share, value), perm=[0, 2, 1, 3])
        return graph.add("Reshape", context, graph.shape(0, 0, self.width))

    def _dense(self, x, name):
        product = self.operators.product(x, name, self.weights[f"{name}.weight"].T)
        return self.graph.add("Add", product, self.operators.constant(f"{name}.bias"))

    def _mean(self, x, weight):
        """The mean over a row's own tokens [rows, width]; a row without tokens gives zeros."""
        graph = self.graph
        total = graph.add(
            "ReduceSum", graph.add("Mul", x, graph.add("Unsqueeze", weight, graph.shape(2))), graph.shape(1), keepdims=0
        )
        count = graph.add("ReduceSum", weight, graph.shape(1), keepdims=1)
        return graph.add("Div", total, graph.add("Max", count, graph.number(1.0)))
