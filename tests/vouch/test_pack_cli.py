"""``vouch pack`` on a home, and through the server that owns it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant.packs.checking import unpack
from evidence.archive import Archive
from evidence.record import Record
from tests.support.evidence_room import POLICY, SECRET, files, policy_pdf
from tests.support.ingestion import write
from vouch.app import App
from vouch.cli.main import app
from vouch.settings import load_settings


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with an answer of the operator's in its ledger, ingested by the program itself."""
    base = tmp_path_factory.mktemp("pack-cli")
    write(base / "docs", files())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOUCH_HOME", str(base / "home"))
        patch.setenv("VOUCH_TODAY", "2026-06-15")
        run("ingest", str(base / "docs"))
        program = App(load_settings(base / "home"))
        with program.archive() as archive, program.record() as record:
            told = _asked(program, archive, record, "Who approved the AI policy?")
        assert told == 1
        yield base / "home"


def _asked(program: App, archive: Archive, record: Record, question: str) -> int:
    from assistant.service import OPERATOR, Asked, Service

    service = Service(archive, program.assistant(), program.embedder, record, program.today, program.default_groups)
    return service.ask(OPERATOR, Asked(question, as_of=date(2026, 6, 15))).sequence


def test_an_answer_is_packed_verified_and_asked_again(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "pack.zip"
    assert "sources" in run("pack", "answer", "1", "--output", str(file)).stdout
    said = run("pack", "verify", str(file), "--key", str(home / "signing.pub")).stdout
    assert "is intact" in said and "the key you gave" in said
    told = json.loads(run("pack", "verify", str(file), "--json").stdout)
    assert told["intact"] and told["proved"] and told["trusted"] is None
    replayed = run("pack", "replay", str(file)).stdout
    assert "Who approved the AI policy?: equal" in replayed and "1 of 1 equal" in replayed
    again = tmp_path / "again.zip"
    run("pack", "answer", "1", "--output", str(again))
    assert again.read_bytes() == file.read_bytes()


def test_a_changed_pack_ends_with_1_and_names_what_is_wrong(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "pack.zip"
    run("pack", "clause", "iso42001", "5.2", "--output", str(file))
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 2] ^= 4
    file.write_bytes(bytes(changed))
    assert "NOT intact" in run("pack", "verify", str(file), code=1).stdout
    assert json.loads(run("pack", "verify", str(file), "--json", code=1).stdout)["problems"]
    assert "is not intact" in run("pack", "replay", str(file), code=1).stderr
    assert "cannot be read" in run("pack", "verify", str(tmp_path / "none.zip"), code=1).stderr
    other = tmp_path / "other.pub"
    other.write_text("no key")
    assert "no Ed25519 public key" in run("pack", "verify", str(file), "--key", str(other), code=1).stderr


def test_groups_decide_what_a_report_s_pack_holds(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "pack.zip"
    run("pack", "report", "leadership", "--period", "2026", "--output", str(file))
    usual = unpack(file.read_bytes())
    run("pack", "report", "leadership", "--period", "2026", "--groups", "staff,board", "--output", str(file))
    more = unpack(file.read_bytes())
    assert not any(SECRET.encode() in data for data in usual.values())
    assert any(SECRET.encode() in data for data in more.values())


def test_what_is_not_there_is_a_plain_error(home: Path, tmp_path: Path) -> None:
    assert "there is no answer 99" in run("pack", "answer", "99", code=1).stderr
    run("pack", "conversation", "nope", code=1)
    run("pack", "report", "nope", code=1)
    run("pack", "answer", "1", "--output", str(tmp_path / "no" / "folder" / "x.zip"), code=1)


def test_replaying_without_the_archive_says_what_it_needs(home: Path, tmp_path: Path) -> None:
    file, nowhere = tmp_path / "pack.zip", tmp_path / "nowhere"
    run("pack", "answer", "1", "--output", str(file))
    said = run("pack", "replay", str(file), "--home", str(nowhere), code=1).stderr
    assert "there is no archive in" in said and "vouch pack verify" in said
    assert not nowhere.exists()
    with App(load_settings(home)).archive():
        said = run("pack", "replay", str(file), code=1).stderr
    assert "in use by process" in said and "stop that process first" in said


def test_packs_are_made_through_the_server_that_owns_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.support.api_server import make_home, served
    from vouch.remote import ADDRESS_FILE

    owned = make_home(tmp_path)
    monkeypatch.setenv("VOUCH_HOME", str(owned))
    monkeypatch.setenv("VOUCH_TOKEN", "none is asked for")
    with served(owned) as server:
        monkeypatch.setenv("VOUCH_TOKEN", server.token("ana"))
        (owned / ADDRESS_FILE).write_text(json.dumps({"address": server.url}))
        with server.client(server.token("ana")) as client:
            sequence = client.post("/ask", json={"question": "Who approved the AI policy?"}).json()["ledger"]
        file = tmp_path / "pack.zip"
        run("pack", "answer", str(sequence), "--output", str(file))
        assert "is intact" in run("pack", "verify", str(file), "--key", str(owned / "signing.pub")).stdout
        assert "there is no answer" in run("pack", "answer", "10000", code=1).stderr


def test_a_document_replaced_since_shows_in_a_replay(home: Path, tmp_path: Path) -> None:
    file, docs = tmp_path / "pack.zip", home.parent / "docs"
    run("pack", "answer", "1", "--output", str(file))
    (docs / POLICY).write_bytes(policy_pdf("The AI policy was approved by the Executive Committee on 12 May 2026."))
    run("ingest", str(docs))
    told = json.loads(run("pack", "replay", str(file), "--json").stdout)["replayed"][0]
    assert told["result"] == "document gone"
    assert any(each["after"] == "replaced by another version" for each in told["changes"])
