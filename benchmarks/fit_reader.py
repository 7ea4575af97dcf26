"""Trains the cross-encoder further to tell what answers a question over evidence from what is about the same.

``python -m benchmarks.fit_reader FILE... [--minutes 60] [--rate 2e-4] [--onward FILE] [--check FILE...]``, FILEs made
by ``benchmarks.reading``; ``--onward`` goes on from what was learnt before instead of the published weights.
Needs ``torch`` and ``onnx``, which are no part of Vouch: install them beside it for this. Writes
``evidence/data/reader.npz``.

The upper half of the layers is trained, the lower stays as it is: for each matrix two narrow ones (rank 16, low-rank
adaptation), and all small parameters. The loss of a question is that of choosing the statement that answers among
others that the assistant found (softmax) and three quarters of that of saying of each by itself whether it answers
(logistic; of those that do not, the mean and the worst); where nothing answers, the latter only. The steps become
shorter to the end, be that of the data or of the time; ``--rate`` is the longest of them.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx  # type: ignore[import-not-found]
import torch  # type: ignore[import-not-found]
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import nn

from evidence import cross_encoder

functional = nn.functional

_WIDTH, _LAYERS, _HEADS, _RANK, _SPREAD = 384, 12, 12, 16, 2.0
_TRAINED = 6  # layers, from the last
_PIECES = 128
_NEAREST, _OTHERS, _UNANSWERED = 3, 2, 4  # statements beside the one that answers; those of a question without one
_AMONG = 14  # the best of those found
_BATCH, _SORTED, _RATE, _WARMING = 8, 20, 2e-4, 40
_ALONE = 0.75  # weight of what each statement is by itself
_OUTPUT = Path(cross_encoder.__file__).parent / "data" / "reader.npz"
_MATRICES = {
    "attention.self.query": (_WIDTH, _WIDTH),
    "attention.self.key": (_WIDTH, _WIDTH),
    "attention.self.value": (_WIDTH, _WIDTH),
    "attention.output.dense": (_WIDTH, _WIDTH),
    "intermediate.dense": (_WIDTH, 4 * _WIDTH),
    "output.dense": (4 * _WIDTH, _WIDTH),
}
_NORMS = ("attention.output.LayerNorm", "output.LayerNorm")


class Example(NamedTuple):
    """A question's pairs as word pieces and segments; whether the first of them answers."""

    pairs: list[tuple[list[int], list[int]]]
    answered: bool


class Linear(nn.Module):  # type: ignore[misc]
    """A matrix that stays, and two narrow ones that are learnt."""

    def __init__(self, matrix: Any, bias: Any, *, trained: bool) -> None:
        """``matrix`` is (inputs, outputs)."""
        super().__init__()
        self.register_buffer("matrix", torch.tensor(matrix.T.copy()).bfloat16())
        self.bias = nn.Parameter(torch.tensor(bias.copy()), requires_grad=trained)
        self.down = nn.Parameter(torch.randn(_RANK, matrix.shape[0]) / matrix.shape[0] ** 0.5) if trained else None
        self.up = nn.Parameter(torch.zeros(matrix.shape[1], _RANK)) if trained else None

    def forward(self, given: Any) -> Any:
        """The product, with what was learnt."""
        made = functional.linear(given, self.matrix, self.bias)
        if self.down is None:
            return made
        return torch.add(made, functional.linear(functional.linear(given, self.down), self.up), alpha=_SPREAD)


class Reader(nn.Module):  # type: ignore[misc]
    """The cross-encoder, computed as published in the parts that are not trained."""

    def __init__(self, file: Path, trained: int = _TRAINED) -> None:
        """``file`` is the ONNX file of the published model, of which the last ``trained`` layers learn."""
        super().__init__()
        self.frozen = _LAYERS - trained
        held = {each.name: numpy_helper.to_array(each) for each in onnx.load(str(file)).graph.initializer}
        names = sorted(
            (name for name in held if name.startswith("onnx::MatMul") and name.endswith("_quantized")),
            key=lambda name: int(name.split("_")[1]),
        )
        self.names = [name.removesuffix("_quantized") for name in names]
        self.layers = nn.ModuleList()
        for number in range(_LAYERS):
            layer = nn.ModuleDict()
            own = self.names[number * len(_MATRICES) : (number + 1) * len(_MATRICES)]
            learns = number >= self.frozen
            for part, name in zip(_MATRICES, own, strict=True):
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

    def forward(self, pairs: Sequence[tuple[list[int], list[int]]]) -> Any:
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
        for number in range(self.frozen, _LAYERS):
            layer, own = self.layers[number], self.names[number * len(_MATRICES) : (number + 1) * len(_MATRICES)]
            for part, name in zip(_MATRICES, own, strict=True):
                linear = layer[part.replace(".", "/")]
                found[f"{name}/down"] = (linear.down.detach().numpy().T * _SPREAD).astype(np.float16)
                found[f"{name}/up"] = linear.up.detach().numpy().T.astype(np.float16)
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

        for number in range(self.frozen, _LAYERS):
            layer, own = self.layers[number], self.names[number * len(_MATRICES) : (number + 1) * len(_MATRICES)]
            if f"{own[0]}/down" not in found:  # what was learnt before ends above it
                continue
            for part, name in zip(_MATRICES, own, strict=True):
                linear = layer[part.replace(".", "/")]
                put(linear.down, found[f"{name}/down"].T.astype(np.float32) / _SPREAD)
                put(linear.up, found[f"{name}/up"].T)
                put(linear.bias, found[f"bert.encoder.layer.{number}.{part}.bias"])
            for part in _NORMS:
                for kind in ("weight", "bias"):
                    norm = layer[part.replace(".", "/")]
                    put(getattr(norm, kind), found[f"bert.encoder.layer.{number}.{part}.{kind}"])
        put(self.pooler_bias, found["bert.pooler.dense.bias"])
        put(self.classifier, self.published.numpy() + found["classifier.weight/down"])
        put(self.classifier_bias, found["classifier.bias"])


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


def examples(rows: Sequence[dict[str, Any]], tokenizer: Tokenizer, dice: random.Random) -> list[Example]:
    """One example a question: a statement that answers, if any does, and others that do not."""
    found = []
    for row in rows:
        good = [text for text, label in row["texts"] if label == 1]
        others = [text for text, label in row["texts"] if label == 0][:_AMONG]
        near, far = others[:_NEAREST], others[_NEAREST:]
        dice.shuffle(far)
        texts = [dice.choice(good), *near, *far[:_OTHERS]] if good else [*near, *far][:_UNANSWERED]
        if texts:
            encoded = [tokenizer.encode(row["question"], text) for text in texts]
            found.append(Example([(each.ids, each.type_ids) for each in encoded], bool(good)))
    return found


def loss_of(odds: Any, answered: bool) -> Any:
    """The loss of one question's pairs."""
    apart = functional.softplus(odds if not answered else odds[1:])
    if not answered:
        return 0.7 * _ALONE * (apart.max() + apart.mean())
    each = _ALONE * functional.softplus(-odds[0]) - functional.log_softmax(odds, 0)[0]
    return each + 0.5 * _ALONE * (apart.mean() + apart.max()) if len(odds) > 1 else each


def train(reader: Reader, found: list[Example], minutes: float, dice: random.Random, rate: float = _RATE) -> None:
    """One pass, or as far as the time goes."""
    learnt = [each for each in reader.parameters() if each.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=rate, weight_decay=0.01)
    batches, started, losses = in_batches(found, dice), time.monotonic(), []
    for step, batch in enumerate(batches):
        gone = max(step / len(batches), (time.monotonic() - started) / 60 / minutes)
        if gone >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / _WARMING) * (1 - gone)
        odds = reader([pair for example in batch for pair in example.pairs])
        parts = odds.split([len(example.pairs) for example in batch])
        loss = sum(loss_of(part, example.answered) for part, example in zip(parts, batch, strict=True)) / len(batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        losses.append(loss.item())
        if step % 40 == 39:
            print(f"{step + 1} of {len(batches)} steps, loss {np.mean(losses[-40:]):.3f}", flush=True)


def in_batches(found: list[Any], dice: random.Random, size: int = _BATCH) -> list[list[Any]]:
    """What has ``pairs``, those of like length together, in no order."""
    found = dice.sample(found, len(found))
    batches = []
    for start in range(0, len(found), size * _SORTED):
        some = sorted(found[start : start + size * _SORTED], key=lambda each: max(len(a) for a, _ in each.pairs))
        cut = [some[place : place + size] for place in range(0, len(some), size)]
        batches += dice.sample(cut, len(cut))
    return batches


def check(reader: Reader, rows: Sequence[dict[str, Any]], tokenizer: Tokenizer, among: int = 12) -> str:
    """How often the statement put first answers, of the questions that something listed answers."""
    first = there = 0
    with torch.no_grad():
        for row in rows:
            texts = row["texts"][:among]
            if not any(label == 1 for _, label in texts):
                continue
            encoded = [tokenizer.encode(row["question"], text) for text, _ in texts]
            odds = reader([(each.ids, each.type_ids) for each in encoded])
            there += 1
            first += texts[int(odds.argmax())][1] == 1
    return f"{first} of {there} first"


def main() -> None:
    """Train, check and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--check", nargs="*", type=Path, default=[])
    parser.add_argument("--onward", type=Path, help="what was learnt before")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=_RATE)
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    chosen = parser.parse_args()
    torch.manual_seed(1)
    dice = random.Random(1)
    folder = cross_encoder.folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(_PIECES)
    tokenizer.no_padding()
    reader = Reader(folder / "model.onnx")
    if chosen.onward:
        reader.adopt(dict(np.load(chosen.onward)))
    train(reader, examples(_rows(chosen.files), tokenizer, dice), chosen.minutes, dice, chosen.rate)
    np.savez_compressed(chosen.output, **reader.additions())
    for file in chosen.check:
        print(file.stem, check(reader, _rows([file]), tokenizer))


def _rows(files: Sequence[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    main()
