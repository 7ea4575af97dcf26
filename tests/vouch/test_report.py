import json
from pathlib import Path

import pytest
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
        assert "2025-10-02" in run(home, "leadership", "--period", period, "--json").output
    assert "2025-10-02" not in run(home, "leadership", "--period", "Q1 2026", "--json").output


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
