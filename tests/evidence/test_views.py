"""A view is a world: what a reader may not see leaves no trace in what he gets."""

import threading
from pathlib import Path

import pytest

from evidence.archive import Archive
from evidence.errors import ArchiveError, UnknownDocument, VouchError
from evidence.lexical import analyse
from tests.support.archives import (
    EMBEDDER,
    corpus,
    document,
    nearest,
    open_archive,
    put,
    put_together,
    query_vector,
    ranked,
)

LABELS = (("staff",), ("staff", "legal"), ("legal",), ("board",), ("board", "legal"))


@pytest.mark.parametrize("exact_limit", [5_000, 0], ids=["exact", "chroma"])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_restricted_archive_ranks_like_one_that_never_held_the_rest(
    tmp_path: Path, seed: int, exact_limit: int
) -> None:
    everything = corpus(seed, 40, LABELS)
    open_to_staff = [each for each in everything if "staff" in each.labels]
    with (
        open_archive(tmp_path / "full", exact_limit=exact_limit) as full,
        open_archive(tmp_path / "clean", exact_limit=exact_limit) as clean,
    ):
        for archive, documents in ((full, everything[::-1]), (clean, open_to_staff)):
            put_together(archive, archive.add_source(tmp_path / "docs"), documents)
        restricted, whole = full.view(["staff", "nobody"]), clean.view()
        assert restricted.counts == whole.counts != full.view().counts
        assert [each.doc_id for each in restricted.documents()] == [each.doc_id for each in whole.documents()]
        for n, each in enumerate(everything):
            terms = {term: 1.0 + n for term in analyse(each.parsed.text[:80])}
            assert ranked(restricted, terms) == ranked(whole, terms)
            vector = query_vector(n)
            assert nearest(restricted, vector, 7) == nearest(whole, vector, 7)
        assert restricted.similarity(vector, restricted.dense(vector, 500)[0].tolist()).tolist() == (
            whole.similarity(vector, whole.dense(vector, 500)[0].tolist()).tolist()
        )


def test_what_may_not_be_seen_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path / "docs")
        secret = document("plan.txt", "the merger", labels=["board"])
        put(archive, source, secret, document("gone.txt", "x", labels=["board"]), document("open.txt", "the canteen"))
        archive.withdraw(source, ["gone.txt"])
        board, staff = archive.view(["board"]), archive.view(["everyone"])
        assert [board.resolve(name) for name in ("plan.txt", "gone.txt", "open.txt")] == [
            "live",
            "withdrawn",
            "unknown",
        ]
        assert [staff.resolve(name) for name in ("plan.txt", "gone.txt", "open.txt")] == ["unknown", "unknown", "live"]
        (secret_id,) = (p.rowid for p in board.passages(board.document("plan.txt").rowid))
        messages = []
        for name in ("plan.txt", "nope.txt"):
            with pytest.raises(UnknownDocument) as caught:
                staff.document(name)
            messages.append(str(caught.value).replace(name, "NAME") + caught.value.remedy)
        assert messages[0] == messages[1]
        for use in (
            lambda: staff.text(board.document("plan.txt").rowid),
            lambda: staff.parsed(board.document("plan.txt").rowid),
            lambda: staff.passages(board.document("plan.txt").rowid),
            lambda: staff.load([secret_id]),
            lambda: staff.similarity(query_vector(1), [secret_id]),
            lambda: staff.similarities(query_vector(1)[None, :], [secret_id]),
        ):
            with pytest.raises(ArchiveError):
                use()
        assert ranked(staff, {"merger": 1.0}) == []


def test_a_view_without_groups_sees_nothing(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        put(archive, archive.add_source(tmp_path), document("a.txt", "one"), document("b.txt", "two", labels=[]))
        nobody = archive.view([])
        assert (nobody.documents(), nobody.counts.passages) == ([], 0)
        assert ranked(nobody, {"one": 1.0}) == nearest(nobody, query_vector(1), 5) == []
        assert archive.view().counts.documents == 2


def test_a_document_whose_label_tightens_leaves_the_open_view(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home", exact_limit=0) as archive:
        source = archive.add_source(tmp_path)
        put(archive, source, document("a.txt", "one"), document("b.txt", "two"))
        held = archive.view(["everyone"])
        (rowid,) = (p.rowid for p in held.passages(held.document("a.txt").rowid))
        put(archive, source, document("a.txt", "one", labels=["board"]))
        for view in (held, archive.view(["everyone"])):
            assert len(nearest(view, EMBEDDER.embed_query("\none"), 5)) == 1
            assert ranked(view, {"one": 1.0}) == []
        with pytest.raises(ArchiveError) as caught:
            held.load([rowid])
        assert caught.value.retry
        assert archive.view(["board"]).resolve("a.txt") == "live"
        assert archive.view(["everyone"]).resolve("a.txt") == "unknown"


def test_as_of_is_carried_and_hides_nothing(tmp_path: Path) -> None:
    from datetime import date

    with open_archive(tmp_path / "home") as archive:
        put(archive, archive.add_source(tmp_path), document("a.txt", "one"))
        view = archive.view(as_of=date(1990, 1, 1))
        assert (view.as_of, view.counts.documents) == (date(1990, 1, 1), 1)


def test_readers_go_on_while_a_writer_writes(tmp_path: Path) -> None:
    failures: list[BaseException] = []
    done = threading.Event()
    documents = corpus(3, 30)

    def read(archive: Archive) -> None:
        seed = 0
        while not done.is_set():
            seed += 1
            try:
                view = archive.view(["everyone"])
                assert len(nearest(view, query_vector(seed), 3)) <= view.counts.passages
                ranked(view, {term: 1.0 for term in analyse(documents[seed % 30].parsed.text)})
                view.documents()
            except VouchError as error:
                if not error.retry:
                    failures.append(error)
            except BaseException as error:
                failures.append(error)

    with open_archive(tmp_path / "home", exact_limit=20) as archive:
        source = archive.add_source(tmp_path)
        readers = [threading.Thread(target=read, args=(archive,)) for _ in range(3)]
        for reader in readers:
            reader.start()
        put(archive, source, *documents)
        archive.withdraw(source, [each.path for each in documents[::2]])
        archive.collect_garbage()
        archive.reindex()
        done.set()
        for reader in readers:
            reader.join()
    assert failures == []
