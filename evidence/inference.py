"""Models run by ONNX Runtime on the processor: one way of opening them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

_SILENT = (
    "ORT_DISABLE_TELEMETRY"  # read when the library starts; else it gathers data on device and models for its maker
)


def session(model: Path | bytes, threads: int) -> Any:
    """An ``onnxruntime.InferenceSession`` (its package has no types) that computes one text on ``threads`` threads."""
    onnxruntime = _runtime()
    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False  # the arena keeps its largest size: 1.7 GB instead of 0.3
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads would take a core
    given = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(given, options, providers=["CPUExecutionProvider"])


def _runtime() -> Any:
    os.environ[_SILENT] = "1"
    import onnxruntime  # type: ignore[import-untyped]

    return onnxruntime
