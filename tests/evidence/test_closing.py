"""Whether a numbered finding is closed, over the documents that tell of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.closing import closed_numbers
from tests.support.asking import ingested

_LOG = "# Findings log, {day}\n\n| Finding | What | Status |\n|---|---|---|\n| NC-1 | No log at the gate | {first} |\n| NC-2 | Old labels | {second} |\n"


@pytest.mark.parametrize(
    ("earlier", "later", "closed"),
    [
        (("open", "open"), ("closed", "open"), {"NC-1"}),
        (("closed", "closed"), ("reopened", "closed"), {"NC-2"}),
        (("reopened", "open"), ("closed 4 June 2031", "nearly done"), {"NC-1"}),
        (("closed", "open"), ("", ""), {"NC-1"}),
    ],
)
def test_the_newest_document_may_open_it_again(
    tmp_path: Path, earlier: tuple[str, str], later: tuple[str, str], closed: set[str]
) -> None:
    days = ("3 March 2031", "5 June 2031")
    files = {
        f"logs/findings log {day}.md": _LOG.format(day=day, first=first, second=second)
        for day, (first, second) in zip(days, (earlier, later), strict=True)
    }
    with ingested(tmp_path, files) as view:
        assert closed_numbers(view.facts("finding")) == closed
