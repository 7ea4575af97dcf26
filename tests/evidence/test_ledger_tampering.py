"""Whatever somebody does to the file with ``sqlite3``, ``verify`` tells where."""

from __future__ import annotations

import base64
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.errors import ArchiveError
from evidence.record import FILE, Checkpoint, Problem, Record, Verification, read_checkpoints
from evidence.record.chain import link
from evidence.signing import Signer

COLUMNS = ("sequence", "at", "kind", "asker", "groups", "salt", "body", "digest", "chain")
CHECKPOINT = ("id", "sequence", "chain", "at", "key", "signature")
ENTRIES = 8
_REFUSED = (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError)  # NOT NULL and UNIQUE still hold


@pytest.fixture(name="whole", scope="module")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six answers, of which 2 and 3 are erased, and what tells of that; a checkpoint of the first five."""
    home = tmp_path_factory.mktemp("whole")
    with Record(home) as record:
        for number in range(1, 6):
            groups = (("staff", "legal"), (), None)[number % 3]
            record.ledger.append("answer", f"Person {number}", groups, {"question": f"Why {number}?", "n": number})
        record.ledger.checkpoint(Signer.at(home))
        record.ledger.redact([2, 3], "Eva Lund", "asked for")
        record.ledger.append("export", "Ida Berg", None, {"pack": "p"})
        record.ledger.append("answer", "Ida Berg", ("staff",), {"question": "And now?"})
        assert record.ledger.verify().holds
        assert record.ledger.retain(date(2000, 1, 1), "Eva Lund") == 0
    with opened(home):
        pass
    return home


@contextmanager
def opened(home: Path) -> Iterator[sqlite3.Connection]:
    """As an attacker has it: no guards."""
    with closing(sqlite3.connect(home / FILE, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection


def tampered(whole: Path, home: Path, change: Callable[[sqlite3.Connection], Any], **known: Any) -> Verification:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(whole, home)
    with opened(home) as connection:
        change(connection)
    with Record(home) as record:
        return record.ledger.verify(**known)


def first(result: Verification) -> Problem:
    assert result.problems, "not found"
    assert not result.holds
    return result.problems[0]


VALUES = st.one_of(
    st.none(), st.integers(-(2**60), 2**60), st.text(max_size=8), st.binary(max_size=8), st.floats(allow_nan=False)
)


def bend(old: Any, how: int, value: Any) -> Any:
    """Another value: anything, or the old one with one character or byte changed, dropped, added or twice."""
    if how == 0 or old is None:
        return value
    if isinstance(old, int):
        return old + (how % 5 - 2 or 7)
    place = how % (len(old) + 1)
    here = old[place : place + 1]
    other: Any = (
        bytes([(here or b"0")[0] ^ (1 << how % 8)]) if isinstance(old, bytes) else ("x" if here != "x" else "y")
    )
    return (old[:place] + other + old[place + 1 :], old[:place] + old[place + 1 :], old[:place] + here + old[place:])[
        how % 3
    ]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    row=st.integers(1, ENTRIES),
    column=st.sampled_from(COLUMNS),
    how=st.integers(0, 400),
    value=VALUES,
    raw=st.booleans(),
)
def test_any_changed_value_of_an_entry_is_found(
    whole: Path, tmp_path: Path, row: int, column: str, how: int, value: Any, raw: bool
) -> None:
    state: dict[str, Any] = {}

    def change(connection: sqlite3.Connection) -> None:
        read = f'SELECT "{column}", typeof("{column}") FROM entry WHERE sequence = ?'
        old, _ = state["before"] = connection.execute(read, (row,)).fetchone()
        new = bend(old, how, value)
        if raw and isinstance(new, str):
            new = new.encode("utf-8", "surrogatepass")  # the same bytes, but no text
        with suppress(*_REFUSED):
            connection.execute(f'UPDATE entry SET "{column}" = ? WHERE sequence = ?', (new, row))
        moved = connection.execute("SELECT count(*) FROM entry WHERE sequence = ?", (row,)).fetchone() == (0,)
        state["after"] = None if moved else connection.execute(read, (row,)).fetchone()

    result = tampered(whole, tmp_path / "home", change)
    if state["before"] == state["after"]:
        assert result.holds
    elif column == "sequence":
        assert first(result).sequence <= row
    else:
        assert first(result).sequence == row


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(column=st.sampled_from(CHECKPOINT), how=st.integers(0, 200), value=VALUES)
def test_any_changed_value_of_a_checkpoint_is_found(
    whole: Path, tmp_path: Path, column: str, how: int, value: Any
) -> None:
    state: dict[str, Any] = {}

    def change(connection: sqlite3.Connection) -> None:
        read = f'SELECT "{column}" FROM checkpoint'
        state["before"] = connection.execute(read).fetchone()
        with suppress(*_REFUSED):
            connection.execute(f'UPDATE checkpoint SET "{column}" = ?', (bend(state["before"][0], how, value),))
        state["after"] = connection.execute(read).fetchone()

    result = tampered(whole, tmp_path / "home", change)
    assert result.holds == (state["before"] == state["after"])


def shift(connection: sqlite3.Connection, above: int, by: int) -> None:
    """Renumber the entries above a place, in an order that never meets another."""
    order = "DESC" if by > 0 else "ASC"
    found = connection.execute(f"SELECT sequence FROM entry WHERE sequence > ? ORDER BY sequence {order}", (above,))
    for (sequence,) in found.fetchall():
        connection.execute("UPDATE entry SET sequence = ? WHERE sequence = ?", (sequence + by, sequence))


@pytest.mark.parametrize("gone", range(1, ENTRIES + 1))
@pytest.mark.parametrize("closed", [False, True])
def test_a_deleted_entry_is_found(whole: Path, tmp_path: Path, gone: int, closed: bool) -> None:
    def change(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM entry WHERE sequence = ?", (gone,))
        if closed:
            shift(connection, gone, -1)

    assert first(tampered(whole, tmp_path / "home", change)).sequence == gone


@pytest.mark.parametrize("place", range(1, ENTRIES))
def test_entries_that_changed_places_are_found(whole: Path, tmp_path: Path, place: int) -> None:
    def change(connection: sqlite3.Connection) -> None:
        for old, new in ((place, 99), (place + 1, place), (99, place + 1)):
            connection.execute("UPDATE entry SET sequence = ? WHERE sequence = ?", (new, old))

    assert first(tampered(whole, tmp_path / "home", change)).sequence == place


@pytest.mark.parametrize("place", range(ENTRIES))
def test_an_entry_put_in_is_found(whole: Path, tmp_path: Path, place: int) -> None:
    def change(connection: sqlite3.Connection) -> None:
        shift(connection, place, 1)
        connection.execute(
            """INSERT INTO entry SELECT ?, at, kind, asker, "groups", salt, body, digest, 'made up'
            FROM entry WHERE sequence IN (4, 5) AND sequence <> ? LIMIT 1""",
            (place + 1, place + 1),
        )

    assert first(tampered(whole, tmp_path / "home", change)).sequence == place + 1


def cut(connection: sqlite3.Connection, above: int) -> None:
    connection.execute("DELETE FROM entry WHERE sequence > ?", (above,))
    connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'entry'", (above,))


def test_an_end_cut_off_is_found_by_a_checkpoint_that_is_kept_elsewhere(whole: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Record(whole) as record:
        (here,) = record.ledger.checkpoints()

    def all_gone(connection: sqlite3.Connection) -> None:
        cut(connection, 4)
        connection.execute("DELETE FROM checkpoint")
        connection.execute("DELETE FROM sqlite_sequence WHERE name = 'checkpoint'")

    # 2 and 3 are empty, and what told why was cut off
    assert [each.sequence for each in tampered(whole, home, all_gone).problems] == [2, 3]
    found = tampered(whole, home, all_gone, checkpoints=[here]).problems
    assert [each.sequence for each in found] == [5, 2, 3]
    assert "missing" in found[0].what
    assert "once held" in first(tampered(whole, home, lambda c: c.execute("DELETE FROM entry WHERE sequence = 8"))).what


def write_anew(connection: sqlite3.Connection) -> None:
    """A forger who knows everything: another asker's groups in the first entry, and a chain that follows from it."""
    connection.execute('UPDATE entry SET "groups" = \'["board"]\' WHERE sequence = 1')
    chain = "0" * 64
    query = 'SELECT sequence, at, kind, "groups", digest FROM entry ORDER BY sequence'
    for sequence, at, kind, groups, digest in connection.execute(query).fetchall():
        chain = link(chain, sequence, at, kind, json.loads(groups), digest)
        connection.execute("UPDATE entry SET chain = ? WHERE sequence = ?", (chain, sequence))


def test_a_chain_written_anew_is_found_by_a_checkpoint(whole: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Record(whole) as record:
        line = record.ledger.checkpoints()[0].line()
    assert "written anew" in first(tampered(whole, home, write_anew)).what

    def thorough(connection: sqlite3.Connection) -> None:
        write_anew(connection)
        chain = connection.execute("SELECT chain FROM entry WHERE sequence = 5").fetchone()[0]
        forged = Checkpoint.signed(5, chain, "2026-03-01T00:00:00.000+00:00", Signer.at(tmp_path / "mallory"))
        values = (forged.chain, forged.at, forged.key, forged.signature)
        connection.execute('UPDATE checkpoint SET chain = ?, at = ?, "key" = ?, signature = ?', values)

    assert tampered(whole, home, thorough).holds  # nothing inside the file can tell
    kept = read_checkpoints(line + "\n")
    assert first(tampered(whole, home, thorough, checkpoints=kept)) == Problem(
        5, "the chain up to here is not the one of a checkpoint: it was written anew"
    )
    public = (whole / "signing.pub").read_bytes()
    assert "not among" in first(tampered(whole, home, thorough, keys=[public])).what
    with Record(whole) as record:
        assert record.ledger.verify(kept, [public]).holds
        assert "not among" in first(record.ledger.verify(kept, [Signer.at(tmp_path / "mallory").public])).what


def test_erasing_without_a_word_is_found_and_so_is_putting_back(whole: Path, tmp_path: Path) -> None:
    def erase(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE entry SET asker = NULL, salt = NULL, body = NULL WHERE sequence = 4")

    assert first(tampered(whole, tmp_path / "home", erase)) == Problem(
        4, "its content was erased, and no later entry says by whom and why"
    )

    before = tmp_path / "before"
    with Record(before) as record:
        record.ledger.append("answer", "Ida", None, {"question": "Why?"})
    shutil.copytree(before, tmp_path / "after")
    with Record(tmp_path / "after") as record:
        record.ledger.redact(1, "Eva", "asked for")
        with opened(before) as old:
            row = old.execute("SELECT asker, salt, body FROM entry").fetchone()
        with opened(tmp_path / "after") as connection:
            connection.execute("UPDATE entry SET asker = ?, salt = ?, body = ? WHERE sequence = 1", row)
        assert first(record.ledger.verify()) == Problem(1, "its content was erased, and is there again")


def test_a_deleted_checkpoint_is_found(whole: Path, tmp_path: Path) -> None:
    assert (
        "are missing" in first(tampered(whole, tmp_path / "home", lambda c: c.execute("DELETE FROM checkpoint"))).what
    )


def test_checkpoints_outlive_redaction_and_go_through_a_file(tmp_path: Path) -> None:
    signer = Signer.at(tmp_path)
    with Record(tmp_path) as record:
        made = [record.ledger.checkpoint(signer)]  # of nothing yet
        for number in range(3):
            record.ledger.append("answer", "Ida", (), {"question": str(number)})
            made.append(record.ledger.checkpoint(signer))
        record.ledger.redact([1, 2], "Eva", "asked for")
        text = "\n".join(each.line() for each in made) + "\n\n"
        assert read_checkpoints(text) == made == record.ledger.checkpoints()
        result = record.ledger.verify(read_checkpoints(text), [signer.public_pem])
    assert result.holds and result.checkpoints == 8


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "{}",
        "[1, 2, 3, 4, 5]",
        "sequence",
        '{"sequence": "1", "chain": "", "at": "", "key": "", "signature": ""}',
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ArchiveError, match="checkpoint"):
        read_checkpoints(text)


@pytest.mark.parametrize("key", ["", "%%%", "AAAA"])
def test_a_checkpoint_with_a_broken_key_or_signature_does_not_hold(tmp_path: Path, key: str) -> None:
    made = Checkpoint.signed(0, "0" * 64, "now", Signer.at(tmp_path))
    assert made.holds()
    assert not Checkpoint(made.sequence, made.chain, made.at, key, made.signature).holds()
    assert not Checkpoint(made.sequence, made.chain, made.at, made.key, key).holds()
    assert not Checkpoint(1, made.chain, made.at, made.key, made.signature).holds()


def test_a_signature_has_one_spelling(tmp_path: Path) -> None:
    made = Checkpoint.signed(0, "0" * 64, "now", Signer.at(tmp_path))
    letter = made.signature[-3]
    spelt = made.signature[:-3] + chr(ord(letter) + 1) + "=="  # the same bytes: base64 ignores these bits
    assert base64.b64decode(spelt) == base64.b64decode(made.signature)
    assert not Checkpoint(made.sequence, made.chain, made.at, made.key, spelt).holds()
