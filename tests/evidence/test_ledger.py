from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import ArchiveError, QuestionError
from evidence.record import FILE, Entry, Missing, Record
from evidence.signing import Signer
from tests.support.clock import Clock


def ask(record: Record, question: str = "Who approved it?", asker: str = "Ida Berg") -> Entry:
    return record.ledger.append("answer", asker, ("staff",), {"question": question, "answer": {"text": "Eva Lund."}})


def test_entries_come_back_as_they_were_written(record: Record, tmp_path: Path) -> None:
    first = ask(record)
    second = record.ledger.append("export", "Max", None, {"pack": "p-1", "ratio": 0.1, "name": "Zoë \ud800"})
    third = record.ledger.append("access", "Max", (), {})
    assert [first.sequence, second.sequence, third.sequence] == [1, 2, 3]
    with Record(tmp_path) as again:
        assert again.ledger.entries() == [first, second, third]
        assert again.ledger.entry(2) == second
        assert again.ledger.head() == (3, third.chain)
        result = again.ledger.verify()
    assert (result.entries, result.head, result.holds) == (3, third.chain, True)
    assert second.groups is None and third.groups == ()


def test_anybody_can_recompute_the_hashes_from_the_json(record: Record) -> None:
    """The formula as it is told, without a word of our code."""

    def plain(value: Any) -> bytes:
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")

    ask(record), ask(record, "Wie heißt er?"), record.ledger.append("export", "Max", None, {"n": 1.5})
    previous = "0" * 64
    for entry in json.loads(json.dumps([each.as_json() for each in record.ledger.entries()])):
        body = plain({"asker": entry["asker"], "content": entry["content"]})
        assert entry["digest"] == hashlib.sha256(bytes.fromhex(entry["salt"]) + body).hexdigest()
        said = [previous, entry["sequence"], entry["at"], entry["kind"], entry["groups"], entry["digest"]]
        previous = hashlib.sha256(plain(said)).hexdigest()
        assert entry["chain"] == previous
    assert record.ledger.head() == (3, previous)


def test_entries_are_listed_by_place_kind_and_asker(record: Record) -> None:
    for number in range(6):
        ask(record, asker="Ida" if number % 2 else "Max")
    record.ledger.append("export", "Ida", None, {})

    def numbers(**wanted: Any) -> list[int]:
        return [entry.sequence for entry in record.ledger.entries(**wanted)]

    assert numbers(after=2, limit=3) == [3, 4, 5]
    assert numbers(asker="Ida", kind="answer") == [2, 4, 6]
    assert numbers(kind="export") == [7]
    assert numbers(newest_first=True, limit=2) == [7, 6]
    assert numbers(newest_first=True, before=6, limit=2) == [5, 4]
    assert numbers(limit=-1) == []
    with pytest.raises(Missing):
        record.ledger.entry(8)


@pytest.mark.parametrize("kind", ["redaction", "retention", "", "An Answer"])
def test_only_the_ledger_tells_of_erasures(record: Record, kind: str) -> None:
    with pytest.raises(QuestionError):
        record.ledger.append(kind, "Ida", None, {})
    with pytest.raises(QuestionError, match="person"):
        record.ledger.append("answer", " ", None, {})
    with pytest.raises(ValueError, match="JSON"):
        record.ledger.append("answer", "Ida", None, {"score": float("nan")})
    assert record.ledger.head()[0] == 0


def test_the_database_refuses_changes(record: Record, tmp_path: Path) -> None:
    ask(record), ask(record)
    record.ledger.redact(1, "Eva", "asked for")
    record.ledger.checkpoint(Signer.at(tmp_path))
    copied = "SELECT {}, at, kind, asker, groups, salt, body, digest, {} FROM entry WHERE sequence = 2"
    connection = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    before = list(connection.iterdump())
    for statement in (
        "UPDATE entry SET kind = 'export'",
        "UPDATE entry SET asker = 'Mallory' WHERE sequence = 2",
        "UPDATE entry SET body = NULL WHERE sequence = 2",  # half a redaction
        "UPDATE entry SET asker = NULL, salt = NULL, body = NULL WHERE sequence = 3",  # what tells of one
        "UPDATE entry SET sequence = 9 WHERE sequence = 2",
        "UPDATE OR REPLACE entry SET sequence = 1 WHERE sequence = 2",
        "DELETE FROM entry WHERE sequence = 3",
        f"INSERT OR REPLACE INTO entry {copied.format(2, 'chain')}",
        f"INSERT OR REPLACE INTO entry {copied.format(4, 'chain')}",  # would push out the row of the same chain
        f"INSERT INTO entry {copied.format(9, repr('new'))}",
        "UPDATE checkpoint SET sequence = 1",
        "DELETE FROM checkpoint",
        "INSERT OR REPLACE INTO checkpoint SELECT * FROM checkpoint",
    ):
        with pytest.raises(sqlite3.DatabaseError, match=r"never|only"):
            connection.execute(statement)
    assert list(connection.iterdump()) == before
    connection.close()


def everything_on_disk(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.glob(f"{FILE}*")))


def test_what_is_redacted_is_gone_from_the_files_and_the_chain_still_holds(record: Record, tmp_path: Path) -> None:
    secret = "whether Kuno Quist was dismissed"
    told = ask(record, secret, asker="Quintessa Pfau")
    kept = ask(record)
    talk = record.conversations.start("Quintessa Pfau")
    record.conversations.add(talk, "Quintessa Pfau", secret, {"text": secret}, told.sequence)
    record.conversations.add(talk, "Quintessa Pfau", "And else?", {"text": "no"}, kept.sequence)
    record.remembered.put("Quintessa Pfau", "k", "f", {"text": secret})
    assert secret.encode() in everything_on_disk(tmp_path)

    said = record.ledger.redact(told.sequence, "Eva Lund", "right to erasure")

    assert secret.encode() not in everything_on_disk(tmp_path)
    empty = record.ledger.entry(told.sequence)
    assert (empty.asker, empty.content, empty.salt) == ("", None, None)
    assert (empty.digest, empty.chain, empty.at) == (told.digest, told.chain, told.at)
    assert said.kind == "redaction" and said.asker == "Eva Lund"
    assert said.content == {"by": "Eva Lund", "reason": "right to erasure", "sequences": [[1, 1]]}
    assert record.ledger.entry(kept.sequence) == kept
    assert record.ledger.entries(asker="Quintessa Pfau") == []
    assert record.ledger.verify().holds
    shown = record.conversations.get(talk, "Quintessa Pfau")
    assert shown.title == "(erased)"
    assert [(turn.question, turn.answer) for turn in shown.turns] == [("", None), ("And else?", {"text": "no"})]
    assert record.remembered.get("Quintessa Pfau", "k", "f") is None


def test_a_redaction_needs_a_reason_and_something_to_erase(record: Record) -> None:
    ask(record)
    for by, reason in ((" ", "why"), ("Eva", "")):
        with pytest.raises(QuestionError, match="person and a reason"):
            record.ledger.redact(1, by, reason)
    with pytest.raises(Missing):
        record.ledger.redact([1, 7], "Eva", "why")
    assert record.ledger.entry(1).content is not None  # all or nothing
    said = record.ledger.redact(1, "Eva", "why")
    with pytest.raises(QuestionError, match="nothing is left"):
        record.ledger.redact(1, "Eva", "again")
    with pytest.raises(QuestionError, match="stays"):
        record.ledger.redact(said.sequence, "Eva", "cover it up")
    assert record.ledger.head()[0] == 2


def test_retention_erases_what_is_older_than_a_day(record: Record, clock: Clock) -> None:
    for _ in range(5):
        ask(record)
        clock.now += timedelta(days=1)
    record.ledger.redact(2, "Eva", "asked for")
    assert record.ledger.retain(date(2026, 3, 4), "Eva") == 2  # 1 and 3; 2 was empty already
    assert [entry.sequence for entry in record.ledger.entries() if entry.content is None] == [1, 2, 3]
    said = record.ledger.entries()[-1]
    assert said.kind == "retention"
    assert said.content == {"by": "Eva", "before": "2026-03-04", "sequences": [[1, 1], [3, 3]]}
    assert record.ledger.retain(date(2026, 3, 4), "Eva") == 0
    assert record.ledger.head()[0] == 7  # nothing erased, nothing told
    assert record.ledger.retain(date(2030, 1, 1), "Eva") == 2  # not what tells of erasures
    assert record.ledger.verify().holds
    with pytest.raises(QuestionError, match="person"):
        record.ledger.retain(date(2026, 3, 4), "")


def test_threads_append_without_gaps_and_each_gets_its_own(tmp_path: Path) -> None:
    got: dict[str, list[Entry]] = {}

    def work(record: Record, name: str) -> None:
        got[name] = [ask(record, f"{name} {number}", asker=name) for number in range(25)]

    with Record(tmp_path) as first, Record(tmp_path) as second:  # as two processes have it open
        threads = [threading.Thread(target=work, args=((first, second)[n % 2], f"p{n}")) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        entries = first.ledger.entries(limit=1000)
        assert first.ledger.verify().holds
    assert [entry.sequence for entry in entries] == list(range(1, 201))
    for name, mine in got.items():
        assert [entry for entry in entries if entry.asker == name] == mine


def test_of_writes_that_share_a_transaction_one_fails_alone(record: Record) -> None:
    """Held up by a write, the others gather; the one that fails is undone, the rest is there."""
    begun, go = threading.Event(), threading.Event()
    store = record.ledger._store
    errors: list[BaseException] = []

    def slow(connection: Any) -> None:
        begun.set()
        assert go.wait(10)

    def work(function: Any) -> None:
        try:
            function()
        except QuestionError as error:
            errors.append(error)

    def failing() -> None:
        def write(connection: Any) -> None:
            connection.exec_driver_sql("INSERT INTO setting VALUES ('half', '1')")
            raise QuestionError("no")

        store.write(write)

    jobs = [lambda: store.write(slow), lambda: ask(record), failing, lambda: ask(record)]
    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    threads[0].start()
    assert begun.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(store._queue) < 3:
        threading.Event().wait(0.001)
    go.set()
    for thread in threads:
        thread.join()
    assert [str(error) for error in errors] == ["no"]
    assert record.settings.get("half") is None
    assert [entry.sequence for entry in record.ledger.entries()] == [1, 2]
    assert record.ledger.verify().holds


def test_an_interrupted_leader_leaves_no_other_waiting_for_ever(record: Record) -> None:
    def interrupted(connection: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record.ledger._store.write(interrupted)
    assert ask(record).sequence == 1


def test_readers_do_not_wait_for_a_writer(record: Record, tmp_path: Path) -> None:
    ask(record)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert record.ledger.head()[0] == 1
    assert record.ledger.verify().holds
    with Record(tmp_path) as again:  # nor does opening a record that is up to date
        assert again.ledger.entry(1).sequence == 1
    other.execute("ROLLBACK")
    other.close()


def test_an_entry_that_cannot_be_read_says_so(record: Record, tmp_path: Path) -> None:
    ask(record)
    connection = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    connection.execute("DROP TRIGGER entry_kept")
    connection.execute("UPDATE entry SET body = CAST(X'7BFF' AS TEXT)")
    connection.close()
    with pytest.raises(ArchiveError, match="entry 1") as caught:
        record.ledger.entries()
    assert "verify" in caught.value.remedy
