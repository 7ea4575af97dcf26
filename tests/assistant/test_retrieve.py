"""Search through a real archive: what is found, shown, counted, kept apart and refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.ranking import Weights
from assistant.retrieve import Retriever
from evidence.archive import Archive
from evidence.errors import QuestionError
from evidence.model import Hit, IndexedDocument
from evidence.view import View
from tests.support.archives import EMBEDDER, corpus, document, open_archive, put

CLAUSE = (
    "The owner of each accepted risk confirms every quarter that the acceptance still holds, records the confirmation"
    " in the register, and tells the management review when it no longer does."
)
APPROVED = "Approved."


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "home") as opened:
        yield opened


def fill(archive: Archive, *documents: IndexedDocument) -> View:
    source = archive.add_source(Path("records"))
    put(archive, source, *documents)
    return archive.view()


def search(view: View, question: str, k: int = 10, *, copies: bool = False) -> list[Hit]:
    return Retriever().search(view, EMBEDDER, question, k, copies=copies)


def names(hits: list[Hit]) -> list[str]:
    return [hit.passage.doc_id for hit in hits]


def row(name: str, text: str) -> IndexedDocument:
    made = document(name, text)
    return replace(made, parsed=replace(made.parsed, parser="corpus/1"))


def test_the_best_passage_is_first_and_explained(archive: Archive) -> None:
    view = fill(
        archive,
        document("a.txt", "Lunch is served at noon."),
        document("b.txt", "Risk R-14 is owned by the head of treasury."),
        document("c.txt", "The treasury has two safes."),
    )
    best, *others = search(view, "Who owns risk R-14?")
    assert best.passage.doc_id == "b.txt"
    assert best.passage.text == "Risk R-14 is owned by the head of treasury."
    weights = Weights()
    mean = weights.meaning * best.parts["meaning"]
    mean += weights.words * best.parts["words"] + weights.phrases * best.parts["phrases"]
    assert best.score == pytest.approx(mean / (weights.meaning + weights.words + weights.phrases))
    assert [hit.score for hit in others] == sorted((hit.score for hit in others), reverse=True)


def test_the_context_finds_but_is_not_quoted(archive: Archive) -> None:
    view = fill(
        archive,
        document("a.txt", "It was approved in March.", context="policies/clean desk.txt"),
        document("b.txt", "It was approved in March.", context="policies/mobile phones.txt"),
    )
    best = search(view, "When was the clean desk policy approved?")[0]
    assert best.passage.doc_id == "a.txt"
    assert "desk" not in best.passage.text


def test_k_bounds_the_hits(archive: Archive) -> None:
    view = fill(archive, *(document(f"{n}.txt", f"record {n} of the review") for n in range(7)))
    assert len(search(view, "review records", 3)) == 3
    assert len(search(view, "review records", 50)) == 7
    assert search(view, "review records", 0) == []


def test_more_than_the_pool_can_be_asked_for(archive: Archive) -> None:
    view = fill(archive, document("a.txt", *(f"record {n} of the yearly review" for n in range(150))))
    hits = search(view, "yearly review", 120)
    assert len({hit.passage.rowid for hit in hits}) == 120


def test_nothing_is_ingested(archive: Archive) -> None:
    assert search(archive.view(), "anything") == []


@pytest.mark.parametrize("question", ["", "  \n", "?!", "…"])
def test_no_question_is_refused(archive: Archive, question: str) -> None:
    with pytest.raises(QuestionError, match="no question") as caught:
        search(archive.view(), question)
    assert caught.value.remedy


@pytest.mark.parametrize("question", ["R-14\x00", "日本語", "' OR 1=1 --", '"unclosed AND (', "a" * 5_000, "\ud800 a"])
def test_any_question_is_survived(archive: Archive, question: str) -> None:
    view = fill(archive, document("a.txt", "Risk R-14 is accepted."), document("b.txt", "日本語の文書"))
    assert len(search(view, question)) == 2


def test_copies_are_shown_once_and_counted(archive: Archive) -> None:
    view = fill(
        archive,
        document("v1.md", CLAUSE),
        document("v2.md", CLAUSE.upper()),
        document("v3.md", f"**{CLAUSE}**"),
        document("other.md", "The register of accepted risk has an owner."),
    )
    hits = search(view, "Who confirms that the acceptance of a risk still holds?")
    assert sorted(names(hits)) == sorted(["other.md", names(hits)[0]])
    assert hits[0].parts["copies"] == 2
    assert "copies" not in hits[1].parts
    assert len(search(view, "Who confirms the acceptance?", copies=True)) == 4


def test_short_equal_passages_are_no_copies(archive: Archive) -> None:
    view = fill(archive, document("may.md", APPROVED), document("june.md", APPROVED))
    assert names(search(view, "What was approved?")) == ["june.md", "may.md"]


def test_k_counts_what_is_shown(archive: Archive) -> None:
    many = [document(f"copy{n:03d}.md", CLAUSE) for n in range(120)]
    others = [document(f"other{n}.md", f"Note {n}: risk.") for n in range(5)]
    hits = search(fill(archive, *many, *others), "The owner of each accepted risk confirms the acceptance", 4)
    assert names(hits)[0] == "copy000.md"
    assert hits[0].parts["copies"] == 119
    assert all(name.startswith("other") for name in names(hits)[1:])
    assert len(hits) == 4


def test_labelled_rows_are_never_taken_for_copies(archive: Archive) -> None:
    view = fill(
        archive, row("r1", CLAUSE), row("r2", CLAUSE), document("copy.md", CLAUSE), document("copy2.md", CLAUSE)
    )
    found = names(search(view, "Who confirms the acceptance of risks?"))
    assert {"r1", "r2"} <= set(found)
    assert len(found) == 3


def test_restricted_passages_leave_no_trace(tmp_path: Path) -> None:
    shown = corpus(seed=5, size=30)
    hidden = corpus(seed=6, size=30, labels=[("board",)])
    for number, each in enumerate(hidden):
        hidden[number] = replace(each, path=f"hidden/{each.path}")
    question = " ".join(shown[3].parsed.text.split()[:6])
    results = []
    for name, documents in (("with", [*hidden, *shown]), ("without", shown)):
        with open_archive(tmp_path / name) as archive:
            put(archive, archive.add_source(Path("records")), *documents)
            hits = search(archive.view(["everyone"]), question, 20)
            results.append([(hit.passage.doc_id, hit.passage.ordinal, hit.score, hit.parts) for hit in hits])
    assert results[0]
    assert results[0] == results[1]


def test_the_order_of_writing_does_not_matter(tmp_path: Path) -> None:
    documents = corpus(seed=8, size=25)
    twins = [document(f"{name}.txt", "the same short record") for name in "ab"]
    results = []
    for name, order in (("one", [*documents, *twins]), ("two", [*reversed(twins), *reversed(documents)])):
        with open_archive(tmp_path / name) as archive:
            put(archive, archive.add_source(Path("records")), *order)
            hits = search(archive.view(), "the same short record", 15)
            results.append([(hit.passage.passage_id, hit.score) for hit in hits])
    assert results[0] == results[1]


def test_beyond_the_exact_limit_the_scores_are_the_same(tmp_path: Path) -> None:
    documents = corpus(seed=9, size=40)
    question = documents[7].parsed.text.split("\n")[0]
    results = []
    for name, limit in (("exact", 5_000), ("index", 10)):
        with open_archive(tmp_path / name, exact_limit=limit) as archive:
            put(archive, archive.add_source(Path("records")), *documents)
            results.append([(hit.passage.passage_id, hit.score) for hit in search(archive.view(), question, 5)])
    assert results[0][:1] == results[1][:1]
    assert set(results[0]) & set(results[1])
