"""A real small model behind the protocol, through the official client: whatever it invents, none of it is shown.

Skipped where no such model is installed (``make small-model``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from assistant.anchors import Match
from assistant.llm.check import check
from assistant.llm.compose import Budget, Composition, Fallback, compose
from assistant.llm.stretches import of_candidate
from assistant.select import Candidate
from assistant.statements import statements
from assistant.understand import understand
from evidence.archive import Archive
from evidence.ollama_chat import OllamaChat
from tests.support.archives import document, open_archive, put
from tests.support.details import foreign
from tests.support.ollama_server import OllamaServer, ollama_server
from tests.support.small_model import SmallModel, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="no small model is installed (make small-model)")

PAGES = (
    "The berth plan was approved by Helga Brandvik on 3 March 2031. It holds until 31 December 2033.",
    "Otto Lie reported that 14 of 16 ladders had been marked; two are left for June.",
    "The hose of quay 4 was tested on 14 March 2031 at 12 bar and found fit.",
)
QUESTIONS = ("Who approved the berth plan?", "How many ladders are marked?", "When was the hose of quay 4 tested?")
DAY = date(2031, 6, 1)


@pytest.fixture(name="model", scope="module")
def _model() -> SmallModel:
    path = installed()
    assert path is not None
    return SmallModel(path, reply_tokens=96, temperature=0.8)


@pytest.fixture(name="server", scope="module")
def _server(model: SmallModel) -> Iterator[OllamaServer]:
    with ollama_server() as running:
        running.models, running.chat, running.context_tokens = {"small:latest": "ab" * 32}, model, 100_000
        yield running


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("small")
    with open_archive(folder / "home") as archive:
        source = archive.add_source(folder)
        for number, page in enumerate(PAGES):
            put(archive, source, document(f"page {number}.md", page))
        yield archive


def test_a_real_model_is_asked_through_the_client_and_tells_what_it_read(server: OllamaServer) -> None:
    chat = OllamaChat(server.url, "small", context_tokens=2_048, reply_tokens=96)
    heard = chat.ask("Say in five words what a harbour is.")
    assert heard.text.strip()
    assert heard.prompt_tokens is not None and heard.prompt_tokens > 10


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_detail_of_a_shown_sentence_is_missing_from_its_quotes(
    server: OllamaServer, archive: Archive, question: str
) -> None:
    view, chat = archive.view(), OllamaChat(server.url, "small", context_tokens=4_096, reply_tokens=96)
    offered = [
        of_candidate(Candidate(each, Match((), (), ()), {"typed": 1.0}))
        for stored in view.documents()
        for passage in view.passages(stored.rowid)
        for each in statements(passage, partial(view.parsed, stored.rowid))
    ]
    budget = Budget(lambda text: len(text.split()), 300, attempts=1)
    told = compose(understand(question), offered, chat, budget, view, DAY)
    assert isinstance(told, Composition | Fallback)
    for claim in told.claims if isinstance(told, Composition) else ():
        assert not foreign(claim.text, " ".join(citation.quote for citation in claim.citations))


def test_what_a_model_invents_of_a_sentence_does_not_stand(model: SmallModel) -> None:
    invented = 0
    for page in PAGES:
        for _ in range(3):
            said = model(f"Evidence: {page}\n\nTell an auditor what happened, with dates and figures.", None)
            details = foreign(said.text, page)
            invented += bool(details)
            assert not details or check(said.text, [page]).level == "unsupported"
    assert invented, "the model is no adversary: it invented nothing"
