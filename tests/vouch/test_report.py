import json
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner, Result

from evidence.archive import Archive
from evidence.embedders import MiniLM
from tests.support.archives import put
from tests.support.harbour import harbour
from vouch.cli.main import app


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    (folder / "docs").mkdir()
    with Archive.open(folder / "home", MiniLM.id, MiniLM.dimensions) as archive:
        documents = [
            type(each)(**{**{name: getattr(each, name) for name in each.__slots__}, "passages": ()})
            for each in harbour()
        ]
        put(archive, archive.add_source(folder / "docs"), *documents)
    return folder / "home"


def run(home: Path, *words: str) -> Result:
    command = ["report", *words, "--home", str(home), "--groups", "everyone"]
    return CliRunner().invoke(app, command, env={"VOUCH_TODAY": "2026-06-30", "COLUMNS": "200"})


def test_the_list_of_reports(home: Path) -> None:
    done = run(home)
    assert done.exit_code == 0
    assert "gap-analysis" in done.output


def test_a_report_on_the_terminal(home: Path) -> None:
    done = run(home, "risks")
    assert done.exit_code == 0, done.output
    assert "acceptance expired" in " ".join(done.output.split())


def test_a_report_as_json_and_as_a_file(home: Path, tmp_path: Path) -> None:
    done = run(home, "traceability", "--json", "--framework", "iso27001")
    assert json.loads(done.output)["framework"] == "ISO/IEC 27001:2022"
    target = tmp_path / "soa.html"
    assert run(home, "soa", "--output", str(target)).exit_code == 0
    assert target.read_text("utf-8").startswith("<!doctype html>")


def test_a_period_is_read_as_people_write_it(home: Path) -> None:
    for period in ("2025", "Q4 2025", "2025-10-01..2025-10-31"):
        assert "held on 2 October 2025" in run(home, "leadership", "--period", period, "--json").output
    assert "held on 2 October 2025" not in run(home, "leadership", "--period", "Q1 2026", "--json").output


@pytest.mark.parametrize(
    "words",
    [
        ("weather",),
        ("risks", "--format", "pdf"),
        ("risks", "--format", "xlsx"),
        ("risks", "--framework", "soc2"),
        ("risks", "--period", "soon"),
        ("risks", "--output", "/nowhere/at/all.md"),
    ],
)
def test_what_cannot_be_done_is_explained_in_one_sentence(home: Path, words: tuple[str, ...]) -> None:
    done = run(home, *words)
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert done.output.startswith("vouch: ")


def test_an_executive_summary_says_what_is_new_since_the_last_file(home: Path, tmp_path: Path) -> None:
    asked = ("executive", "--audience", "management", "--framework", "iso42001", "--period", "2025")
    first = json.loads(run(home, *asked, "--json").output)
    assert first["title"].startswith("Executive summary for management: ISO/IEC 42001:2023")
    assert not any(each["title"].startswith("Since your summary") for each in first["sections"])
    for form in ("docx", "pdf", "md", "html"):
        done = run(home, *asked, "--output", str(tmp_path / f"summary.{form}"))
        assert done.exit_code == 0, done.output
    told = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "summary.docx")).paragraphs)
    assert "At a glance" in told
    again = json.loads(run(home, *asked, "--json").output)
    new = next(each for each in again["sections"] if each["title"].startswith("Since your summary as of 2026-06-30"))
    assert [each["text"] for each in new["sentences"]] == ["Nothing is new or settled since."]
    assert "Since your summary" in run(home, *asked).output
    assert "Since your summary" not in run(home, "executive", "--framework", "iso42001", "--period", "2025").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("executive", "--audience", "everybody"), "no audience 'everybody'"),
        (("risks", "--audience", "board"), "has no audience"),
        (("executive", "--reword"), "no language model is set"),
    ],
)
def test_what_a_summary_cannot_be_is_said(home: Path, words: tuple[str, ...], said: str) -> None:
    done = run(home, *words)
    assert done.exit_code == 1
    assert said in " ".join(done.output.split())
