"""What training added to a published model: small matrices that change its large ones.

The model's file stays as its makers published it. The additions are a fraction of its size: for a matrix of weights two
narrow ones, whose product is added to it when the model is loaded (low-rank adaptation), and new numbers for what is
small anyway. A changed matrix is kept in eight bits as the published one is, but with a scale for each column instead
of one: a single scale is set by the largest weight of all, and most of what was learnt is smaller than its step.

An ONNX file is a tree of protocol-buffer messages; they are read and written here only as far as this needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from evidence.errors import ServiceError

_HIGHEST = 127  # of eight bits with a sign
_GRAPH, _INITIALIZER = 7, 5  # fields of a model and of its graph
_DIMENSIONS, _TYPE, _NAME, _RAW = 1, 2, 8, 9  # fields of a tensor
_FLOAT, _INT8 = 1, 3  # types of a tensor
_VARINT, _EIGHT_BYTES, _COUNTED, _FOUR_BYTES = 0, 1, 2, 5  # how a field is written

Floats = NDArray[np.float32]
Tensors = dict[str, NDArray[Any]]


class Field(NamedTuple):
    """One field of a message: where it begins, and where its value does and ends."""

    number: int
    start: int
    value: int
    end: int


def adapted(model: bytes, additions: Mapping[str, NDArray[Any]]) -> bytes:
    """The file ``model`` with what was learnt.

    ``model`` is an ONNX file whose matrices are kept in eight bits around zero, with a scale each (``NAME_quantized``,
    ``NAME_scale``). ``additions`` hold, for a matrix ``NAME``, ``NAME/down`` (inputs, rank) and ``NAME/up`` (rank,
    outputs), whose product is added to it; for any other tensor its new numbers. Raises ``ServiceError`` where the
    model has no such matrix or tensor.
    """
    graph = _graph(model)
    tensors = _tensors(model, graph)
    changed: Tensors = {}
    for key, value in additions.items():
        name, _, part = key.partition("/")
        if not part:
            changed[name] = np.ascontiguousarray(value, np.float32)
        elif part == "down":
            added = value.astype(np.float32) @ additions[f"{name}/up"].astype(np.float32)
            changed |= _in_eight_bits(name, _weights(model, tensors, name, added.shape) + added)
    if strange := changed.keys() - tensors.keys():
        raise _strange(min(strange))
    return _with(model, graph, tensors, changed)


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
    return _weights(model, _tensors(model, _graph(model)), name, shape)


def _weights(model: bytes, tensors: Mapping[str, Field], name: str, shape: tuple[int, ...]) -> Floats:
    steps = _numbers(model, tensors, f"{name}_quantized", np.dtype(np.int8), int(np.prod(shape)))
    scale = _numbers(model, tensors, f"{name}_scale", np.dtype("<f4"), -1)
    full: Floats = steps.reshape(shape).astype(np.float32) * scale.astype(np.float32)
    return full


def _in_eight_bits(name: str, values: Floats) -> Tensors:
    scale = np.maximum(np.abs(values).max(0) / _HIGHEST, 1e-12).astype(np.float32)
    return {f"{name}_quantized": np.rint(values / scale).astype(np.int8), f"{name}_scale": scale}


def _with(model: bytes, graph: Field, tensors: Mapping[str, Field], changed: Tensors) -> bytes:
    """The file with other numbers in the tensors named."""
    instead = {tensors[name].start: (tensors[name].end, _tensor(name, numbers)) for name, numbers in changed.items()}
    parts, place = [], graph.value
    for start, (end, tensor) in sorted(instead.items()):
        parts += [model[place:start], _counted(_INITIALIZER, tensor)]
        place = end
    parts.append(model[place : graph.end])
    return b"".join([model[: graph.start], _counted(_GRAPH, b"".join(parts)), model[graph.end :]])


def _tensor(name: str, numbers: NDArray[Any]) -> bytes:
    """A tensor as a message."""
    kind = _INT8 if numbers.dtype == np.int8 else _FLOAT
    sizes = b"".join(_varint(_DIMENSIONS << 3) + _varint(size) for size in numbers.shape)
    typed = _varint(_TYPE << 3) + _varint(kind)
    return sizes + typed + _counted(_NAME, name.encode()) + _counted(_RAW, np.ascontiguousarray(numbers).tobytes())


def _graph(model: bytes) -> Field:
    for field in _fields(model, 0, len(model)):
        if field.number == _GRAPH:
            return field
    raise _strange("at all")


def _tensors(model: bytes, graph: Field) -> dict[str, Field]:
    """Where the graph's tensors stand, by name."""
    found: dict[str, Field] = {}
    for field in _fields(model, graph.value, graph.end):
        if field.number == _INITIALIZER:
            named = (part for part in _fields(model, field.value, field.end) if part.number == _NAME)
            found |= {model[name.value : name.end].decode(): field for name in named}
    return found


def _numbers(model: bytes, tensors: Mapping[str, Field], name: str, kind: np.dtype[Any], count: int) -> NDArray[Any]:
    """The numbers of a tensor, however they are written; ``count`` of them, or as many as there are."""
    if name not in tensors:
        raise _strange(name)
    longest = b""
    for part in _fields(model, tensors[name].value, tensors[name].end):
        if part.number not in (_DIMENSIONS, _TYPE, _NAME):
            longest = max(longest, model[part.value : part.end], key=len)
    if not longest or len(longest) != (count * kind.itemsize if count >= 0 else len(longest)):
        raise _strange(name)
    return np.frombuffer(longest, kind)


def _fields(model: bytes, start: int, end: int) -> Iterator[Field]:
    """The fields of the message that stands at a place. Raises ``ServiceError`` where it is broken off."""
    place = start
    while place < end:
        tag, value = _number(model, place)
        written = tag & 7
        if written == _VARINT:
            _, stop = _number(model, value)
        elif written == _COUNTED:
            size, value = _number(model, value)
            stop = value + size
        else:
            stop = value + {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}.get(written, end)
        if stop > end:
            raise _strange("that is whole")
        yield Field(tag >> 3, place, value, stop)
        place = stop


def _number(model: bytes, place: int) -> tuple[int, int]:
    """A number as a tag or a length is written, seven bits a byte, the lowest first; and where it ends."""
    number = 0
    for count, byte in enumerate(model[place : place + 10]):
        number |= (byte & 0x7F) << 7 * count
        if byte < 0x80:
            return number, place + count + 1
    raise _strange("that is whole")


def _varint(number: int) -> bytes:
    """``_number`` the other way round."""
    parts = bytearray()
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])


def _counted(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | _COUNTED) + _varint(len(value)) + value


def _strange(name: str) -> ServiceError:
    return ServiceError(f"The model has no matrix {name}.", remedy="Install Vouch again.", retry=False)
