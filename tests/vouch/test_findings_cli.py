"""``vouch register``, ``vouch report findings`` and ``vouch decide`` on a small organisation, with the real model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from vouch.cli.main import app

ROW = {"id", "kind", "doc_id", "start", "end", "quote", "page", "fields", "strength", "dates", "date_origin"}
FINDING = {
    "id", "type", "correlator", "severity", "clause", "subject", "summary", "why", "owner", "action", "evidence",
    "searched", "state", "decision", "digest",
}  # fmt: skip
RISKS = "Risk ID,Description,Risk owner,Treatment,Accepted until\nK-1,Flooding,{owner},Accept,31 December 2026\n"


def run(*arguments: str, home: Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, [*arguments, "--home", str(home)])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.stdout if code == 0 else result.output


@pytest.fixture(name="docs", scope="module")
def _docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    docs = tmp_path_factory.mktemp("works") / "docs"
    docs.mkdir()
    (docs / "risk register.csv").write_text(RISKS.format(owner="Ida Berg"), "utf-8")
    (docs / "secret").mkdir()
    (docs / "secret" / "minutes 2026-01-12.txt").write_text(
        "Minutes of the Works Council, 12 January 2026\n\nPresent: Ida Berg (chair), Eva Lund\n\n"
        "Decision: K-1 is accepted until 31 December 2026.\n",
        "utf-8",
    )
    rules = {"default": ["staff"], "rules": [{"path": "secret/**", "groups": ["council"]}]}
    (docs / "access.json").write_text(json.dumps(rules), "utf-8")
    return docs


@pytest.fixture(name="home", scope="module")
def _home(docs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("findings") / "home"
    run("ingest", str(docs), home=home)
    return home


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOUCH_TODAY", "2026-06-01")


def found(home: Path, *flags: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(run("report", "findings", "--json", *flags, home=home))
    return listed


def undecided(home: Path, *flags: str) -> dict[str, Any]:
    (each,) = (each for each in found(home, *flags) if each["type"] == "acceptance_without_decision")
    return each


def test_rows_and_findings_keep_to_the_contract(home: Path, docs: Path) -> None:
    rows = json.loads(run("register", "risk", "--filter", "owner~berg", "--json", home=home))
    assert [set(row) for row in rows] == [ROW]
    text = (docs / rows[0]["doc_id"]).read_text("utf-8")
    assert rows[0]["quote"] == text[rows[0]["start"] : rows[0]["end"]]
    assert rows[0]["fields"]["number"] == "K-1"
    each = undecided(home)
    assert set(each) == FINDING
    assert each["state"] == "open" and each["decision"] is None
    for words in each["evidence"]:
        assert words["quote"] == (docs / words["doc_id"]).read_text("utf-8")[words["start"] : words["end"]]


def test_what_one_may_not_see_proves_nothing_and_shows_nowhere(home: Path) -> None:
    assert undecided(home, "--groups", "staff")["subject"] == ["K-1"]
    seeing = found(home, "--groups", "staff,council")
    assert "acceptance_without_decision" not in {each["type"] for each in seeing}
    assert "Works Council" not in run("report", "findings", "--json", "--groups", "staff", home=home)
    assert json.loads(run("register", "meeting", "--json", "--groups", "staff", home=home)) == []


def test_the_terminal_shows_kinds_rows_and_findings(home: Path) -> None:
    assert "acceptance" in run("register", home=home)
    assert "Ida Berg" in run("register", "risk", home=home)
    assert "No incident" in run("register", "incident", home=home)
    assert "K-1" in run("report", "findings", home=home)


@pytest.mark.parametrize(
    "arguments",
    [
        ("register", "miracle"),
        ("register", "risk", "--filter", "colour=red"),
        ("register", "risk", "--as-of", "yesterday"),
        ("decide", "0123456789abcdef", "--state", "accepted", "--by", "Ida"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(home: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, home=home, code=1).startswith("vouch: ")


def test_a_decision_outlives_ingestion_and_is_stale_when_the_words_change(home: Path, docs: Path) -> None:
    identity = undecided(home)["id"]
    run("decide", identity, "--state", "accepted", "--by", "Eva Lund", "--reason", "council sits in July", home=home)
    decided = undecided(home)
    assert decided["state"] == "accepted"
    assert decided["decision"]["by"] == "Eva Lund"
    register = docs / "risk register.csv"
    register.write_text(RISKS.format(owner="Max Holm"), "utf-8")
    run("ingest", str(docs), home=home)
    assert undecided(home)["id"] == identity
    assert undecided(home)["state"] == "stale"
    register.write_text(RISKS.format(owner="Ida Berg"), "utf-8")
    run("ingest", str(docs), home=home)
    assert undecided(home)["state"] == "accepted"
    run("decide", identity, "--state", "open", "--by", "Eva Lund", home=home)
    assert undecided(home)["state"] == "open"
