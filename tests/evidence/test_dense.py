import dataclasses
from pathlib import Path

import numpy as np
import pytest

from evidence.model import IndexedPassage
from tests.support.archives import (
    EMBEDDER,
    corpus,
    document,
    embedded,
    nearest,
    open_archive,
    put,
    put_together,
    query_vector,
)


@pytest.mark.parametrize("exact_limit", [5_000, 0], ids=["exact", "chroma"])
def test_scores_are_exact_cosines_best_first(tmp_path: Path, exact_limit: int) -> None:
    documents = corpus(4, 60)
    with open_archive(tmp_path / "home", exact_limit=exact_limit) as archive:
        put_together(archive, archive.add_source(tmp_path), documents)
        view = archive.view()
        vectors = np.stack(
            [np.frombuffer(p.vectors[0].vector, "<f4") for each in documents for p in each.passages if p.vectors]
        )
        for seed in range(5):
            query = query_vector(seed)
            found = nearest(view, 3 * query, 10)
            assert [score for _, score in found] == pytest.approx(sorted(vectors @ query, reverse=True)[:10], abs=1e-6)
        rowids, scores = view.dense(query, 10_000)
        assert len(rowids) == view.counts.passages
        assert view.similarity(query, rowids[::-1].tolist()).tolist() == scores[::-1].tolist()
        several = np.stack([query_vector(seed) for seed in range(3)])
        some = rowids[::-2].tolist()
        each = [view.similarity(vector, some).tolist() for vector in several]
        assert view.similarities(several, some).tolist() == each


@pytest.mark.parametrize("exact_limit", [5_000, 0], ids=["exact", "chroma"])
def test_passages_with_one_text_all_appear_in_the_order_of_their_paths(tmp_path: Path, exact_limit: int) -> None:
    with open_archive(tmp_path / "home", exact_limit=exact_limit) as archive:
        source = archive.add_source(tmp_path)
        same = [document(name, "same words", labels=[label]) for name, label in (("c", "x"), ("a", "y"), ("b", "x"))]
        put(archive, source, *same, document("d", "other words altogether", labels=["x"]))
        view = archive.view()
        rowids, scores = view.dense(EMBEDDER.embed_query("\nsame words"), 4)
        assert [each.doc_id for each in view.load(rowids.tolist())] == ["a", "b", "c", "d"]
        assert scores[0] == scores[1] == scores[2] > scores[3]
        assert [each.doc_id for each in view.load(view.dense(EMBEDDER.embed_query("\nsame words"), 2)[0].tolist())] == [
            "a",
            "b",
        ]


@pytest.mark.parametrize("exact_limit", [5_000, 0], ids=["exact", "chroma"])
def test_the_best_window_of_a_passage_counts(tmp_path: Path, exact_limit: int) -> None:
    long = document("long", "a passage in windows")
    windows = tuple(embedded(text) for text in ("first window", "second stretch", "third piece"))
    long = dataclasses.replace(long, passages=(IndexedPassage(long.passages[0].passage, windows),))
    with open_archive(tmp_path / "home", exact_limit=exact_limit) as archive:
        put(archive, archive.add_source(tmp_path), long, document("empty", ""), document("other", "second thoughts"))
        view = archive.view()
        rowids, scores = view.dense(EMBEDDER.embed_query("second stretch"), 5)
        assert [each.doc_id for each in view.load(rowids.tolist())] == ["long", "other"]
        assert scores[0] == pytest.approx(1)
        (empty,) = view.passages(view.document("empty").rowid)
        both = [empty.rowid, int(rowids[0])]
        assert view.similarity(EMBEDDER.embed_query("x"), both)[0] == 0
        assert view.similarities(np.stack([EMBEDDER.embed_query("second stretch")]), both)[0] == pytest.approx([0, 1])


def test_rows_that_wait_for_collection_do_not_crowd_out_what_is_live(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home", exact_limit=0) as archive:
        source = archive.add_source(tmp_path)
        stale = [document(f"{n}.txt", f"incident report number{n}") for n in range(400)]
        put_together(archive, source, stale, "stale.jsonl")
        put(archive, source, document("live.txt", "something else entirely"), document("live2.txt", "minutes"))
        archive.withdraw(source, ["stale.jsonl"])
        found = nearest(archive.view(), EMBEDDER.embed_query("\nincident report"), 2)
        assert len(found) == 2


def test_asking_for_nothing_gives_nothing(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        assert nearest(archive.view(), query_vector(1), 3) == []
        put(archive, archive.add_source(tmp_path), document("a.txt", "one"))
        assert nearest(archive.view(), query_vector(1), 0) == []
