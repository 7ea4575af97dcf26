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


def _tensor(name: str, values: np.ndarray, scale: float) -> bytes:
    """A matrix in eight bits and its scale, as an ONNX file holds them."""
    data = values.astype(np.int8).tobytes()
    named, scaled = f"{name}_quantized".encode(), f"{name}_scale".encode()
    assert len(data) < 128
    return (
        b"\x22\x04"
        + np.float32(scale).tobytes()
        + bytes([0x42, len(scaled)])
        + scaled
        + bytes([0x42, len(named)])
        + named
        + bytes([0x4A, len(data)])
        + data
    )


def test_a_matrix_is_read_as_the_numbers_it_stands_for() -> None:
    values = np.arange(-6, 6).reshape(3, 4)
    model = b"\x00before" + _tensor("plain", values + 1, 2.0) + _tensor("mine", values, 0.5) + b"after"
    assert np.array_equal(weights(model, "mine", (3, 4)), values.astype(np.float32) * 0.5)


def test_what_was_learnt_is_added_and_kept_in_eight_bits() -> None:
    values = np.arange(-6, 6).reshape(3, 4)
    down, up = np.array([[1.0], [0.0], [2.0]]), np.array([[1.0, 0.0, 0.0, -4.0]])
    changed = adapted(_tensor("mine", values, 0.5), {"mine/down": down, "mine/up": up, "bias": np.ones(4)})
    assert set(changed) == {"mine_quantized", "mine_scale", "bias"}
    assert changed["mine_quantized"].dtype == np.int8
    made = changed["mine_quantized"].astype(np.float32) * changed["mine_scale"]
    wanted = values * 0.5 + down @ up
    assert np.abs(made - wanted).max() <= np.abs(wanted).max() / 127
    assert changed["bias"].dtype == np.float32


@pytest.mark.parametrize("name", ["other", "min", "mine_"])
def test_a_matrix_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(ServiceError, match=f"no matrix {name}"):
        weights(_tensor("mine", np.zeros((3, 4)), 0.5), name, (3, 4))


def test_a_file_that_ends_within_a_matrix_is_refused() -> None:
    with pytest.raises(ServiceError, match="no matrix mine"):
        weights(_tensor("mine", np.zeros((3, 4)), 0.5)[:-1], "mine", (3, 4))


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
