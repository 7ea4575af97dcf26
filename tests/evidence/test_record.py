from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import ArchiveError, ArchiveMismatch, QuestionError
from evidence.record import FILE, Decision, Record

FIRST = Decision(
    "finding", "f1", "accepted", "Ida Berg", "2026-03-01T10:00:00+00:00", "known", "d1", "Eva Lund", "2026-06-01"
)


def test_a_later_decision_is_in_force_and_the_earlier_one_is_kept(tmp_path: Path) -> None:
    with Record(tmp_path) as record:
        record.decide(FIRST)
        record.decide(replace(FIRST, verdict="resolved", reason="done"))
        record.decide(replace(FIRST, subject="f2"))
    with Record(tmp_path) as record:  # read again from the file
        assert record.current("finding")["f1"].verdict == "resolved"
        assert [each.verdict for each in record.history("finding", "f1")] == ["accepted", "resolved"]
        assert record.history("finding")[0] == FIRST
        assert record.current("signoff") == {}
        assert record.broken() is None


@pytest.mark.parametrize(
    "wrong",
    [
        replace(FIRST, verdict="perhaps"),
        replace(FIRST, kind="rumour"),
        replace(FIRST, by=" "),
        replace(FIRST, subject=""),
        replace(FIRST, kind="signoff", verdict="accepted"),
    ],
)
def test_a_decision_needs_a_person_a_subject_and_a_verdict_of_its_kind(tmp_path: Path, wrong: Decision) -> None:
    with Record(tmp_path) as record:
        with pytest.raises(QuestionError):
            record.decide(wrong)
        assert record.history(wrong.kind) == []


def test_rows_can_neither_be_changed_nor_deleted(tmp_path: Path) -> None:
    with Record(tmp_path) as record:
        record.decide(FIRST)
    with sqlite3.connect(tmp_path / FILE) as connection:
        for statement in ("UPDATE decision SET verdict = 'open'", "DELETE FROM decision"):
            with pytest.raises(sqlite3.DatabaseError, match="never"):
                connection.execute(statement)
    connection.close()


def test_an_edit_from_outside_shows(tmp_path: Path) -> None:
    with Record(tmp_path) as record:
        record.decide(FIRST)
        record.decide(replace(FIRST, subject="f2"))
        record.decide(replace(FIRST, subject="f3"))
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("DROP TRIGGER decision_kept")
        connection.execute("UPDATE decision SET \"by\" = 'Mallory' WHERE subject = 'f2'")
    connection.close()
    with Record(tmp_path) as record:
        assert record.broken() == 2


def test_other_files_are_not_touched(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database, and long enough to look like one " * 40)
    with pytest.raises(ArchiveError):
        Record(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    with sqlite3.connect(other / FILE) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(ArchiveMismatch, match="another program"):
        Record(other)
    newer = tmp_path / "newer"
    Record(newer).close()
    with sqlite3.connect(newer / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ArchiveMismatch, match="schema 99"):
        Record(newer)
