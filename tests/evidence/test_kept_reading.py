"""What views keep of what they read: for one generation, for those who may see it, within bounds."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from evidence.archive import Archive
from evidence.errors import ArchiveError, UnknownDocument
from evidence.view import View
from tests.support.archives import corpus, document, open_archive, put
from tests.support.made_facts import Paper, shelve


def statements_of(archive: Archive) -> list[str]:
    """Filled with every statement that the archive's database is sent from now on."""
    sent: list[str] = []
    engine = archive._store.catalogue._engine
    sa.event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_: sent.append(statement))
    return sent


def everything(view: View) -> list[object]:
    """All that a view tells of its documents."""
    found: list[object] = [view.counts, view.frequency("canteen")]
    for each in view.documents():
        found += [view.document(each.doc_id), view.text(each.rowid), view.parsed(each.rowid)]
        passages = view.passages(each.rowid)
        found += [passages, view.load([passage.rowid for passage in passages])]
    return found


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        put(archive, archive.add_source(tmp_path), document("a.txt", "the canteen", "closes at two"))
        first = everything(archive.view(["everyone"]))
        sent = statements_of(archive)
        assert everything(archive.view(["everyone"])) == first
        assert sent == []


def test_a_change_is_seen_by_the_next_view(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path)
        put(archive, source, document("a.txt", "the canteen"), document("b.txt", "the garden"))
        before = archive.view(["everyone"])
        everything(before)
        old = before.document("a.txt").rowid
        put(archive, source, document("a.txt", "no canteen any more", "it is gone"))
        after = archive.view(["everyone"])
        assert after.text(after.document("a.txt").rowid) == "no canteen any more\n\nit is gone"
        assert [each.text for each in after.passages(after.document("a.txt").rowid)] == [
            "no canteen any more",
            "it is gone",
        ]
        archive.withdraw(source, ["a.txt"])
        with pytest.raises(UnknownDocument):
            archive.view(["everyone"]).document("a.txt")
        assert archive.view(["everyone"]).frequency("canteen") == 0
        for use in (lambda: before.text(old), lambda: before.parsed(old), lambda: before.passages(old)):
            with pytest.raises(ArchiveError) as caught:
                use()
            assert caught.value.retry


def test_a_held_view_tells_all_of_its_own_time_or_says_that_it_is_over(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path)
        put(archive, source, document("a.txt", "the canteen"), document("b.txt", "the garden"))
        held = archive.view(["everyone"])
        first = everything(held)
        put(archive, source, document("c.txt", "the canteen in another house"))
        assert everything(held) == first  # nothing of it is gone
        archive.withdraw(source, ["a.txt"])
        for use in (held.documents, lambda: held.document("a.txt"), lambda: held.facts("risk")):
            with pytest.raises(ArchiveError) as caught:
                use()
            assert caught.value.retry
        assert held.document("b.txt").title == "b.txt"


def test_nothing_of_a_withdrawn_document_is_kept(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path)
        put(archive, source, *(document(f"{n}.txt", f"paragraph {n}") for n in range(3)))
        everything(archive.view())
        rowids = {each.doc_id: each.rowid for each in archive.view().documents()}
        archive.withdraw(source, ["0.txt"])
        put(archive, source, document("1.txt", "new words"))
        kept = {key[0] for key in archive._store.read._kept}  # type: ignore[index]
        assert kept == {rowids["2.txt"]}


def test_views_of_other_groups_share_no_more_than_documents_that_both_see(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path)
        put(archive, source, document("plan.txt", "the canteen merges", labels=["board"]))
        put(archive, source, document("open.txt", "the canteen", labels=["board", "staff"]))
        board, staff = archive.view(["board"]), archive.view(["staff"])
        told = everything(board)
        secret = board.document("plan.txt")
        assert board.derived("words", lambda world: len(world.documents())) == 2
        assert staff.derived("words", lambda world: len(world.documents())) == 1
        assert archive.view(["board", "x"]).derived("words", lambda _: 0) == 2  # the same world
        (passage,) = board.passages(secret.rowid)
        for use in (
            lambda: staff.text(secret.rowid),
            lambda: staff.parsed(secret.rowid),
            lambda: staff.passages(secret.rowid),
            lambda: staff.load([passage.rowid]),
            lambda: staff.document("plan.txt"),
            lambda: staff.about(secret.rowid, "text", lambda: "made", len),
        ):
            with pytest.raises(ArchiveError):
                use()
        assert (board.frequency("canteen"), staff.frequency("canteen")) == (2, 1)
        here, there = (board.holding(["canteen", "closes"]), staff.holding(["canteen", "closes"]))
        assert here == {each.rowid for each in board.documents()} and there == here - {secret.rowid}
        assert board.holding([]) == board.holding(["nowhere"]) == frozenset()
        with open_archive(tmp_path / "clean") as clean:
            put(clean, clean.add_source(tmp_path), document("open.txt", "the canteen", labels=["board", "staff"]))
            alone = clean.view(["staff"])
            assert [each.text for each in alone.load(alone.lexical({"canteen": 1.0})[0].tolist())] == ["the canteen"]
            assert alone.lexical({"canteen": 1.0})[1].tolist() == staff.lexical({"canteen": 1.0})[1].tolist()
        assert everything(board) == told


def test_what_is_worked_out_knows_neither_the_readers_groups_nor_a_day(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path)
        put(archive, source, document("a.txt", "one", labels=["board", "staff"]), document("b.txt", "x", labels=["b"]))
        archive.withdraw(source, ["b.txt"])
        view = archive.view(["board", "b"], date(2020, 1, 1))
        assert view.resolve("b.txt") == "withdrawn"
        told = view.derived("k", lambda world: (world.as_of, world.resolve("b.txt"), world.counts))
        assert told == (None, "unknown", view.counts)


def test_what_is_worked_out_goes_with_the_generation_and_is_bounded(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        view = shelve(archive, Paper("r.csv").says("R-1 | Fire", "risk", number="R-1", text="Fire"))
        made = [view.derived(("day", n), lambda world: len(world.facts("risk"))) for n in range(100)]
        assert made == [1] * 100
        assert 0 < len(view._world.derived) < 100
        held = view._world
        shelve(archive, Paper("s.csv").says("R-2 | Flood", "risk", number="R-2", text="Flood"))
        assert len(held.derived) == 0
        assert archive.view(["everyone"]).derived(("day", 99), lambda world: len(world.facts("risk"))) == 2


def test_what_is_read_is_bounded(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        put(archive, archive.add_source(tmp_path), *corpus(5, 30))
        whole = everything(archive.view())
        memo = archive._store.read
        memo.limit = 5_000
        memo.keep({(0, "x", False): ""}, len)
        assert everything(archive.view()) == whole
        assert memo.weight <= 5_000


def test_a_closed_archive_shows_nothing_that_it_had_read(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        put(archive, archive.add_source(tmp_path), document("a.txt", "the canteen"))
        view = archive.view()
        everything(view)
        view.derived("k", lambda _: 1)
        rowid = view.document("a.txt").rowid
    for use in (
        view.documents,
        lambda: view.text(rowid),
        lambda: view.frequency("canteen"),
        lambda: view.derived("k", lambda _: 1),
        lambda: view.document("a.txt"),
    ):
        with pytest.raises(ArchiveError):
            use()
