"""Originals: the file that was ingested, or an honest error; never another file, never more than may be seen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.originals import FolderOriginals, Gone, NoPicture, NotServed, Pictures, document_page
from evidence.archive import Archive
from evidence.errors import UnknownDocument
from evidence.model import Span, content_sha256
from tests.support.archives import document, open_archive, put_together
from tests.support.evidence_room import MAIL, MINUTES, NOTES, POLICY, SECRET, files, policy_pdf
from tests.support.ingestion import Ingestion, write


@pytest.fixture(name="room", scope="module")
def _room(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An ingested home and its folder."""
    base = tmp_path_factory.mktemp("originals")
    docs = write(base / "docs", files())
    ingestion = Ingestion(base / "home")
    ingestion.run(docs)
    return ingestion.home, docs


@pytest.fixture(name="archive")
def _archive(room: tuple[Path, Path]) -> Iterator[Archive]:
    with open_archive(room[0]) as archive:
        yield archive


def test_every_document_has_its_file(archive: Archive, room: tuple[Path, Path]) -> None:
    view, originals = archive.view(), FolderOriginals(archive)
    for path in (POLICY, MINUTES, NOTES, MAIL, SECRET):
        found = originals.original(view, path)
        assert found.data == (room[1] / path).read_bytes()
        assert (found.name, found.inside, found.sha256) == (Path(path).name, "", content_sha256(found.data))
    assert originals.original(view, POLICY).media_type == "application/pdf"


def test_an_attachment_is_in_the_file_around_it(archive: Archive, room: tuple[Path, Path]) -> None:
    found = FolderOriginals(archive).original(archive.view(), f"{MAIL}#leaflet.txt")
    assert (found.data, found.inside) == ((room[1] / MAIL).read_bytes(), "leaflet.txt")


def test_what_may_not_be_seen_has_no_original(archive: Archive) -> None:
    originals, staff = FolderOriginals(archive), archive.view(("staff",))
    assert originals.original(staff, POLICY).data
    for doc_id in (SECRET, "nothing.txt", "../access.json", "access.json"):
        with pytest.raises(UnknownDocument):
            originals.original(staff, doc_id)


def test_a_file_that_holds_more_than_may_be_seen_is_not_handed_out(tmp_path: Path) -> None:
    folder = write(tmp_path / "docs", {"all.mbox": "two letters"})
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(folder)
        letters = [
            document("all.mbox#1", "An open letter.", labels=("staff",), parent="all.mbox"),
            document("all.mbox#2", "A secret letter.", labels=("board",), parent="all.mbox"),
        ]
        put_together(archive, source, letters, "all.mbox")
        with pytest.raises(NotServed) as refused:
            FolderOriginals(archive).original(archive.view(("staff",)), "all.mbox#1")
        assert "secret" not in str(refused.value) and "#2" not in str(refused.value)
        assert not archive.view(("staff",)).holder(archive.view().document("all.mbox#1").rowid).complete
        assert archive.view().holder(archive.view().document("all.mbox#1").rowid).complete


@pytest.fixture(name="changing")
def _changing(tmp_path: Path) -> Iterator[tuple[Archive, Path]]:
    docs = write(tmp_path / "docs", {"a.txt": "The policy is approved.\n", "b/c.txt": "The plan is approved.\n"})
    ingestion = Ingestion(tmp_path / "home")
    ingestion.run(docs)
    with open_archive(ingestion.home) as archive:
        yield archive, docs


def test_changed_missing_and_special_files_are_gone(changing: tuple[Archive, Path]) -> None:
    archive, docs = changing
    originals, view = FolderOriginals(archive), archive.view()
    (docs / "a.txt").write_text("The policy is refused.\n")
    with pytest.raises(Gone, match="changed"):
        originals.original(view, "a.txt")
    (docs / "a.txt").unlink()
    with pytest.raises(Gone, match="not there"):
        originals.original(view, "a.txt")
    os.mkfifo(docs / "a.txt")
    with pytest.raises(Gone):
        originals.original(view, "a.txt")


def test_a_link_out_of_the_folder_is_not_followed_even_to_the_same_bytes(
    changing: tuple[Archive, Path], tmp_path: Path
) -> None:
    archive, docs = changing
    originals, view = FolderOriginals(archive), archive.view()
    outside = write(
        tmp_path / "outside", {"a.txt": (docs / "a.txt").read_bytes(), "c.txt": (docs / "b/c.txt").read_bytes()}
    )
    (docs / "a.txt").unlink()
    (docs / "a.txt").symlink_to(outside / "a.txt")
    with pytest.raises(Gone, match="outside"):
        originals.original(view, "a.txt")
    (docs / "b/c.txt").unlink()
    (docs / "b").rmdir()
    (docs / "b").symlink_to(outside)
    with pytest.raises(Gone, match="outside"):
        originals.original(view, "b/c.txt")
    (docs / "b").unlink()
    (docs / "inside").mkdir()
    (docs / "inside/c.txt").write_bytes((outside / "c.txt").read_bytes())
    (docs / "b").symlink_to(docs / "inside")
    assert originals.original(view, "b/c.txt").data == (outside / "c.txt").read_bytes()


def test_a_page_of_a_document_with_its_quote(archive: Archive) -> None:
    view, originals = archive.view(("staff",)), FolderOriginals(archive)
    parsed = view.parsed(view.document(POLICY).rowid)
    at = parsed.text.index("approved by the Board")
    with Pictures() as pictures:
        found = document_page(view, originals, pictures, POLICY, 1, [Span(at, at + 21)])
        assert found.png.startswith(b"\x89PNG") and len(found.boxes) == 1 and found.note == ""
        with pytest.raises(NoPicture, match="no page 3"):
            document_page(view, originals, pictures, POLICY, 3)
        with pytest.raises(NoPicture, match="only PDF"):
            document_page(view, originals, pictures, MINUTES, 1)
        with pytest.raises(UnknownDocument):
            document_page(view, originals, pictures, SECRET, 1)


def test_the_same_policy_is_written_with_the_same_bytes() -> None:
    assert policy_pdf() == policy_pdf()
