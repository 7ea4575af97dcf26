from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from evals.checkout import checkout

_QUIET = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false"]


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *_QUIET, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "copy"
    (root / "assistant").mkdir(parents=True)
    (root / "assistant" / "a.py").write_text("one\n")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    return root


def test_a_clean_checkout_is_its_commit(root: Path) -> None:
    found = checkout(root)
    assert (found.commit, found.dirty) == (git(root, "rev-parse", "HEAD"), False)


def test_a_change_is_told_and_alters_the_digest(root: Path) -> None:
    before = checkout(root)
    (root / "assistant" / "a.py").write_text("two\n")
    after = checkout(root)
    assert after.dirty
    assert after.commit == before.commit
    assert after.code != before.code


def test_what_answers_do_not_depend_on_is_no_part_of_the_digest(root: Path) -> None:
    before = checkout(root)
    (root / "README.md").write_text("new\n")
    (root / "assistant" / "__pycache__").mkdir()
    (root / "assistant" / "__pycache__" / "a.pyc").write_bytes(b"x")
    after = checkout(root)
    assert after.dirty
    assert after.code == before.code


def test_inside_somebody_elses_repository_there_is_no_commit(root: Path) -> None:
    inner = root / "site-packages"
    (inner / "assistant").mkdir(parents=True)
    assert checkout(inner).commit == ""
