"""Hostile and broken files: each is ingested or gets a clear line, and costs its neighbours nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from evidence.model import FileState
from ingest.limits import Limits
from ingest.sources import printable
from ingest.sync import SyncOptions, SyncReport
from tests.support.hostile import GOOD, OK, hostile_entries, hostile_files
from tests.support.ingestion import Ingestion, write

FILES = hostile_files()
LIMITS = Limits(seconds=60, memory=1_500_000_000)  # the slowest takes two or three on an idle machine


@dataclass(frozen=True)
class Aftermath:
    """What one ingestion of everything left."""

    root: Path
    ingestion: Ingestion
    report: SyncReport
    expected: dict[str, frozenset[str]]
    failures: dict[str, FileState]
    texts: dict[str, str]


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    folder = tmp_path_factory.mktemp("hostile")
    root = write(folder / "docs", GOOD)
    write(root, {name: hostile.data for name, hostile in FILES.items()})
    expected = {name: hostile.outcomes for name, hostile in FILES.items()} | hostile_entries(root)
    ingestion = Ingestion(folder / "home", options=SyncOptions(workers=2, limits=LIMITS))
    report = ingestion.run(root)

    def texts(archive: object) -> dict[str, str]:
        view = archive.view()  # type: ignore[attr-defined]
        return {document.doc_id: view.text(document.rowid) for document in view.documents()}

    failures = {state.path: state for _, state in ingestion.ask(lambda archive: archive.failures())}
    return Aftermath(root, ingestion, report, expected, failures, ingestion.ask(texts))


def test_there_are_enough_of_them(aftermath: Aftermath) -> None:
    assert len(aftermath.expected) >= 40


def test_every_good_neighbour_is_ingested(aftermath: Aftermath) -> None:
    assert sorted(GOOD) == sorted(path for path in aftermath.texts if path.startswith("good/") and "#" not in path)
    assert aftermath.texts["good/mail.eml#n.txt"].strip() == "Notes."


def test_each_is_ingested_or_has_the_right_line(aftermath: Aftermath) -> None:
    found = {path: state.code for path, state in aftermath.failures.items()}
    found |= {path: OK for path in aftermath.expected if _ingested(aftermath, path)}
    wrong = {
        printable(path): (found.get(path, "nothing"), sorted(outcomes))
        for path, outcomes in aftermath.expected.items()
        if found.get(path) not in outcomes
    }
    assert wrong == {}
    assert sorted(set(aftermath.failures) - set(aftermath.expected)) == []


def _ingested(aftermath: Aftermath, path: str) -> bool:
    state = aftermath.ingestion.ask(lambda archive: archive.files("docs").get(path))
    return state is not None and state.state == "ok" and state.documents > 0


def test_every_line_is_plain_and_says_what_to_do(aftermath: Aftermath) -> None:
    for path, state in aftermath.failures.items():
        assert state.reason and state.remedy, path
        for text in (state.reason, state.remedy):
            assert "\n" not in text and printable(text) == text and len(text) <= 500, (path, text)
            assert "Traceback" not in text and str(aftermath.root) not in text and 'File "' not in text, (path, text)
    lines = [f"{printable(path)}: {state.reason} {state.remedy}" for path, state in aftermath.failures.items()]
    assert all(line.isprintable() for line in lines)


def test_what_could_be_read_was(aftermath: Aftermath) -> None:
    for name, hostile in FILES.items():
        if hostile.words and name not in aftermath.failures:
            held = [text for path, text in aftermath.texts.items() if path == name or path.startswith(f"{name}#")]
            assert any(hostile.words in text for text in held), name
    assert "root:" not in "".join(aftermath.texts.values())
    assert not list(aftermath.root.parent.rglob("escape.txt")) and not Path("pwned").exists()


def test_a_broken_attachment_is_listed_with_its_message(aftermath: Aftermath) -> None:
    files = aftermath.ingestion.ask(lambda archive: archive.files("docs"))
    [warning] = [text for text in files["bad-attachment.eml"].warnings if "broken.docx" in text]
    assert warning.startswith("bad-attachment.eml#broken.docx: ")
    assert "bad-attachment.eml#fine.txt" in aftermath.texts
    assert any("files deep" in text for text in files["nested.eml"].warnings)


def test_the_second_run_tries_none_of_them_again(aftermath: Aftermath) -> None:
    again = aftermath.ingestion.run(aftermath.root)
    assert (again.added, again.replaced, again.failed, again.withdrawn) == (0, 0, [], 0)
    assert again.failing == len(aftermath.failures)
