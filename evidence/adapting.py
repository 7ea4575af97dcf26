"""What training added to a published model: small matrices that change its large ones.

The model's file stays as its makers published it. The additions are a fiftieth of its size: for a matrix of weights two
narrow ones, whose product is added to it when the model is loaded (low-rank adaptation), and new numbers for what is
small anyway. The file is read here only as far as that needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evidence.errors import ServiceError

_HIGHEST = 127  # of eight bits with a sign
_NAME, _DATA = b"\x42", b"\x4a"  # before a tensor's name and before its bytes in an ONNX file
_FLOATS, _FLOAT = b"\x22\x04", 4  # before a single number, which comes before the name, and the bytes of that

Floats = NDArray[np.float32]
Tensors = dict[str, NDArray[Any]]


def adapted(model: bytes, additions: Mapping[str, NDArray[Any]]) -> Tensors:
    """The tensors that take the place of the model's own, by name.

    ``model`` is an ONNX file whose matrices are kept in eight bits around zero, with a scale each. ``additions`` hold,
    for a matrix ``NAME``, ``NAME/down`` (inputs, rank) and ``NAME/up`` (rank, outputs), whose product is added to it;
    for any other tensor its new numbers. Raises ``ServiceError`` where the model has no such matrix.
    """
    changed: Tensors = {}
    for key, value in additions.items():
        name, _, part = key.partition("/")
        if not part:
            changed[name] = np.ascontiguousarray(value, np.float32)
        elif part == "down":
            added = value.astype(np.float32) @ additions[f"{name}/up"].astype(np.float32)
            changed |= _in_eight_bits(name, weights(model, name, added.shape) + added)
    return changed


def read_additions(file: Path) -> Tensors:
    """The additions kept in ``file``. Raises ``ServiceError`` if it cannot be read."""
    try:
        with np.load(file, allow_pickle=False) as held:
            return {key: held[key] for key in held.files}
    except (OSError, ValueError) as error:
        raise ServiceError(f"{file.name} cannot be read.", remedy="Install Vouch again.", retry=False) from error


def weights(model: bytes, name: str, shape: tuple[int, ...]) -> Floats:
    """The matrix ``name`` of an ONNX file as the numbers that its eight bits stand for.

    Raises ``ServiceError`` where it is not there.
    """
    size = int(np.prod(shape))
    named = _named(f"{name}_scale")
    scale = _place(model, named, name) - _FLOAT
    values = _place(model, data := _named(f"{name}_quantized") + _DATA + _varint(size), name) + len(data)
    if model[scale - len(_FLOATS) : scale] != _FLOATS or values + size > len(model):
        raise _strange(name)
    factor = np.float32(np.frombuffer(model, "<f4", 1, scale)[0])
    full: Floats = np.frombuffer(model, np.int8, size, values).reshape(shape).astype(np.float32) * factor
    return full


def _in_eight_bits(name: str, values: Floats) -> Tensors:
    scale = np.float32(max(float(np.abs(values).max()) / _HIGHEST, 1e-12))
    return {f"{name}_quantized": np.rint(values / scale).astype(np.int8), f"{name}_scale": np.array(scale, np.float32)}


def _place(model: bytes, before: bytes, name: str) -> int:
    place = model.rfind(before)  # matrices stand last
    if place < 0:
        raise _strange(name)
    return place


def _named(name: str) -> bytes:
    """What a tensor's name is written as."""
    return _NAME + _varint(len(name)) + name.encode()


def _varint(number: int) -> bytes:
    """A number as a length is written: seven bits a byte, the lowest first."""
    parts = bytearray()
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])


def _strange(name: str) -> ServiceError:
    return ServiceError(f"The model has no matrix {name}.", remedy="Install Vouch again.", retry=False)
