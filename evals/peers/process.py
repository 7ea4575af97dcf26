"""Starting a worker, watching its memory and its time, and the environment it runs on."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil

from evals.errors import PeerError
from evals.peers.worker import Job

_HERE = Path(__file__).resolve().parents[2]
_ENVIRONMENT = _HERE / ".venv-peers" / "bin" / "python"
_QUIET = {
    "SCARF_NO_ANALYTICS": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
_LOOK = 0.1  # seconds between two looks at the memory
_TOLD = 600  # characters kept of what a failed worker wrote


def peers_python() -> Path | None:
    """The interpreter with LlamaIndex's packages: ``.venv-peers`` beside the code, else this one; None without."""
    if _ENVIRONMENT.is_file():
        return _ENVIRONMENT
    needed = ("llama_index.retrievers.bm25", "llama_index.vector_stores.chroma", "llama_index.readers.file")
    return Path(sys.executable) if all(_there(name) for name in needed) else None


def run_worker(job: Job, python: Path, folder: Path, limit_seconds: float) -> Mapping[str, Any]:
    """Do ``job`` in a new process that keeps its files in ``folder``.

    Returns the worker's result; ``peak_rss_bytes`` is the larger of its own peak and the largest sum seen over it
    and its children. Raises ``PeerError`` if it fails or is not done in time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    job.save(folder / "job.json")
    environment = {**os.environ, **_QUIET, "PYTHONPATH": os.pathsep.join([str(_HERE), *filter(None, sys.path)])}
    if python != Path(sys.executable):
        environment["PYTHONPATH"] = str(_HERE)  # its own packages, not ours
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            [str(python), "-m", "evals.peers.worker", str(folder / "job.json")],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=folder,
        )
        try:
            peak = _watch(process, limit_seconds)
        finally:
            _end(process)
    if process.returncode:
        told = (folder / "output.txt").read_text(encoding="utf-8", errors="replace").strip()[-_TOLD:]
        raise PeerError(f"{job.system} failed: {told.splitlines()[-1] if told else f'exit {process.returncode}'}")
    found: dict[str, Any] = json.loads(Path(job.result).read_text(encoding="utf-8"))
    if "missing" in found:
        raise PeerError(f"{job.system} needs the package {found['missing']}, which is not installed")
    found["peak_rss_bytes"] = max(peak, int(found["peak_rss_bytes"]))
    return found


def _watch(process: subprocess.Popen[bytes], limit_seconds: float) -> int:
    """Wait for the end; the largest resident size seen, children included, in bytes."""
    peak, began = 0, time.monotonic()
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        if time.monotonic() - began > limit_seconds:
            raise PeerError(f"not done in {limit_seconds:.0f} s")
        with contextlib.suppress(psutil.Error):
            tree = [watched, *watched.children(recursive=True)]
            peak = max(peak, sum(_resident(each) for each in tree))
        time.sleep(_LOOK)
    return peak


def _resident(process: psutil.Process) -> int:
    with contextlib.suppress(psutil.Error):
        return int(process.memory_info().rss)
    return 0


def _end(process: subprocess.Popen[bytes]) -> None:
    """No worker and none of its children outlives the comparison."""
    if process.poll() is not None:
        return
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
    process.kill()
    process.wait()


def _there(module: str) -> bool:
    with contextlib.suppress(ImportError):
        return importlib.util.find_spec(module) is not None
    return False
