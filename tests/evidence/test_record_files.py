"""Files from before, of others, and broken ones."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from evidence.errors import ArchiveError, ArchiveMismatch
from evidence.record import APPLICATION, FILE, Decision, Record, schema, store
from evidence.record.decisions import _link

OLD = Decision("finding", "f1", "accepted", "Ida Berg", "2026-03-01T10:00:00+00:00", "known", "d1", "Eva", "2026-06-01")


def of_schema_1(home: Path) -> None:
    """A record as the version before wrote it."""
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(home / FILE)))
    with engine.begin() as connection:
        schema._1_decisions(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
        connection.exec_driver_sql("PRAGMA user_version = 1")
        values = (OLD.kind, OLD.subject, OLD.verdict, OLD.by, OLD.at, OLD.reason, OLD.evidence, OLD.owner, OLD.due)
        connection.exec_driver_sql(
            """INSERT INTO decision ("kind", subject, verdict, "by", "at", reason, evidence, owner, due, chain)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (*values, _link("", OLD)),
        )
    engine.dispose()
    (home / FILE).chmod(0o644)


def test_a_record_of_schema_1_keeps_its_decisions_and_gains_the_rest(tmp_path: Path) -> None:
    of_schema_1(tmp_path)
    with Record(tmp_path) as record:
        assert record.history("finding") == [OLD]
        assert record.broken() is None
        assert record.ledger.append("answer", "Ida", None, {}).sequence == 1
        assert record.ledger.verify().holds
    with Record(tmp_path) as record:
        assert record.current("finding") == {"f1": OLD}
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    with Record(tmp_path / "home") as record:
        record.ledger.append("answer", "Ida", None, {})
        for path in (tmp_path / "home").iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_interrupted_first_start_goes_on(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")  # the first page, and nothing else
    with Record(tmp_path) as record:
        assert record.ledger.verify().holds


def test_several_may_begin_a_record_at_the_same_time(tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def work() -> None:
        try:
            with Record(tmp_path) as record:
                record.ledger.append("answer", "Ida", None, {})
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Record(tmp_path) as record:
        assert record.ledger.head()[0] == 6 and record.ledger.verify().holds


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
        connection.commit()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(ArchiveMismatch, match="another program"):
        Record(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before
    assert os.listdir(tmp_path) == [FILE]


def test_a_newer_record_names_the_remedy(tmp_path: Path) -> None:
    Record(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(ArchiveMismatch, match="schema 99") as caught:
        Record(tmp_path)
    assert "newer version" in caught.value.remedy


@pytest.mark.parametrize("length", [1, 50, 99, 100, 4096, 20_000])
def test_a_file_that_was_cut_off_is_told_with_a_remedy(
    tmp_path: Path, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_EMPTY_SECONDS", 0.05)
    with Record(tmp_path) as record:
        for number in range(30):
            record.ledger.append("answer", "Ida", None, {"question": str(number) * 2000})
    data = (tmp_path / FILE).read_bytes()
    assert len(data) > 20_000
    (tmp_path / FILE).write_bytes(data[:length])

    def use() -> None:
        with Record(tmp_path) as record:
            record.ledger.verify()

    with pytest.raises(ArchiveError) as caught:
        use()
    assert FILE in str(caught.value) and "backup" in caught.value.remedy
    assert (tmp_path / FILE).read_bytes() == data[:length]


def test_an_emptied_file_is_not_taken_for_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_EMPTY_SECONDS", 0.05)
    Record(tmp_path).close()
    (tmp_path / FILE).write_bytes(b"")
    with pytest.raises(ArchiveError, match="empty") as caught:
        Record(tmp_path)
    assert "backup" in caught.value.remedy
    assert (tmp_path / FILE).stat().st_size == 0


def test_a_home_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot write in the folder"):
        Record(tmp_path / "file" / "home")
    (tmp_path / FILE).mkdir()
    with pytest.raises(ArchiveError, match="cannot be opened") as caught:
        Record(tmp_path)
    assert caught.value.remedy


def test_a_disk_that_cannot_be_written_is_told_and_reading_goes_on(tmp_path: Path) -> None:
    """SQLite gives the same error for a read-only mount, which a test cannot make."""
    with Record(tmp_path) as record:
        record.ledger.append("answer", "Ida", None, {"question": "Who?"})
        engine = record._store._engine
        engine.dispose()
        event.listen(engine, "connect", _read_only)
        with pytest.raises(ArchiveError, match="cannot be written") as caught:
            record.ledger.append("answer", "Ida", None, {})
        assert "write" in caught.value.remedy and not caught.value.retry
        assert record.ledger.verify().entries == 1


def _read_only(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA query_only = ON")


def test_a_full_disk_is_told_and_costs_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    with Record(tmp_path) as record:
        first = record.ledger.append("answer", "Ida", None, {"question": "Who?"})
        engine = record._store._engine
        engine.dispose()
        event.listen(engine, "connect", _full)
        with pytest.raises(ArchiveError, match="disk is full") as caught:
            record.ledger.append("answer", "Ida", None, {"question": "x" * 400_000})
        assert "Free space" in caught.value.remedy
        assert record.ledger.entries() == [first]


def _full(connection: Any, _record: Any) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_record_that_another_process_holds_asks_to_try_again(tmp_path: Path) -> None:
    with Record(tmp_path) as record:
        engine = record._store._engine
        engine.dispose()
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 1"))
        with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(ArchiveError, match="in use by another process") as caught:
                record.ledger.append("answer", "Ida", None, {})
            other.execute("ROLLBACK")
        assert caught.value.retry
        assert record.ledger.append("answer", "Ida", None, {}).sequence == 1


def test_decisions_cannot_be_replaced_either(tmp_path: Path) -> None:
    with Record(tmp_path) as record:
        record.decide(OLD)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        with pytest.raises(sqlite3.DatabaseError, match="never"):
            connection.execute("INSERT OR REPLACE INTO decision SELECT * FROM decision")
        connection.execute("DROP TRIGGER decision_kept")
        connection.execute("UPDATE decision SET reason = X'00FF'")
        connection.commit()
    with Record(tmp_path) as record:
        assert record.broken() == 1
