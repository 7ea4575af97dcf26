"""The sample organisation asked in Slack as people write there: the same claims and citations as on the web.

Over the documents that they are about; `python -m benchmarks.slack_organisation` asks with every document.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.retrieve import Retriever
from assistant.service import Service
from evidence.archive import Archive
from evidence.record import Record
from ingest.remember import default_groups
from tests.support.embedders import FakeEmbedder
from tests.support.fake_desk import FakeDesk
from tests.support.ingestion import Ingestion, write
from tests.support.slack_questions import Row, compare, slack_style, with_history

_SET = Path(__file__).parents[2] / "samples" / "organisation"
_MOST = 15
_QUICK = (".md", ".txt", ".csv", ".docx", ".eml")  # formats that are read in no time


@pytest.fixture(name="rows", scope="module")
def _rows() -> list[Row]:
    """Some questions of the development split, and the ones that they follow up."""
    lines = (_SET / "questions.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row.get("split") == "dev"]
    chat = [row for row in rows if slack_style(row) and all(name.endswith(_QUICK) for name in _gold(row))]
    return with_history(rows, chat[:_MOST])


def _gold(row: Row) -> set[str]:
    return {str(each["doc_id"]) for each in row.get("gold", ())}


@pytest.fixture(name="service", scope="module")
def _service(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("organisation")
    names = {"access.json", *(name for row in rows for name in _gold(row) if (_SET / "docs" / name).is_file())}
    home, embedder = folder / "home", FakeEmbedder()
    Ingestion(home).run(write(folder / "docs", {name: (_SET / "docs" / name).read_bytes() for name in sorted(names)}))
    with Archive.open(home, embedder.id, embedder.dimensions) as archive, Record(home) as record:
        assistant = Assistant(embedder, Retriever())
        yield Service(archive, assistant, embedder, record, lambda: date(2026, 6, 15), lambda: default_groups(home))


def test_another_answer_is_found_out(service: Service, rows: list[Row], tmp_path: Path) -> None:
    def other(question: str) -> list[str]:
        return [f"Something else about {question}"]

    found = list(compare(service, FakeDesk(claims=other), tmp_path, rows[:4]))
    assert all(each.difference for each in found)


def test_the_same_claims_and_citations_as_on_the_web(service: Service, rows: list[Row], tmp_path: Path) -> None:
    found = list(compare(service, service, tmp_path, rows))
    assert len(found) >= 15 and sum(each.status != "not_found" for each in found) >= 5
    assert {each.id: each.difference for each in found if each.difference} == {}
