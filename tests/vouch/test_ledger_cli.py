"""``vouch ledger``, on a home whose record another process may have open."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from evidence.record import FILE, Decision, Record
from evidence.signing import PUBLIC, Signer
from vouch.cli.main import app


def run(*arguments: str, home: Path, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["ledger", *arguments, "--home", str(home)])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


@pytest.fixture(name="server")
def _server(tmp_path: Path) -> Iterator[Record]:
    """A record that stays open while the commands run, with three entries."""
    with Record(tmp_path) as record:
        for number in range(1, 4):
            record.ledger.append("answer", f"Person {number}", ("staff",), {"question": f"Question {number}?"})
        yield record


def edit(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / FILE, isolation_level=None)) as connection:
        for name in ("entry_kept", "entry_stays", "decision_kept"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)


def test_a_whole_ledger_is_told_with_its_head(server: Record, tmp_path: Path) -> None:
    _, head = server.ledger.head()
    said = run("verify", home=tmp_path).stdout
    assert "3 entries" in said and head in said and "kept elsewhere" in said
    told = json.loads(run("verify", "--json", home=tmp_path).stdout)
    assert told == {"entries": 3, "head": head, "checkpoints": 0, "given": 0, "problems": [], "decision": None}


def test_a_change_is_named_with_its_place_and_ends_with_1(server: Record, tmp_path: Path) -> None:
    edit(tmp_path, "UPDATE entry SET at = '2020-01-01' WHERE sequence = 2")
    result = run("verify", home=tmp_path, code=1)
    assert result.stdout == "" and result.stderr.startswith("vouch: entry 2: ")
    told = json.loads(run("verify", "--json", home=tmp_path, code=1).stdout)
    assert [each["sequence"] for each in told["problems"]] == [2]


def test_a_changed_decision_is_named_too(server: Record, tmp_path: Path) -> None:
    server.decide(Decision("finding", "f1", "accepted", "Ida", "2026-03-01T10:00:00+00:00"))
    edit(tmp_path, "UPDATE decision SET \"by\" = 'Mallory'")
    assert "decision 1" in run("verify", home=tmp_path, code=1).stderr
    assert json.loads(run("verify", "--json", home=tmp_path, code=1).stdout)["decision"] == 1


def test_checkpoints_kept_elsewhere_show_a_ledger_cut_off(server: Record, tmp_path: Path) -> None:
    away = tmp_path / "away.jsonl"
    assert "entry 3" in run("checkpoint", "--output", str(away), home=tmp_path).stdout
    server.ledger.append("answer", "Ida", None, {})
    line = run("checkpoint", "--output", str(away), "--json", home=tmp_path).stdout
    assert [json.loads(each)["sequence"] for each in away.read_text().splitlines()] == [3, 4]
    assert away.read_text().endswith(line)
    assert json.loads(run("checkpoint", home=tmp_path).stdout)["sequence"] == 4
    known = ("--checkpoint", str(away), "--key", str(tmp_path / PUBLIC))
    told = json.loads(run("verify", *known, "--json", home=tmp_path).stdout)
    assert (told["checkpoints"], told["given"]) == (5, 2)
    Signer.at(tmp_path / "mallory")
    wrong = run("verify", "--key", str(tmp_path / "mallory" / PUBLIC), home=tmp_path, code=1)
    assert "not among those given" in wrong.stderr
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as connection:
        for name in ("entry_stays", "checkpoint_stays"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM entry WHERE sequence > 2")
        connection.execute("DELETE FROM checkpoint")
        connection.execute("UPDATE sqlite_sequence SET seq = 2 WHERE name = 'entry'")
        connection.execute("DELETE FROM sqlite_sequence WHERE name = 'checkpoint'")
    run("verify", home=tmp_path)
    assert "entry 3" in run("verify", "--checkpoint", str(away), home=tmp_path, code=1).stderr


def test_entries_are_shown_in_pages(server: Record, tmp_path: Path) -> None:
    server.ledger.append("export", "Evil\x1b[2J", None, {"pack": "p"})
    server.ledger.append("access", "Max", (), {"act": "token created"})
    page = run("show", "--limit", "2", home=tmp_path)
    assert "Question 1?" in page.stdout and "Question 3?" not in page.stdout and "--after 2" in page.stderr
    rest = run("show", "--after", "2", home=tmp_path).output
    assert "Person 3 (staff)" in rest and "token created" in rest and "\x1b" not in rest and "up to" not in rest
    rows = json.loads(run("show", "--after", "2", "--limit", "1", "--json", home=tmp_path).stdout)
    assert rows == [server.ledger.entry(3).as_json()]


def test_a_redaction_is_seen_at_once_by_who_has_the_record_open(server: Record, tmp_path: Path) -> None:
    by = ("--by", "Eva Lund", "--reason", "asked for")
    assert "Erased 1, 3; entry 4" in run("redact", "1", "3", *by, home=tmp_path).stdout
    assert server.ledger.entry(1).content is None and server.ledger.entry(2).content is not None
    assert server.ledger.append("answer", "Ida", None, {}).sequence == 5
    shown = run("show", home=tmp_path).stdout
    assert "(erased)" in shown and "Question 1?" not in shown and "Person 3" not in shown
    run("verify", home=tmp_path)
    told = json.loads(run("redact", "2", *by, "--json", home=tmp_path).stdout)
    assert told["content"]["sequences"] == [[2, 2]]
    for number in ("2", "4", "99"):
        assert run("redact", number, *by, home=tmp_path, code=1).stderr.startswith("vouch: ")


def test_retention_by_day(server: Record, tmp_path: Path) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    assert "0 entries" in run("retain", "--before", "2020-01-01", "--by", "Eva", home=tmp_path).stdout
    said = run("retain", "--before", tomorrow, "--by", "Eva", "--json", home=tmp_path).stdout
    assert json.loads(said) == {"before": tomorrow, "erased": 3}
    assert run("retain", "--before", "soon", "--by", "Eva", home=tmp_path, code=1).stderr.startswith("vouch: ")
    run("verify", home=tmp_path)


@pytest.mark.parametrize("content", [None, b"", b"nonsense\n", b"\xff\xfe"])
@pytest.mark.parametrize("flag", ["--checkpoint", "--key"])
def test_a_file_that_is_no_checkpoint_or_key_is_named(server: Record, tmp_path: Path, content: Any, flag: str) -> None:
    file = tmp_path / "given"
    if content is not None:
        file.write_bytes(content)
    result = run("verify", flag, str(file), home=tmp_path, code=1)
    assert result.stderr.startswith("vouch: ") and "given" in result.stderr


def test_a_checkpoint_that_cannot_be_written_is_told(server: Record, tmp_path: Path) -> None:
    result = run("checkpoint", "--output", str(tmp_path / "none" / "file"), home=tmp_path, code=1)
    assert "cannot write" in result.stderr


def test_no_record_is_made_by_looking_for_one(tmp_path: Path) -> None:
    for arguments in (("verify",), ("show",), ("checkpoint",)):
        assert "no record" in run(*arguments, home=tmp_path / "none", code=1).stderr
    assert not (tmp_path / "none").exists()
