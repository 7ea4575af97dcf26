"""What a run prints where no bar can be drawn."""

from __future__ import annotations

import io

from rich.console import Console

from ingest.progress import Snapshot
from vouch.cli.bar import Bar, Lines, progress


def _at(files: int, left: float | None = 61.0) -> Snapshot:
    return Snapshot(files=files, total_files=1200, passages=files * 10, seconds=1.0, rate=10.0, seconds_left=left)


def test_a_log_gets_lines_and_a_terminal_a_bar() -> None:
    assert isinstance(progress(Console(file=io.StringIO())), Lines)
    assert isinstance(progress(Console(file=io.StringIO(), force_terminal=True)), Bar)


def test_a_line_is_printed_only_after_a_while() -> None:
    written, now = io.StringIO(), 0.0
    with Lines(Console(file=written, width=20), clock=lambda: now) as lines:
        lines.planned(_at(0), 7)
        now = 14.0
        lines.advanced(_at(3))
        now = 16.0
        lines.advanced(_at(4))
        lines.advanced(_at(5))
        now = 40.0
        lines.advanced(_at(6, left=None))
    assert written.getvalue().splitlines() == [
        "4 of 1,200 files, 40 passages, 1:01 left",
        "6 of 1,200 files, 60 passages",
    ]


def test_a_server_is_followed_the_same_way() -> None:
    written, now = io.StringIO(), 0.0
    lines = Lines(Console(file=written), clock=lambda: now)
    now = 20.0
    lines.state({"total": 0, "files": 0, "passages": 0, "seconds_left": None, "current": ""})
    lines.state({"total": 8, "files": 2, "passages": 30, "seconds_left": 5, "current": "a.md"})
    assert written.getvalue() == "2 of 8 files, 30 passages, 0:05 left\n"
