import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evidence.archive import Archive
from evidence.embedders import MiniLM
from evidence.model import Fact, IndexedDocument, Metadata, ParsedDocument, Span, Strength, content_sha256
from tests.support.archives import put
from vouch.cli.main import app


def minutes(day: str) -> IndexedDocument:
    """Minutes of a management review on a day."""
    text = f"Held on {day}."
    fact = Fact(
        "meeting",
        {"title": "Management review", "state": "held"},
        (Span(0, len(text)),),
        Strength.RECORD,
        {"held": day},
    )
    parsed = ParsedDocument(text, "text/1", Metadata(title="Management review"))
    return IndexedDocument("minutes.md", content_sha256(text.encode()), parsed, (), ("everyone",), facts=(fact,))


@pytest.fixture(name="home")
def _home(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    write(tmp_path / "home", minutes("2025-10-02"))
    return tmp_path / "home"


def write(home: Path, document: IndexedDocument) -> None:
    with Archive.open(home, MiniLM.id, MiniLM.dimensions) as archive:
        put(archive, archive.add_source(home.parent / "docs"), document)


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)], env={"VOUCH_TODAY": "2026-06-30"})


def gap(home: Path) -> dict[str, str]:
    done = run(home, "report", "gap-analysis", "--framework", "iso42001", "--groups", "everyone", "--json")
    rows = json.loads(done.output)["sections"][0]["rows"]
    return next(row["cells"] for row in rows if row["cells"]["Ref"] == "9.3.1")


def test_a_sign_off_stands_until_the_evidence_changes(home: Path) -> None:
    assert gap(home)["Signed off"] == "—"
    done = run(
        home,
        "signoff",
        "9.3.1",
        "--status",
        "partial",
        "--by",
        "Kofi Mensah",
        "--owner",
        "Eva Novak",
        "--due",
        "2026-12-01",
    )
    assert done.exit_code == 0, done.output
    said = gap(home)
    assert (said["Proposed status"], said["Owner"], said["Due"]) == ("Partially compliant", "Eva Novak", "2026-12-01")
    assert said["Signed off"].startswith("Kofi Mensah")
    assert "changed" not in said["Signed off"]
    write(home, minutes("2026-02-03"))
    assert gap(home)["Signed off"].endswith("(the evidence has changed since)")


def test_a_passage_is_mapped_by_its_words_and_they_must_stand_there(home: Path) -> None:
    done = run(home, "mapping", "9.3.1", "minutes.md", "--words", "HELD on 2025-10-02", "--by", "Kofi Mensah", "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert (said["document"], said["words"], said["counts"]) == ("minutes.md", "held on 2025 10 02", True)
    wrong = run(home, "mapping", "9.3.1", "minutes.md", "--words", "never held at all", "--by", "Kofi Mensah")
    assert wrong.exit_code == 1 and "does not say these words" in wrong.output


def test_a_corrected_mapping_survives_re_ingestion(home: Path) -> None:
    assert gap(home)["Proposed status"] == "Compliant"
    assert run(home, "mapping", "9.3.1", "minutes.md", "--does-not-count", "--by", "Kofi Mensah").exit_code == 0
    assert gap(home)["Proposed status"] == "Not assessed"
    write(home, minutes("2026-02-03"))
    assert gap(home)["Proposed status"] == "Not assessed"
    assert run(home, "mapping", "9.3.1", "minutes.md", "--counts", "--by", "Kofi Mensah").exit_code == 0
    assert gap(home)["Proposed status"] == "Compliant"


@pytest.mark.parametrize(
    "words",
    [
        ("signoff", "99.9", "--status", "compliant", "--by", "K"),
        ("signoff", "9.3.1", "--status", "fine", "--by", "K"),
        ("signoff", "9.3.1", "--status", "compliant", "--by", " "),
        ("mapping", "9.3.1", "nowhere.md", "--by", "K"),
    ],
)
def test_what_cannot_be_decided_is_explained(home: Path, words: tuple[str, ...]) -> None:
    done = run(home, *words)
    assert done.exit_code == 1
    assert done.output.startswith("vouch: ")
