"""Checkpoints that a server signs by itself, into the operator's folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.errors import SettingsError
from evidence.record import Record, read_checkpoints
from evidence.signing import Signer, read_public
from vouch.checkpointing import FILE, KEY, Checkpointing
from vouch.settings import LedgerSettings


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 6, 15, 23, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(name="clock")
def _clock() -> Clock:
    return Clock()


def _enter(record: Record, number: int) -> None:
    for each in range(number):
        record.ledger.append("answer", "ana", (), {"question": f"q{each}"})


def test_every_so_many_entries_and_every_day(tmp_path: Path, clock: Clock) -> None:
    kept = tmp_path / "kept" / "deeper"
    wanted = LedgerSettings(checkpoints=kept, checkpoint_entries=3)
    with Record(tmp_path, clock=clock) as record:
        signer = Signer.at(tmp_path)
        mine = Checkpointing(record, signer, wanted, clock)
        assert mine.look() is None, "nothing to sign"
        signed = []
        for step in (1, 1, 1, 1, 5, 0):
            _enter(record, step)
            made = mine.look()
            signed.append(made.sequence if made else None)
        assert signed == [1, None, None, 4, 9, None], "the first of a day, then every third"
        _enter(record, 1)
        assert mine.look() is None
        clock.now += timedelta(hours=1)
        again = Checkpointing(record, signer, wanted, clock)  # after a restart it goes on
        assert (again.look() or pytest.fail()).sequence == 10
        assert again.look() is None
        held = read_checkpoints((kept / FILE).read_text("utf-8"))
        assert [each.sequence for each in held] == [1, 4, 9, 10]
        result = record.ledger.verify(held, [read_public((kept / KEY).read_text("ascii"))])
        assert (result.problems, result.entries) == ((), 10)


def test_one_of_the_two_alone(tmp_path: Path, clock: Clock) -> None:
    with Record(tmp_path, clock=clock) as record:
        signer = Signer.at(tmp_path)
        daily = Checkpointing(record, signer, LedgerSettings(checkpoints=tmp_path / "a", checkpoint_entries=0), clock)
        counted = LedgerSettings(checkpoints=tmp_path / "b", checkpoint_entries=2, checkpoint_daily=False)
        every = Checkpointing(record, signer, counted, clock)
        _enter(record, 1)
        assert (daily.look() is None, every.look() is None) == (False, True)
        _enter(record, 5)
        assert (daily.look() is None, every.look() is None) == (True, False)
        assert Checkpointing(record, signer, LedgerSettings(), clock).look() is None


def test_a_line_cut_off_is_taken_away_and_anything_else_is_left_alone(tmp_path: Path, clock: Clock) -> None:
    kept = tmp_path / "kept"
    wanted = LedgerSettings(checkpoints=kept)
    with Record(tmp_path, clock=clock) as record:
        signer = Signer.at(tmp_path)
        _enter(record, 1)
        Checkpointing(record, signer, wanted, clock).look()
        with (kept / FILE).open("a") as out:
            out.write('{"sequence": 2, "ch')
        clock.now += timedelta(days=1)
        _enter(record, 1)
        Checkpointing(record, signer, wanted, clock).look()
        assert [each.sequence for each in read_checkpoints((kept / FILE).read_text("utf-8"))] == [1, 2]
        (kept / FILE).write_text("shopping list\n")
        with pytest.raises(SettingsError, match="no checkpoint"):
            Checkpointing(record, signer, wanted, clock)
        assert (kept / FILE).read_text() == "shopping list\n"
        (tmp_path / "file").write_text("")
        with pytest.raises(SettingsError, match="cannot be written"):
            Checkpointing(record, signer, LedgerSettings(checkpoints=tmp_path / "file"), clock)


def test_what_cannot_be_written_is_tried_again(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vouch.checkpointing._TICK", 0.01)
    kept = tmp_path / "kept"
    with Record(tmp_path, clock=clock) as record:
        mine = Checkpointing(record, Signer.at(tmp_path), LedgerSettings(checkpoints=kept), clock)
        (kept / FILE).unlink()
        (kept / FILE).mkdir()
        _enter(record, 1)
        for _ in range(3):
            with pytest.raises(OSError):
                mine.look()
        assert len(record.ledger.checkpoints()) == 1, "signed once"
        with mine:
            (kept / FILE).rmdir()
            while not (kept / FILE).is_file() or not (kept / FILE).read_text():
                pass
    assert [each.sequence for each in read_checkpoints((kept / FILE).read_text("utf-8"))] == [1]
