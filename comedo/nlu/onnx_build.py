"""Write the sentence encoder as an ONNX graph, from its weights alone.

The packaged weights come for PyTorch, which Comedo would otherwise not need. The network is
small and fixed (BERT with six layers, Devlin et al. 2019; mean pooling, Reimers & Gurevych
2019), so its graph is written out here with the ``onnx`` package. It takes one sentence at a
time: without padding there is no attention mask, and a sentence's vector cannot depend on
what it was batched with.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quant_pre_process, quantize_dynamic
from safetensors.numpy import load_file

LAYERS = 6
HEADS = 12
HIDDEN = 384
EPSILON = 1e-12
# The last layer was trained to tell what a sentence is about; an inner one still knows how it
# is put (question or complaint, "when" or "when not"). docs/nlu.md has the figures.
WORDING_LAYER = 4


class _Graph:
    """Collects the nodes and constants of a graph; each method returns its output's name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        output = f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(value, name)
        return name

    def linear(self, hidden: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """``weight`` is [out, in], as PyTorch stores it."""
        product = self.add("MatMul", hidden, self.constant(f"{name}.weight", weight.T.copy()))
        return self.add("Add", product, self.constant(f"{name}.bias", bias))

    def layer_norm(self, hidden: str, name: str, weights: dict[str, np.ndarray]) -> str:
        return self.add(
            "LayerNormalization",
            hidden,
            self.constant(f"{name}.weight", weights[f"{name}.weight"]),
            self.constant(f"{name}.bias", weights[f"{name}.bias"]),
            epsilon=EPSILON,
        )


def float_model(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The encoder in single precision.

    Args:
        weights: BERT's arrays, by the names that Hugging Face's ``BertModel`` gives them.

    Returns:
        A model from ``tokens`` (int64 [length]) to a vector (float32 [768]): the last layer's
        pooled output, then an inner layer's, each of unit length.
    """
    graph = _Graph()
    hidden = _embeddings(graph, weights)
    layers = []
    for layer in range(LAYERS):
        hidden = _layer(graph, hidden, f"encoder.layer.{layer}", weights)
        layers.append(hidden)
    vector = graph.add(
        "Concat", _pooled(graph, layers[-1]), _pooled(graph, layers[WORDING_LAYER - 1]), axis=0
    )
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "sentence_encoder",
            [helper.make_tensor_value_info("tokens", TensorProto.INT64, ["length"])],
            [helper.make_tensor_value_info(vector, TensorProto.FLOAT, [2 * HIDDEN])],
            list(graph.constants.values()),
        ),
        opset_imports=[helper.make_opsetid("", 20)],
        ir_version=9,
    )


def _pooled(graph: _Graph, hidden: str) -> str:
    first_axis = graph.constant("first_axis", np.array([0]))
    mean = graph.add("ReduceMean", hidden, first_axis, keepdims=0)
    return graph.add("Div", mean, graph.add("ReduceL2", mean, first_axis, keepdims=1))


def _embeddings(graph: _Graph, weights: dict[str, np.ndarray]) -> str:
    words = graph.add(
        "Gather",
        graph.constant("words", weights["embeddings.word_embeddings.weight"]),
        "tokens",
    )
    # A sentence stands alone, so every token has type 0, whose embedding joins its place's.
    places = (
        weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    zero = graph.constant("zero", np.array([0]))
    place = graph.add(
        "Slice", graph.constant("places", places), zero, graph.add("Shape", "tokens"), zero
    )
    return graph.layer_norm(graph.add("Add", words, place), "embeddings.LayerNorm", weights)


def _layer(graph: _Graph, hidden: str, name: str, weights: dict[str, np.ndarray]) -> str:
    def dense(inputs: str, part: str) -> str:
        part = f"{name}.{part}"
        return graph.linear(inputs, part, weights[f"{part}.weight"], weights[f"{part}.bias"])

    def projections(kind: str) -> np.ndarray:
        parts = ("query", "key", "value")
        return np.concatenate([weights[f"{name}.attention.self.{p}.{kind}"] for p in parts])

    # Query, key and value in one product, then [3, heads, length, hidden / heads].
    joined = graph.linear(
        hidden, f"{name}.attention.self", projections("weight"), projections("bias")
    )
    shape = graph.constant("split_heads", np.array([-1, 3, HEADS, HIDDEN // HEADS]))
    split = graph.add("Transpose", graph.add("Reshape", joined, shape), perm=[1, 2, 0, 3])
    query, key, value = (
        graph.add("Gather", split, graph.constant(f"part_{part}", np.array(part)))
        for part in range(3)
    )
    scale = graph.constant("scale", np.array((HIDDEN // HEADS) ** -0.5, np.float32))
    scores = graph.add("MatMul", query, graph.add("Transpose", key, perm=[0, 2, 1]))
    attention = graph.add("Softmax", graph.add("Mul", scores, scale), axis=-1)
    context = graph.add("Transpose", graph.add("MatMul", attention, value), perm=[1, 0, 2])
    merged = graph.add("Reshape", context, graph.constant("merge_heads", np.array([-1, HIDDEN])))
    attended = graph.layer_norm(
        graph.add("Add", dense(merged, "attention.output.dense"), hidden),
        f"{name}.attention.output.LayerNorm",
        weights,
    )
    grown = graph.add("Gelu", dense(attended, "intermediate.dense"))
    return graph.layer_norm(
        graph.add("Add", dense(grown, "output.dense"), attended),
        f"{name}.output.LayerNorm",
        weights,
    )


def write_int8(weights: Path, target: Path) -> None:
    """Write to ``target`` the encoder whose arrays are in ``weights``, in 8-bit integers."""
    with tempfile.TemporaryDirectory() as directory:
        single_precision = Path(directory) / "float.onnx"
        onnx.save(float_model(load_file(weights)), single_precision)
        quant_pre_process(single_precision, single_precision, skip_symbolic_shape=True)
        quantize_dynamic(
            single_precision,
            target,
            per_channel=True,
            # Unsigned, since products with signed weights overflow on processors without
            # VNNI instructions, which would then understand people differently.
            weight_type=QuantType.QUInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
