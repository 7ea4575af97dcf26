"""Following a folder: changes arrive, deletions withdraw, errors do not end it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import watchfiles

from evidence.archive import Archive
from evidence.errors import VouchError
from ingest.progress import Silent
from ingest.sync import SyncReport
from ingest.watch import _changes, _relevant, watch
from tests.support.ingestion import Ingestion, write


class Watched:
    """A folder that is watched in a thread of its own."""

    def __init__(self) -> None:
        self.reports: list[SyncReport] = []
        self.errors: list[VouchError] = []
        self.documents: list[str] = []

    def wait(self, condition: Callable[[], bool]) -> None:
        for _ in range(600):
            if condition():
                return
            time.sleep(0.05)
        raise AssertionError(f"it did not happen: {self.documents} {self.errors}")


@contextmanager
def watched(tmp_path: Path, docs: Path) -> Iterator[Watched]:
    ingestion = Ingestion(tmp_path / "home")
    seen, stop = Watched(), threading.Event()

    def follow(archive: Archive) -> None:
        def report(found: SyncReport) -> None:
            seen.documents = [document.doc_id for document in archive.view().documents()]
            seen.reports.append(found)

        watch(
            archive,
            ingestion.embedder,
            [docs],
            replace(ingestion.options),
            Silent(),
            stop=stop,
            on_report=report,
            on_error=seen.errors.append,
            debounce_ms=100,
        )

    thread = threading.Thread(target=lambda: ingestion.ask(follow))
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()


def test_changes_are_followed_and_errors_survived(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"a.md": "First.", "deep/b.md": "Second."})
    with watched(tmp_path, docs) as seen:
        seen.wait(lambda: seen.documents == ["a.md", "deep/b.md"] and len(seen.reports) >= 2)
        write(docs, {"deep/c.md": "Third."})
        seen.wait(lambda: "deep/c.md" in seen.documents)
        (docs / "a.md").unlink()
        seen.wait(lambda: "a.md" not in seen.documents)
        (docs / "deep").rename(docs / "moved")
        seen.wait(lambda: seen.documents == ["moved/b.md", "moved/c.md"])
        write(docs, {"access.json": "no JSON"})
        seen.wait(lambda: bool(seen.errors))
        assert "access.json" in str(seen.errors[0])
        write(docs, {"access.json": "{}", "d.md": "Fourth."})
        seen.wait(lambda: "d.md" in seen.documents)


def test_what_the_watcher_cannot_do_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", refuse)
    with pytest.raises(VouchError, match="watch limit reached") as caught:
        list(_changes([tmp_path], None, threading.Event(), 100))
    assert caught.value.remedy


def test_the_archives_own_files_and_hidden_ones_cause_no_round(tmp_path: Path) -> None:
    relevant = _relevant(tmp_path / "home")
    assert relevant(1, str(tmp_path / "docs" / "a.md"))
    assert relevant(1, str(tmp_path / "homes" / "a.md"))
    assert not relevant(1, str(tmp_path / "home"))
    assert not relevant(1, str(tmp_path / "home" / "archive.db-wal"))
    assert not relevant(1, str(tmp_path / "docs" / ".a.md.swp"))
    assert _relevant(None)(1, str(tmp_path / "home" / "a.md"))
