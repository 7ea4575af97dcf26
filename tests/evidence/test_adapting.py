"""What training added to a published model: added to its matrices, as they stand in its file."""

from pathlib import Path

import numpy as np
import pytest

from evidence import cross_encoder
from evidence.adapting import adapted, read_additions, weights
from evidence.cross_encoder import CrossEncoder, shared
from evidence.errors import ServiceError

_FIRST = "onnx::MatMul_1853"  # of the model's matrices, the last
_SHAPE = (1536, 384)


def _counted(field: int, value: bytes) -> bytes:
    assert len(value) < 128
    return bytes([field << 3 | 2, len(value)]) + value


def _matrix(name: str, values: np.ndarray, scale: float) -> bytes:
    """A matrix in eight bits and its scale, as tensors of a graph; the scale is a list of one number."""
    sizes = b"".join(bytes([8, size]) for size in values.shape)
    steps = sizes + b"\x10\x03" + _counted(8, f"{name}_quantized".encode())
    scaled = b"\x10\x01" + _counted(4, np.float32(scale).tobytes()) + _counted(8, f"{name}_scale".encode())
    return _counted(5, steps + _counted(9, values.astype(np.int8).tobytes())) + _counted(5, scaled)


def _vector(name: str, values: list[float]) -> bytes:
    numbers = np.array(values, np.float32).tobytes()
    return _counted(5, bytes([8, len(values)]) + b"\x10\x01" + _counted(8, name.encode()) + _counted(9, numbers))


def _model(*tensors: bytes) -> bytes:
    """Tensors between the other fields of a graph, and that between the others of a model."""
    graph = _counted(1, b"a node") + b"".join(tensors) + _counted(2, b"the graph's name, which is long" * 4)
    assert len(graph) >= 128
    size = bytes([len(graph) & 0x7F | 0x80, len(graph) >> 7])
    return b"\x08\x07" + bytes([7 << 3 | 2]) + size + graph + _counted(8, b"operators") + b"\x15abcd" + b"\x19abcdefgh"


def test_a_matrix_is_read_as_the_numbers_it_stands_for() -> None:
    values = np.arange(-6, 6).reshape(3, 4)
    model = _model(_matrix("plain", values + 1, 2.0), _matrix("mine", values, 0.5))
    assert np.array_equal(weights(model, "mine", (3, 4)), values.astype(np.float32) * 0.5)


def test_what_was_learnt_is_added_and_kept_in_eight_bits_with_a_scale_for_each_column() -> None:
    values = np.arange(-6, 6).reshape(3, 4)
    other = np.arange(12).reshape(3, 4)
    down, up = np.array([[1.0], [0.0], [2.0]]), np.array([[1.0, 0.0, 0.0, -400.0]])
    learnt = {"mine/down": down, "mine/up": up, "bias": np.ones(4)}
    model = _model(_matrix("other", other, 2.0), _matrix("mine", values, 0.5), _vector("bias", [5.0] * 4))
    changed = adapted(model, learnt)
    wanted = values * 0.5 + down @ up
    made = weights(changed, "mine", (3, 4))
    assert (np.abs(made - wanted) <= np.abs(wanted).max(0) / 127 / 2 + 1e-6).all()
    assert np.array_equal(weights(changed, "other", (3, 4)), other * 2.0)
    assert changed.count(np.ones(4, np.float32).tobytes()) == 1
    for kept in (b"a node", b"name, which is long", b"operators", b"\x15abcd\x19abcdefgh"):
        assert kept in changed


def test_without_additions_the_file_is_as_published() -> None:
    model = _model(_matrix("mine", np.arange(12).reshape(3, 4), 0.5), _vector("bias", [5.0] * 4))
    assert adapted(model, {}) == model


@pytest.mark.parametrize("name", ["other", "min", "mine_"])
def test_a_matrix_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(ServiceError, match=f"no matrix {name}"):
        weights(_model(_matrix("mine", np.zeros((3, 4)), 0.5)), name, (3, 4))


def test_numbers_for_what_is_not_there_are_refused() -> None:
    with pytest.raises(ServiceError, match="no matrix bias"):
        adapted(_model(_matrix("mine", np.zeros((3, 4)), 0.5)), {"bias": np.ones(4)})


@pytest.mark.parametrize("length", [0, 1, 3, 40, 60, 100])
def test_a_file_that_ends_early_is_refused(length: int) -> None:
    with pytest.raises(ServiceError, match="no matrix"):
        weights(_model(_matrix("mine", np.zeros((3, 4)), 0.5))[:length], "mine", (3, 4))


def test_a_matrix_of_another_size_is_refused() -> None:
    with pytest.raises(ServiceError, match="no matrix mine"):
        weights(_model(_matrix("mine", np.zeros((3, 4)), 0.5)), "mine", (3, 5))


def test_the_models_own_matrices_are_found_in_its_file() -> None:
    model = (cross_encoder.folder() / "model.onnx").read_bytes()
    found = weights(model, _FIRST, _SHAPE)
    assert 0.001 < float(found.std()) < 0.5
    assert abs(float(found.mean())) < 0.001


def test_without_additions_the_model_is_as_published(tmp_path: Path) -> None:
    np.savez(tmp_path / "none.npz")
    pair = ("Who signed the lease?", ["The lease was signed by Ines Duarte."])
    published = CrossEncoder(1, tmp_path / "none.npz").scores(*pair)
    assert published[0] > 0
    assert published.tolist() != shared().scores(*pair).tolist()


def test_a_broken_file_of_additions_is_named(tmp_path: Path) -> None:
    (tmp_path / "reader.npz").write_bytes(b"broken")
    for name in ("reader.npz", "absent.npz"):
        with pytest.raises(ServiceError, match=f"{name} cannot be read"):
            read_additions(tmp_path / name)
