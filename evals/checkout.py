"""Which code ran: the commit of the checkout, whether it was changed, and a digest of the sources themselves."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_ROOMS = ("evidence", "ingest", "assistant", "prompts")
_LEFT_OUT = ("__pycache__",)


@dataclass(frozen=True, slots=True)
class Checkout:
    """``commit`` is empty outside a checkout; ``code`` covers every file that an answer may depend on."""

    commit: str
    dirty: bool
    code: str


def checkout(root: Path = _ROOT) -> Checkout:
    """The code that runs now."""
    commit = _git(root, "rev-parse", "HEAD")
    inside = bool(commit) and Path(_git(root, "rev-parse", "--show-toplevel")).resolve() == root.resolve()
    if not inside:  # installed into somebody's repository: its commit says nothing about this code
        return Checkout("", False, _digest(root))
    return Checkout(commit, bool(_git(root, "status", "--porcelain", "--untracked-files=normal")), _digest(root))


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _digest(root: Path) -> str:
    whole = hashlib.sha256()
    for room in _ROOMS:
        for file in sorted((root / room).rglob("*")):
            if file.is_file() and not any(part in _LEFT_OUT for part in file.parts):
                whole.update(file.relative_to(root).as_posix().encode() + b"\0")
                whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
