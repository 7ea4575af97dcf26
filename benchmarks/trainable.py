"""The cross-encoder as torch computes and trains it; what was learnt in the form that ``evidence.adapting`` adds.

Needs ``torch`` and ``onnx``, which are no part of Vouch: install them beside it for this. Of the layers that learn all
matrices do, in full; what was learnt of each is kept as two narrow ones whose product comes closest to it (singular
values), since that is a fraction of the size and as good.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx  # type: ignore[import-not-found]
import torch  # type: ignore[import-not-found]
from onnx import numpy_helper
from torch import nn

functional = nn.functional

LAYERS = 12
_WIDTH, _HEADS = 384, 12
_RANK = 48  # of what is kept of a matrix
_MATRICES = {
    "attention.self.query": (_WIDTH, _WIDTH),
    "attention.self.key": (_WIDTH, _WIDTH),
    "attention.self.value": (_WIDTH, _WIDTH),
    "attention.output.dense": (_WIDTH, _WIDTH),
    "intermediate.dense": (_WIDTH, 4 * _WIDTH),
    "output.dense": (4 * _WIDTH, _WIDTH),
}
_NORMS = ("attention.output.LayerNorm", "output.LayerNorm")

Pair = tuple[list[int], list[int]]  # word pieces and their segments


class Linear(nn.Module):  # type: ignore[misc]
    """A matrix as published, and as it was learnt."""

    def __init__(self, matrix: Any, bias: Any, *, trained: bool) -> None:
        """``matrix`` is (inputs, outputs)."""
        super().__init__()
        self.register_buffer("published", torch.tensor(matrix.T.copy()))
        self.matrix = nn.Parameter(self.published.clone() if trained else self.published, requires_grad=trained)
        self.bias = nn.Parameter(torch.tensor(bias.copy()), requires_grad=trained)

    def forward(self, given: Any) -> Any:
        """The product."""
        return functional.linear(given, self.matrix, self.bias)

    def learnt(self) -> tuple[Any, Any]:
        """Two narrow matrices, (inputs, rank) and (rank, outputs), for what was added to the published one."""
        left, values, right = torch.linalg.svd((self.matrix - self.published).detach().T, full_matrices=False)
        roots = values[:_RANK].sqrt()
        narrow = (left[:, :_RANK] * roots, roots[:, None] * right[:_RANK])
        return tuple(each.numpy().astype(np.float16) for each in narrow)

    def adopt(self, down: Any, up: Any) -> None:
        """Start from what was learnt before."""
        self.matrix.data = self.published + torch.tensor((down.astype(np.float32) @ up.astype(np.float32)).T)


class Reader(nn.Module):  # type: ignore[misc]
    """The cross-encoder, computed as published in the parts that are not trained."""

    def __init__(self, file: Path, trained: int = LAYERS) -> None:
        """``file`` is the ONNX file of the published model, of which the last ``trained`` layers learn."""
        super().__init__()
        self.frozen = LAYERS - trained
        held = {each.name: numpy_helper.to_array(each) for each in onnx.load(str(file)).graph.initializer}
        names = sorted(
            (name for name in held if name.startswith("onnx::MatMul") and name.endswith("_quantized")),
            key=lambda name: int(name.split("_")[1]),
        )
        self.names = [name.removesuffix("_quantized") for name in names]
        self.layers = nn.ModuleList()
        for number in range(LAYERS):
            layer = nn.ModuleDict()
            learns = number >= self.frozen
            for part, name in self._named(number):
                bias = held[f"bert.encoder.layer.{number}.{part}.bias"]
                layer[part.replace(".", "/")] = Linear(_full(held, name), bias, trained=learns)
            for part in _NORMS:
                layer[part.replace(".", "/")] = _norm(held, f"bert.encoder.layer.{number}.{part}", trained=learns)
            self.layers.append(layer)
        for name in ("word", "token_type", "position"):
            self.register_buffer(name, torch.tensor(_full(held, f"bert.embeddings.{name}_embeddings.weight")))
        self.norm = _norm(held, "bert.embeddings.LayerNorm", trained=False)
        self.register_buffer("pooler", torch.tensor(_full(held, "bert.pooler.dense.weight")))
        self.pooler_bias = nn.Parameter(torch.tensor(held["bert.pooler.dense.bias"].copy()))
        self.register_buffer("published", torch.tensor(_full(held, "classifier.weight")))
        self.classifier = nn.Parameter(self.published.clone())
        self.classifier_bias = nn.Parameter(torch.tensor(held["classifier.bias"].copy()))

    def forward(self, pairs: Sequence[Pair]) -> Any:
        """The log odds of each pair."""
        ids, kinds, mask = _batch(pairs)
        seen = mask[:, None, None, :]
        with torch.autocast("cpu", torch.bfloat16):
            with torch.no_grad():
                state = self.norm(self.word[ids] + self.token_type[kinds] + self.position[: ids.shape[1]])
                for layer in self.layers[: self.frozen]:
                    state = _through(layer, state, seen)
            state = state.detach()
            for layer in self.layers[self.frozen :]:
                state = _through(layer, state, seen)
        first = state[:, 0].float()
        return (torch.tanh(first @ self.pooler + self.pooler_bias) @ self.classifier + self.classifier_bias)[:, 0]

    def additions(self) -> dict[str, Any]:
        """What was learnt, as ``evidence.adapting`` adds it."""
        found: dict[str, Any] = {}
        for number in range(self.frozen, LAYERS):
            layer = self.layers[number]
            for part, name in self._named(number):
                linear = layer[part.replace(".", "/")]
                found[f"{name}/down"], found[f"{name}/up"] = linear.learnt()
                found[f"bert.encoder.layer.{number}.{part}.bias"] = linear.bias.detach().numpy()
            for part in _NORMS:
                for kind in ("weight", "bias"):
                    value = getattr(layer[part.replace(".", "/")], kind)
                    found[f"bert.encoder.layer.{number}.{part}.{kind}"] = value.detach().numpy()
        found["bert.pooler.dense.bias"] = self.pooler_bias.detach().numpy()
        found["classifier.weight/down"] = (self.classifier - self.published).detach().numpy()
        found["classifier.weight/up"] = np.ones((1, 1), np.float32)
        found["classifier.bias"] = self.classifier_bias.detach().numpy()
        return found

    def adopt(self, found: dict[str, Any]) -> None:
        """Start from what was learnt before: ``additions`` the other way round."""

        def put(parameter: Any, value: Any) -> None:
            parameter.data = torch.tensor(np.asarray(value, np.float32))

        for number in range(self.frozen, LAYERS):
            layer = self.layers[number]
            for part, name in self._named(number):
                if f"{name}/down" in found:  # what was learnt before may end above this layer
                    linear = layer[part.replace(".", "/")]
                    linear.adopt(found[f"{name}/down"], found[f"{name}/up"])
                    put(linear.bias, found[f"bert.encoder.layer.{number}.{part}.bias"])
            for part in _NORMS:
                norm = layer[part.replace(".", "/")]
                for kind in ("weight", "bias"):
                    if (name := f"bert.encoder.layer.{number}.{part}.{kind}") in found:
                        put(getattr(norm, kind), found[name])
        put(self.pooler_bias, found["bert.pooler.dense.bias"])
        put(self.classifier, self.published.numpy() + found["classifier.weight/down"])
        put(self.classifier_bias, found["classifier.bias"])

    def _named(self, number: int) -> list[tuple[str, str]]:
        """The matrices of a layer: what they are, and their names in the published file."""
        own = self.names[number * len(_MATRICES) : (number + 1) * len(_MATRICES)]
        return list(zip(_MATRICES, own, strict=True))


def _full(held: dict[str, Any], name: str) -> Any:
    return (held[f"{name}_quantized"].astype(np.float32) - float(held[f"{name}_zero_point"])) * float(
        held[f"{name}_scale"]
    )


def _norm(held: dict[str, Any], name: str, *, trained: bool) -> Any:
    norm = nn.LayerNorm(_WIDTH, eps=1e-12)
    norm.weight.data = torch.tensor(held[f"{name}.weight"].copy())
    norm.bias.data = torch.tensor(held[f"{name}.bias"].copy())
    return norm.requires_grad_(trained)


def _through(layer: Any, state: Any, seen: Any) -> Any:
    pairs, pieces = state.shape[:2]

    def heads(part: str) -> Any:
        return layer[part](state).view(pairs, pieces, _HEADS, _WIDTH // _HEADS).transpose(1, 2)

    query, key, value = (heads(f"attention/self/{name}") for name in ("query", "key", "value"))
    if query.requires_grad:  # several times faster than the fused form where gradients are wanted
        odds = (query * (_WIDTH // _HEADS) ** -0.5) @ key.transpose(2, 3)
        seen_as = torch.softmax(odds.masked_fill_(~seen, -1e4), -1).to(value.dtype) @ value
    else:
        seen_as = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
    seen_as = seen_as.transpose(1, 2).reshape(pairs, pieces, _WIDTH)
    state = layer["attention/output/LayerNorm"](layer["attention/output/dense"](seen_as) + state)
    wide = functional.gelu(layer["intermediate/dense"](state))
    return layer["output/LayerNorm"](layer["output/dense"](wide) + state)


def _batch(pairs: Sequence[tuple[list[int], list[int]]]) -> tuple[Any, Any, Any]:
    longest = max(len(ids) for ids, _ in pairs)
    ids, kinds = (torch.zeros(len(pairs), longest, dtype=torch.long) for _ in range(2))
    mask = torch.zeros(len(pairs), longest, dtype=torch.bool)
    for row, (own, segments) in enumerate(pairs):
        ids[row, : len(own)], kinds[row, : len(own)] = torch.tensor(own), torch.tensor(segments)
        mask[row, : len(own)] = True
    return ids, kinds, mask
