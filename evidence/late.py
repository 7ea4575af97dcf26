"""Late interaction: the word pieces of a passage, each as it reads where it stands, against those of a question.

One vector a passage blurs what it says. Here each piece of the question looks for the piece of the passage that comes
nearest to it in meaning, and the passage's agreement is the mean of these cosines, rare words weighing more (Khattab
and Zaharia 2020, without training). The states are those that the embedding model computes anyway; they are projected
to their ``WIDTH`` principal directions (``benchmarks/fit_pieces.py``) and kept as bytes beside the vector.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evidence.errors import ServiceError

WIDTH = 96
"""Numbers a piece, a byte each."""

_PROJECTION = Path(__file__).parent / "data" / "minilm" / "pieces.npy"
_SHA256 = "1298f676aa0e1df8ce0947a2fad1706df2bd23a4715791d5c52fd76ce3bd6f7c"
_FULL = 127.0  # of a byte

Floats = NDArray[np.float32]


class Question(NamedTuple):
    """A question embedded: its vector, and per piece where it stands in the text and what it reads like there.

    ``spans`` are (start, end) in characters, empty for the marks that the model adds; ``pieces`` is (n, WIDTH), of
    unit length.
    """

    vector: Floats
    spans: tuple[tuple[int, int], ...]
    pieces: Floats


def projected(states: Floats) -> Floats:
    """States of the model, (n, 384), as unit vectors of the principal directions, (n, WIDTH)."""
    lower = states @ _projection()
    lengths = np.linalg.norm(lower, axis=1, keepdims=True)
    return np.asarray(lower / np.where(lengths > 0, lengths, 1.0), np.float32)


def packed(states: Floats) -> bytes:
    """The pieces of a text as they are kept."""
    return np.round(projected(states) * _FULL).astype(np.int8).tobytes()


def agreement(question: Floats, weights: NDArray[np.float64], kept: bytes) -> float:
    """The weighted mean, over the question's pieces, of the cosine with the nearest of the kept ones; 0 for none."""
    whole = float(weights.sum())
    if not kept or whole <= 0:
        return 0.0
    pieces = np.frombuffer(kept, np.int8).reshape(-1, WIDTH).astype(np.float32) / _FULL
    nearest = (question @ pieces.T).max(axis=1)
    return float(nearest @ weights) / whole


@cache
def _projection() -> Floats:
    remedy = "Reinstall Vouch."
    try:
        data = _PROJECTION.read_bytes()
    except OSError as error:
        raise ServiceError(f"The embedding model's {_PROJECTION.name} cannot be read.", remedy=remedy) from error
    if hashlib.sha256(data).hexdigest() != _SHA256:
        raise ServiceError(f"The embedding model's {_PROJECTION.name} is not the expected one.", remedy=remedy)
    return np.load(_PROJECTION).astype(np.float32)  # type: ignore[no-any-return]
