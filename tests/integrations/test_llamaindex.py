"""The LlamaIndex retriever over a view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from llama_index.core.schema import NodeWithScore, QueryBundle

from assistant.retrieve import Retriever
from evidence.archive import Archive
from evidence.errors import QuestionError
from evidence.model import IndexedDocument
from integrations.llamaindex import VouchRetriever
from tests.support.archives import EMBEDDER, document, open_archive, put


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path)
        put(
            archive,
            source,
            document("log.md", "The boiler was inspected by Amara Diallo.", "The gate is closed at night."),
            document("secret.md", "The boiler will be sold to Kestrel.", labels=("board",)),
            _hidden(document("sheet.xlsx", "The boiler boiler boiler is worth nothing.")),
        )
        yield archive


def _hidden(made: IndexedDocument) -> IndexedDocument:
    passages = tuple(replace(each, passage=replace(each.passage, hidden=True, page=3)) for each in made.passages)
    return replace(made, passages=passages)


def _asked(archive: Archive, question: str, **options: bool | int) -> list[NodeWithScore]:
    return VouchRetriever(archive.view(["everyone"]), EMBEDDER, **options).retrieve(question)  # type: ignore[arg-type]


def test_nodes_say_where_they_stand(archive: Archive) -> None:
    view = archive.view(["everyone"])
    best = _asked(archive, "who inspected the boiler")[0]
    log = view.document("log.md")
    passage = view.passages(log.rowid)[0]
    assert best.node.metadata == {
        "doc_id": "log.md",
        "page": None,
        "start": passage.start,
        "end": passage.end,
        "passage_id": passage.passage_id,
        "sha256": log.sha256,
    }
    assert best.node.get_content() == view.text(log.rowid)[passage.start : passage.end]
    assert best.node.node_id == passage.passage_id
    assert best.node.ref_doc_id == "log.md"


def test_order_and_scores_are_those_of_the_search(archive: Archive) -> None:
    view = archive.view(["everyone"])
    hits = Retriever().search(view, EMBEDDER, "boiler gate", 5)
    nodes = _asked(archive, "boiler gate", k=5, hidden=True)
    assert [(each.node.node_id, each.score) for each in nodes] == [(hit.passage.passage_id, hit.score) for hit in hits]


def test_nobody_sees_what_they_may_not(archive: Archive) -> None:
    assert "secret.md" not in {each.node.metadata["doc_id"] for each in _asked(archive, "boiler sold to Kestrel")}
    board = VouchRetriever(archive.view(["board"]), EMBEDDER).retrieve("boiler sold to Kestrel")
    assert [each.node.metadata["doc_id"] for each in board] == ["secret.md"]


def test_hidden_text_takes_no_place_unless_asked_for(archive: Archive) -> None:
    assert [each.node.metadata["doc_id"] for each in _asked(archive, "boiler boiler worth nothing", k=1)] == ["log.md"]
    shown = _asked(archive, "boiler boiler worth nothing", k=1, hidden=True)
    assert [(each.node.metadata["doc_id"], each.node.metadata["page"]) for each in shown] == [("sheet.xlsx", 3)]


def test_an_llm_is_told_the_document_and_not_the_offsets(archive: Archive) -> None:
    told = _asked(archive, "boiler", k=1)[0].node.get_content(metadata_mode="llm")  # type: ignore[call-arg]
    assert "doc_id: log.md" in told
    assert "sha256" not in told


def test_a_function_gives_the_view_of_the_moment(archive: Archive) -> None:
    retriever = VouchRetriever(archive.view, EMBEDDER, k=3)
    assert "new.md" not in {each.node.metadata["doc_id"] for each in retriever.retrieve("ferret")}
    put(archive, next(iter(archive.sources())), document("new.md", "A ferret lives in the archive."))
    assert retriever.retrieve("ferret")[0].node.metadata["doc_id"] == "new.md"


def test_asynchronous_questions_are_answered_too(archive: Archive) -> None:
    import asyncio

    retriever = VouchRetriever(archive.view(["everyone"]), EMBEDDER, k=1)
    found = asyncio.run(retriever.aretrieve(QueryBundle("gate at night")))
    assert "gate" in found[0].node.get_content()


def test_a_question_without_words_is_refused(archive: Archive) -> None:
    with pytest.raises(QuestionError):
        _asked(archive, "???")
