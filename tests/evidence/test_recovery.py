"""After kill -9, a lost or damaged dense index, a full disk: equal to an undisturbed run, or a plain error."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.archive import Archive
from evidence.errors import ArchiveError, ArchiveMismatch
from evidence.vectors import Vectors
from tests.support import crashing
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

ROOT = Path(__file__).resolve().parents[2]


def _dense_ids(archive: Archive) -> dict[tuple[str, ...], set[str]]:
    view = archive.view()
    labels = {each.labels for each in view.documents()}
    return {each: archive._store.vectors.ids(each) for each in labels}


def _live_ids(archive: Archive) -> dict[tuple[str, ...], set[str]]:
    live: dict[tuple[str, ...], set[str]] = {}
    with archive._store.catalogue.transaction() as connection:
        rows = connection.exec_driver_sql(
            "SELECT l.labels, v.name FROM label_set l JOIN document d ON d.label_set_id = l.id"
            " JOIN passage p ON p.document_id = d.id JOIN 'window' w ON w.passage_id = p.id"
            " JOIN vector v ON v.id = w.vector_id"
        )
        for labels, name in rows:
            live.setdefault(tuple(json.loads(labels)), set()).add(name)
    return live


def _only(archive: Archive) -> Path:
    (folder,) = (archive._home._folder).iterdir()
    return folder


# Kills


@pytest.fixture(scope="module")
def writer() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.crashing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "SCARF_NO_ANALYTICS": "1", "DO_NOT_TRACK": "1"},
    )
    with process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    crashing.work(home)
    with open_archive(home) as archive:
        yield archive


def _kill(writer: subprocess.Popen[str], home: Path, point: str, count: int) -> int:
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write(json.dumps([str(home), point, count]) + "\n")
    writer.stdin.flush()
    return int(writer.stdout.readline())


_KILLS = [(point, 1) for point in crashing.POINTS] + [("vectors written", 8), ("document live", 9)]


@pytest.mark.parametrize(("point", "count"), _KILLS)
def test_a_kill_at_any_step_is_made_good(
    writer: subprocess.Popen[str], undisturbed: Archive, tmp_path: Path, point: str, count: int
) -> None:
    home = tmp_path / "home"
    assert _kill(writer, home, point, count) == signal.SIGKILL
    _check_and_resume(home, undisturbed)


@pytest.mark.parametrize("seed", range(2))
def test_kills_at_random_moments_are_made_good(
    writer: subprocess.Popen[str], undisturbed: Archive, tmp_path: Path, seed: int
) -> None:
    home, chance = tmp_path / "home", random.Random(seed)
    for _ in range(2):
        assert _kill(writer, home, "timer", chance.randint(5, 400)) in (0, signal.SIGKILL)
    _check_and_resume(home, undisturbed)


def _check_and_resume(home: Path, undisturbed: Archive) -> None:
    with open_archive(home, exact_limit=0) as archive:  # as found, before anything is written again
        live = _live_ids(archive)
        dense = _dense_ids(archive)
        assert all(live[labels] <= dense[labels] for labels in live)
        for each in archive.view().documents():
            assert len(archive.view().passages(each.rowid)) == each.passages
    crashing.work(home)
    with open_archive(home) as archive:
        assert archive.digest() == undisturbed.digest()
        assert _dense_ids(archive) == _live_ids(archive) == _live_ids(undisturbed)
        for seed in range(5):
            vector = query_vector(seed)
            assert nearest(archive.view(), vector, 9) == nearest(undisturbed.view(), vector, 9)
        assert _only(archive).is_dir()


# The dense index


def test_rows_missing_or_strange_in_the_dense_index_are_put_right_after_an_unclean_end(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        put_together(archive, archive.add_source(tmp_path), corpus(1, 20, [("a",), ("b",)]))
        digest, live = archive.digest(), _live_ids(archive)
        vectors = archive._store.vectors
        vectors.delete(("a",), sorted(live["a",])[:7])
        vectors.upsert(("b",), ["stray"], query_vector(1)[None])
        vectors.upsert(("unheard of",), ["stray"], query_vector(1)[None])
        assert archive.digest() != digest
        archive._home._strayed = True  # as a kill leaves it
    with open_archive(tmp_path / "home") as archive:
        assert archive.digest() == digest
        assert _dense_ids(archive) == live
        assert archive._store.vectors.ids(("unheard of",)) == set()


def test_a_write_that_fails_half_way_is_swept_on_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path)
        put(archive, source, document("a.txt", "one"))
        digest = archive.digest()
        with monkeypatch.context() as patch:
            patch.setattr("evidence.writing.write", _interrupted)
            with pytest.raises(KeyboardInterrupt):
                put(archive, source, document("b.txt", "two"))
        assert archive.digest() == digest
        assert archive.view().counts.documents == 1
        assert len(_dense_ids(archive)["everyone",]) == 2
    with open_archive(tmp_path / "home") as archive:
        assert len(_dense_ids(archive)["everyone",]) == 1
        put(archive, source, document("b.txt", "two"))
        assert archive.view().counts.documents == 2


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_clean_end_is_not_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_archive(tmp_path / "home") as archive:
        put(archive, archive.add_source(tmp_path), document("a.txt", "one"))

    def fails(*_: object) -> None:
        raise AssertionError("the dense index was opened")

    with monkeypatch.context() as patch:
        patch.setattr("evidence.vectors._open", fails)
        with open_archive(tmp_path / "home") as archive:
            assert nearest(archive.view(), query_vector(1), 1)
            assert archive.collect_garbage() == 0


def test_a_lost_dense_index_is_built_again(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        put_together(archive, archive.add_source(tmp_path), corpus(2, 10))
        digest = archive.digest()
    shutil.rmtree(tmp_path / "home" / "chroma")
    with open_archive(tmp_path / "home", exact_limit=0) as archive:
        assert archive.digest() == digest
        assert len(nearest(archive.view(), query_vector(1), 5)) == 5


def test_a_damaged_dense_index_is_an_error_until_it_is_rebuilt(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        put_together(archive, archive.add_source(tmp_path), corpus(2, 10))
        expected = nearest(archive.view(), query_vector(1), 5)
        database = _only(archive) / "chroma.sqlite3"
        digest = archive.digest()
    database.write_bytes(b"no longer a database" * 1_000)
    with open_archive(tmp_path / "home", exact_limit=0) as archive:
        with pytest.raises(ArchiveError, match="dense index") as caught:
            nearest(archive.view(), query_vector(1), 5)
        assert "vouch reindex" in caught.value.remedy
        archive.reindex()
        assert nearest(archive.view(), query_vector(1), 5) == expected
        assert archive.digest() == digest
        archive._home._strayed = archive._home._unclean = True
        (_only(archive) / "chroma.sqlite3").write_bytes(b"again")
    with open_archive(tmp_path / "home", exact_limit=0) as archive:  # unclean and damaged: rebuilt on opening
        assert nearest(archive.view(), query_vector(1), 5) == expected


def test_a_dense_index_of_an_archive_that_is_no_more_is_removed(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        put(archive, archive.add_source(tmp_path), document("a.txt", "one"))
        old = _only(archive)
    (tmp_path / "home" / "archive.db").unlink()
    with open_archive(tmp_path / "home", exact_limit=0) as archive:
        assert archive.view().counts.documents == 0
        put(archive, archive.add_source(tmp_path), document("b.txt", "two"))
        assert _only(archive) != old
        assert len(nearest(archive.view(), query_vector(1), 5)) == 1


# Reindexing


def test_reindexing_changes_nothing_but_the_room_taken(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home", exact_limit=0) as archive:
        source = archive.add_source(tmp_path)
        put_together(archive, source, corpus(1, 60, [("a",), ("b",)]))
        put(archive, source, document("keep.txt", "minutes of the review"))
        archive.withdraw(source, ["all.jsonl"])
        put_together(archive, source, corpus(2, 20, [("a",)]), "other.jsonl")
        digest, old = archive.digest(), _only(archive)
        terms = {"minut": 1.0, "review": 1.0}
        before = (ranked(archive.view(), terms), nearest(archive.view(), query_vector(3), 9))
        seen: list[tuple[int, int]] = []
        archive.reindex(lambda done, total: seen.append((done, total)))
        assert archive.digest() == digest
        assert (ranked(archive.view(), terms), nearest(archive.view(), query_vector(3), 9)) == before
        assert seen[-1][0] == seen[-1][1] > 20
        assert _only(archive) != old
        assert _dense_ids(archive) == _live_ids(archive)
        put(archive, source, document("new.txt", "after"))
        digest = archive.digest()
    with open_archive(tmp_path / "home") as archive:
        assert archive.digest() == digest


def test_reindexing_that_fails_leaves_the_old_indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_archive(tmp_path / "home", exact_limit=0) as archive:
        put_together(archive, archive.add_source(tmp_path), corpus(1, 10))
        digest, old = archive.digest(), _only(archive)
        with monkeypatch.context() as patch:
            patch.setattr(Vectors, "upsert", _interrupted)
            with pytest.raises(KeyboardInterrupt):
                archive.reindex()
        assert _only(archive) == old
        assert archive.digest() == digest


# Embedders


def test_another_embedder_is_refused_until_it_is_adopted(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path)
        put(archive, source, document("a.txt", "one"))
    for embedder, dimensions in (("other/1", EMBEDDER.dimensions), (EMBEDDER.id, 8)):
        with pytest.raises(ArchiveMismatch, match=r"fake/1 \(32\)") as caught:
            Archive.open(tmp_path / "home", embedder, dimensions)
        assert "vouch reindex" in caught.value.remedy
    with Archive.open(tmp_path / "home", "other/1", 8, adopt=True) as archive:
        assert archive.files(source)["a.txt"].fingerprint == ""
        assert len(ranked(archive.view(), {"one": 1.0})) == 1
        assert len(archive.view().dense(query_vector(1)[:8], 5)[0]) == 0
        assert archive._store.vectors.ids(("everyone",)) == set()
    Archive.open(tmp_path / "home", "other/1", 8).close()
    with open_archive(tmp_path / "home", adopt=True) as archive:
        put(archive, source, document("a.txt", "one"))
        assert len(nearest(archive.view(), query_vector(1), 5)) == 1
        assert archive.resolve("a.txt") == "live"


# The database


def test_a_full_disk_is_told_in_plain_words_and_nothing_is_lost(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path)
        put(archive, source, document("a.txt", "one"))
        digest = archive.digest()
        with archive._store.catalogue.transaction() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(ArchiveError, match="the disk is full") as caught:
            put_together(archive, source, corpus(1, 200))
        assert "Free some space" in caught.value.remedy
        with archive._store.catalogue.transaction() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert archive.digest() == digest
        put_together(archive, source, corpus(1, 200))
        assert archive.view().counts.documents == 201


def test_a_damaged_database_is_told_in_plain_words(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        put_together(archive, archive.add_source(tmp_path), corpus(1, 50))
    path = tmp_path / "home" / "archive.db"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4_096)
        file.write(b"\xff" * (size - 4_096))
    with pytest.raises(ArchiveError, match="damaged") as caught:
        open_archive(tmp_path / "home").view()
    assert "ingest again" in caught.value.remedy


def test_a_stored_text_that_is_damaged_costs_only_its_document(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        put(archive, archive.add_source(tmp_path), document("a.txt", "word " * 100), document("b.txt", "two"))
    connection = sqlite3.connect(tmp_path / "home" / "archive.db")
    connection.execute("UPDATE block SET data = x'7a00' WHERE content_id = 1")
    connection.commit()
    connection.close()
    with open_archive(tmp_path / "home") as archive:
        view = archive.view()
        with pytest.raises(ArchiveError, match="damaged") as caught:
            view.text(view.document("a.txt").rowid)
        assert caught.value.remedy == "Ingest its file again."
        assert view.text(view.document("b.txt").rowid) == "two"


def test_searching_a_small_archive_does_not_load_chroma(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        put(archive, archive.add_source(tmp_path), document("a.txt", "one"))
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from tests.support.archives import *\n"
        f"with open_archive(Path({str(tmp_path / 'home')!r})) as archive:\n"
        "    view = archive.view()\n"
        "    print(len(nearest(view, query_vector(1), 5)), len(ranked(view, {'one': 1.0})))\n"
        "print([name for name in sys.modules if name.startswith(('chromadb', 'llama_index', 'unstructured'))])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split("\n")[:2] == ["1 1", "[]"]
