"""Looking evidence up in an archive: excerpts are the document's characters, and own words are found in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.label_desk import ArchiveDesk
from evidence.archive import Archive
from evidence.errors import QuestionError
from tests.support.archives import EMBEDDER, open_archive
from tests.support.ingestion import Ingestion, write

FILES = {
    "policy.md": "# Policy\n\nThe policy was approved\nby the **board** in May. It is reviewed every year.\n",
    "risks.csv": "Risk,Owner\nR-1,Ada Lovelace\nR-2,Bo Lind\n",
    "note.txt": "The policy was approved\nby the **board** in May.\n\nThe gate was closed. The gate was closed.\n",
}


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    write(folder / "docs", FILES)
    Ingestion(folder / "home").run(folder / "docs")
    return folder / "home"


@pytest.fixture(name="archive")
def _archive(home: Path) -> Iterator[Archive]:
    with open_archive(home) as archive:
        yield archive


@pytest.fixture(name="desk")
def _desk(archive: Archive) -> ArchiveDesk:
    return ArchiveDesk(archive.view(), EMBEDDER)


def test_excerpts_are_sentences_and_rows_of_the_documents(archive: Archive, desk: ArchiveDesk) -> None:
    excerpts = desk.search("policy approved board", 10)
    view = archive.view()
    for excerpt in excerpts:
        text = view.text(view.document(excerpt.doc_id).rowid)
        assert text[excerpt.start : excerpt.end] == excerpt.text
    texts = {excerpt.text for excerpt in excerpts}
    assert {"The policy was approved\nby the **board** in May.", "It is reviewed every year.", "R-2,Bo Lind"} <= texts


def test_nothing_to_search_for(desk: ArchiveDesk) -> None:
    with pytest.raises(QuestionError):
        desk.search("?", 3)


def test_words_as_written_are_found_in_every_document(desk: ArchiveDesk) -> None:
    assert {place.doc_id for place in desk.find(" approved\nby the **board** ", ())} == {"policy.md", "note.txt"}
    assert desk.find("approved by nobody", ("policy.md",)) == []


def test_words_nearly_as_written_are_found_in_documents_in_sight(desk: ArchiveDesk) -> None:
    (place,) = desk.find("approved by the board in May", ("policy.md",))
    assert (place.doc_id, place.text) == ("policy.md", "approved\nby the **board** in May")
    assert desk.find("approved by the board in May", ()) == []


def test_excerpts_are_joined_counted_and_looked_around(desk: ArchiveDesk) -> None:
    rows = [excerpt for excerpt in desk.search("Ada Lovelace", 10) if excerpt.doc_id == "risks.csv"]
    first = next(row for row in rows if "R-1" in row.text)
    last = next(row for row in rows if "R-2" in row.text)
    assert desk.stretch(first, last).text == "R-1,Ada Lovelace\nR-2,Bo Lind"
    assert desk.around(last)[0].endswith("R-1,Ada Lovelace\n")
    (gate,) = desk.find("The gate was closed.", ())
    assert (desk.count(gate), desk.count(last)) == (2, 1)


def test_documents_are_known_or_not(desk: ArchiveDesk) -> None:
    assert desk.knows("policy.md")
    assert not desk.knows("absent.md")
