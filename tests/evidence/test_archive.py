import dataclasses
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from evidence.archive import Archive
from evidence.errors import ArchiveError, UnknownDocument
from evidence.model import Embedded, IndexedDocument, IndexedPassage, Origin, ParsedDocument, Passage
from tests.support.archives import (
    EMBEDDER,
    EVERYONE,
    corpus,
    document,
    embedded,
    nearest,
    open_archive,
    put,
    put_together,
    state,
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def source(archive: Archive, tmp_path: Path) -> str:
    return archive.add_source(tmp_path / "docs")


def rows(archive: Archive, table: str) -> int:
    with archive._store.catalogue.transaction() as connection:
        return int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one())


def paths(archive: Archive, *groups: str) -> list[str]:
    return [each.doc_id for each in archive.view(groups or None).documents()]


# Sources and files


def test_a_source_is_named_by_its_folder_once(archive: Archive, tmp_path: Path) -> None:
    first = archive.add_source(tmp_path / "a" / "docs")
    second = archive.add_source(tmp_path / "b" / "docs")
    assert (first, second, archive.add_source(tmp_path / "a" / "docs")) == ("docs", "docs-2", "docs")
    assert archive.sources() == {"docs": tmp_path / "a" / "docs", "docs-2": tmp_path / "b" / "docs"}


def test_an_unknown_source_is_an_error(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="no source nowhere"):
        archive.files("nowhere")


def test_file_states_are_kept_as_given_and_counted(archive: Archive, source: str) -> None:
    held = [document("a.txt", "one", "two"), document("a.txt#b.txt", "three", parent="a.txt")]
    given = state("a.txt", held, warnings=("cut short",), documents=0, passages=0)
    archive.replace(source, given, held)
    assert archive.files(source) == {"a.txt": dataclasses.replace(given, documents=2, passages=3)}
    assert archive.failures() == []


def test_a_failed_file_is_listed_and_its_documents_are_withdrawn(archive: Archive, source: str) -> None:
    put(archive, source, document("a.txt", "one"))
    failed = state("a.txt", state="failed", code="corrupt", reason="not a PDF", remedy="Save it again.")
    archive.fail(source, failed)
    assert archive.failures() == [(source, failed)]
    assert paths(archive) == []
    assert archive.resolve("a.txt") == "withdrawn"
    put(archive, source, document("a.txt", "one"))
    assert archive.failures() == []
    assert archive.resolve("a.txt") == "live"


def test_touching_a_file_changes_its_state_and_nothing_a_view_shows(archive: Archive, source: str) -> None:
    put(archive, source, document("a.txt", "one"))
    generation, before = archive.generation, archive.files(source)["a.txt"]
    archive.touch(source, dataclasses.replace(before, mtime_ns=99))
    assert archive.files(source)["a.txt"] == dataclasses.replace(before, mtime_ns=99)
    assert archive.generation == generation


# Documents


def test_a_document_is_read_back_whole(archive: Archive, source: str) -> None:
    passage = Passage(4, 9, "words", "a > b", "Column: words", 3, "4 Decisions", "Sheet1", Origin.CELL, True)
    written = IndexedDocument(
        "sub/a.xlsx",
        "ab" * 32,
        ParsedDocument("The words.", "sheets/2", warnings=("a row was cut",)),
        (IndexedPassage(passage, (embedded("x"),)),),
        ("b", "a", "b"),
    )
    put(archive, source, written)
    view = archive.view()
    stored = view.document("sub/a.xlsx")
    (read,) = view.passages(stored.rowid)
    assert (stored.labels, stored.characters, stored.passages) == (("a", "b"), 10, 1)
    assert view.text(stored.rowid) == "The words."
    assert view.parsed(stored.rowid) == written.parsed
    for field in dataclasses.fields(Passage):
        assert getattr(read, field.name) == getattr(passage, field.name)
    assert view.load([read.rowid, read.rowid]) == [read, read]
    assert (view.counts.documents, view.counts.passages) == (1, 1)


def test_long_texts_are_quoted_across_blocks(archive: Archive, source: str) -> None:
    text = "".join(f"{n} é\n" for n in range(30_000))
    cuts = [0, 5, 32_767, 32_768, 32_769, 70_000, 140_000, len(text)]
    pairs = list(pairwise(cuts))
    passages = tuple(IndexedPassage(Passage(a, b, text[a:b], "", text[a:b]), ()) for a, b in pairs)
    put(archive, source, IndexedDocument("long.txt", "0" * 64, ParsedDocument(text, "text/1"), passages, EVERYONE))
    view = archive.view()
    stored = view.document("long.txt")
    assert [(p.start, p.end, p.text) for p in view.passages(stored.rowid)] == [(a, b, text[a:b]) for a, b in pairs]
    assert view.text(stored.rowid) == text


def test_names_and_words_without_a_utf8_form_are_kept(archive: Archive, source: str) -> None:
    path = "caf\udce9.txt"
    put(archive, source, document(path, "half \ud800 pair", title="t\udce9", context="c \udc80"))
    view = archive.view()
    stored = view.document(path)
    assert (stored.key.path, stored.title) == (path, "t\udce9")
    (read,) = view.passages(stored.rowid)
    assert (read.text, read.context) == ("half \ud800 pair", "c \udc80")
    assert archive.withdraw(source, [path]) == 1
    assert archive.resolve(path) == "withdrawn"


def test_writing_the_same_again_changes_nothing(archive: Archive, source: str) -> None:
    put(archive, source, document("a.txt", "one", "two"))
    generation, before = archive.generation, archive.view().documents()
    put(archive, source, document("a.txt", "one", "two"))
    assert (archive.generation, archive.view().documents()) == (generation, before)
    assert rows(archive, "tombstone") == 0


def test_a_new_version_supersedes_the_old(archive: Archive, source: str) -> None:
    old, new = document("a.txt", "one"), document("a.txt", "two")
    put(archive, source, old)
    put(archive, source, new)
    assert archive.resolve("a.txt") == "live"
    assert archive.resolve("a.txt", new.sha256) == "live"
    assert archive.resolve("a.txt", old.sha256) == "superseded"
    assert archive.resolve("a.txt", "f" * 64) == "unknown"
    assert [p.text for p in archive.view().passages(archive.view().document("a.txt").rowid)] == ["two"]


def test_the_same_bytes_cut_anew_are_no_new_version(archive: Archive, source: str) -> None:
    whole = document("a.txt", "one two")
    put(archive, source, whole)
    parts = tuple(IndexedPassage(Passage(a, b, "one two"[a:b], "", "one two"[a:b]), ()) for a, b in ((0, 3), (4, 7)))
    put(archive, source, dataclasses.replace(whole, passages=parts))
    assert archive.resolve("a.txt", whole.sha256) == "live"
    assert rows(archive, "tombstone") == 0
    assert archive.view().counts.passages == 2


def test_a_withdrawn_document_leaves_a_tombstone_and_may_come_back(archive: Archive, source: str) -> None:
    gone = document("a.txt", "one", "two", title="A")
    put(archive, source, gone, document("b.txt", "three"))
    whole = archive.digest()
    assert archive.withdraw(source, ["a.txt", "never.txt"]) == 1
    assert (archive.resolve("a.txt", gone.sha256), archive.resolve("never.txt")) == ("withdrawn", "unknown")
    assert paths(archive) == ["b.txt"]
    assert list(archive.files(source)) == ["b.txt"]
    assert rows(archive, "content") == rows(archive, "block") == 1
    with pytest.raises(UnknownDocument):
        archive.view().document("a.txt")
    assert archive.collect_garbage() == 2
    assert archive.collect_garbage() == 0
    assert rows(archive, "vector") == 1
    put(archive, source, gone)
    assert archive.resolve("a.txt", gone.sha256) == "live"
    assert archive.digest() == whole


def test_a_file_is_written_in_batches(archive: Archive, source: str) -> None:
    held = corpus(1, 9)
    for start in range(0, 9, 3):
        keep = {each.path for each in held[:start]}
        archive.replace(source, state("all.jsonl", held[: start + 3]), held[start : start + 3], keep=keep)
    assert paths(archive) == [each.path for each in held]
    assert archive.files(source)["all.jsonl"].documents == 9
    archive.replace(source, state("all.jsonl"), held[:1], keep=[held[4].path])
    assert paths(archive) == [held[0].path, held[4].path]
    assert archive.resolve(held[8].path) == "withdrawn"


def test_identical_bytes_in_two_places_are_two_documents_stored_once(archive: Archive, source: str) -> None:
    put(archive, source, document("a.txt", "same words"), document("b/a.txt", "same words", title="a.txt"))
    view = archive.view()
    assert [each.doc_id for each in view.documents()] == ["a.txt", "b/a.txt"]
    assert len({p.passage_id for each in view.documents() for p in view.passages(each.rowid)}) == 2
    assert (rows(archive, "content"), rows(archive, "vector"), rows(archive, "placed")) == (1, 1, 1)
    archive.withdraw(source, ["a.txt"])
    assert archive.collect_garbage() == 0
    assert archive.view().text(archive.view().document("b/a.txt").rowid) == "same words"


def test_bytes_that_parse_differently_in_two_places_are_not_mixed_up(archive: Archive, source: str) -> None:
    one = IndexedDocument("a.md", "0" * 64, ParsedDocument("as Markdown", "p/1"), (), EVERYONE)
    put(archive, source, one, dataclasses.replace(one, path="b.md", parsed=ParsedDocument("otherwise", "p/1")))
    view = archive.view()
    assert [view.text(each.rowid) for each in view.documents()] == ["as Markdown", "otherwise"]


def test_known_vectors_spare_embedding(archive: Archive, source: str) -> None:
    put(archive, source, document("a.txt", "one"))
    known = embedded("\none")
    assert archive.known_vectors([known.id, "0" * 32]) == {known.id: known.vector}
    assert archive.known_vectors([]) == {}


def test_any_history_ends_like_a_fresh_start(tmp_path: Path) -> None:
    chance = random.Random(5)
    pool = corpus(5, 40)
    files: dict[str, IndexedDocument] = {}
    with open_archive(tmp_path / "lived") as lived:
        source = lived.add_source(tmp_path / "docs")
        for step, new in enumerate(pool):
            path = chance.choice(list(files)) if files and chance.random() < 0.5 else f"new-{step}.txt"
            act = chance.choice(["write", "write", "move", "delete"])
            if path in files and act != "write":
                lived.withdraw(source, [path])
                new, path = files.pop(path), f"moved/{path}"  # noqa: PLW2901
            if act != "delete":
                files[path] = dataclasses.replace(new, path=path)
                put(lived, source, files[path])
            if step % 10 == 0:
                lived.collect_garbage()
        with open_archive(tmp_path / "fresh") as fresh:
            assert fresh.add_source(tmp_path / "docs") == source
            put(fresh, source, *sorted(files.values(), key=lambda each: each.path))
            assert lived.digest() == fresh.digest()
            lived.collect_garbage()
            assert rows(lived, "vector") == rows(fresh, "vector") > 10
            assert lived.digest() == fresh.digest()
            put(fresh, source, document("one-more.txt", "one more"))
            assert lived.digest() != fresh.digest()


# Contracts


def test_what_breaks_the_contract_is_refused_and_nothing_is_written(archive: Archive, source: str) -> None:
    good = document("a.txt", "one")
    put(archive, source, good)
    before = archive.digest()
    misquoting = (IndexedPassage(Passage(0, 3, "two", "", "two"), ()),)
    short = (IndexedPassage(good.passages[0].passage, (Embedded("v", b"\0\0\0\0"),)),)
    cases = [
        ([dataclasses.replace(good, passages=misquoting)], "does not quote"),
        ([dataclasses.replace(good, passages=short)], "4 bytes"),
        ([good, good], "alike"),
    ]
    for documents, words in cases:
        with pytest.raises(ArchiveError, match=words):
            archive.replace(source, state("a.txt", documents), documents)
    with pytest.raises(ArchiveError, match=r"already there, from a\.txt"):
        put_together(archive, source, [good], "rows.jsonl")
    assert archive.digest() == before


def test_a_closed_archive_says_so(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "home")
    view = archive.view()
    archive.close()
    archive.close()
    for use in (archive.sources, archive.collect_garbage, archive.view, view.documents):
        with pytest.raises(ArchiveError, match="closed"):
            use()


def test_two_sources_name_themselves_in_ids(archive: Archive, tmp_path: Path) -> None:
    first = archive.add_source(tmp_path / "x")
    put(archive, first, document("a.txt", "one"), document("b.txt", "two"))
    assert archive.view().document("x:a.txt").doc_id == "a.txt"
    second = archive.add_source(tmp_path / "y")
    put(archive, second, document("a.txt", "other"))
    view = archive.view()
    assert [each.doc_id for each in view.documents()] == ["x:a.txt", "x:b.txt", "y:a.txt"]
    assert view.document("b.txt").doc_id == "x:b.txt"
    assert view.passages(view.document("y:a.txt").rowid)[0].doc_id == "y:a.txt"
    with pytest.raises(UnknownDocument, match=r"x:a\.txt, y:a\.txt"):
        view.document("a.txt")
    archive.withdraw(second, ["a.txt"])
    assert [archive.resolve(name) for name in ("x:a.txt", "y:a.txt", "z:a.txt")] == ["live", "withdrawn", "unknown"]


def test_vectors_of_one_text_serve_every_document_that_has_it(archive: Archive, source: str) -> None:
    put_together(archive, source, [document("a", "same"), document("b", "same"), document("c", "other words")])
    found = nearest(archive.view(), EMBEDDER.embed_query("\nsame"), 2)
    assert [score for _, score in found] == pytest.approx([1, 1])
