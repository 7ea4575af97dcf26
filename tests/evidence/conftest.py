"""A clock that stands until it is moved, and a record that goes by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.record import Record
from tests.support.clock import Clock


@pytest.fixture(name="clock")
def _clock() -> Clock:
    return Clock()


@pytest.fixture(name="record")
def _record(tmp_path: Path, clock: Clock) -> Iterator[Record]:
    with Record(tmp_path, clock=clock) as record:
        yield record
