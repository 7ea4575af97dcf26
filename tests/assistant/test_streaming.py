"""Answers told while they come about, and what the ledger holds when the reader leaves."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant, Question
from assistant.composer import Composer
from assistant.llm.compose import Budget
from assistant.retrieve import Retriever
from assistant.service import OPERATOR, Asked, Service
from evidence.archive import Archive
from evidence.embedders import MiniLM
from evidence.errors import ArchiveError, QuestionError
from evidence.ollama_chat import OllamaChat
from evidence.record import Record
from ingest.sync import SyncOptions, synchronise
from ingest.tokens import count_tokens
from tests.support.chats import reply, spans
from tests.support.ingestion import write
from tests.support.ollama_server import OllamaServer, ollama_server

TODAY = date(2026, 6, 30)
QUESTION = "Why is the north gate closed at night?"
WORDS = "The north gate is closed at night because the lamps were removed in March 2026."
SAID = "The gate is closed at night because the lamps were removed in March 2026."
MORE = "The lamps were removed in March 2026."
BOILER = "The old boiler was swept on 4 May 2024 and stands in the cellar."
INVENTED = "The lamps were removed in March 2024."


class Left(Exception):
    """The reader has left."""


class Heard:
    """A listener that keeps what it was told, and may leave at an event."""

    def __init__(self, leave_at: int | None = None, error: BaseException | None = None) -> None:
        self.events: list[tuple[str, Mapping[str, Any]]] = []
        self._leave_at, self._error = leave_at, error or Left()

    def __call__(self, event: str, data: Mapping[str, Any]) -> None:
        self.events.append((event, data))
        if len(self.events) - 1 == self._leave_at:
            raise self._error

    @property
    def claims(self) -> list[str]:
        return [str(data["text"]) for event, data in self.events if event == "claim"]


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("streaming")
    files = {
        "gate.md": f"# North gate\n\n{WORDS}\n\nThe south gate stays open.\n",
        "boiler.md": f"# Boiler\n\n{BOILER}\n\nThe boiler stands in the cellar.\n",
        "policy.md": "# AI Policy\n\nThe AI policy was approved by the Board of Directors on 3 May 2025.\n",
    }
    docs = write(root / "docs", files)
    embedder = MiniLM()
    with Archive.open(root / "home", embedder.id, embedder.dimensions) as archive:
        synchronise(archive, embedder, [docs], SyncOptions(workers=1, home=root / "home"), None)
    return root / "home"


@pytest.fixture(name="server")
def _server() -> Iterator[OllamaServer]:
    with ollama_server() as server:
        server.models["scripted:1b"] = "sha256:" + "ab" * 32
        server.context_tokens = 4_096
        yield server


@pytest.fixture(name="service")
def _service(home: Path, server: OllamaServer) -> Iterator[Service]:
    embedder = MiniLM()
    composer = Composer(OllamaChat(server.url, "scripted:1b", timeout=20), Budget(count_tokens))
    with Archive.open(home, embedder.id, embedder.dimensions) as archive, Record(home) as record:
        assistant = Assistant(embedder, Retriever(), composer=composer)
        yield Service(archive, assistant, embedder, record, lambda: TODAY, lambda: ())


def entries(service: Service) -> list[Mapping[str, Any]]:
    return [entry.content or {} for entry in service.record.ledger.entries(limit=1_000, kind="answer")]


def said(prompt: str, *sentences: str) -> str:
    key = next(key for key, words in spans(prompt).items() if "lamps" in words)
    return reply(*((sentence, [key], [WORDS]) for sentence in sentences))


def parts(text: str, at: str, hold: threading.Event) -> Iterator[dict[str, Any]]:
    """A reply as Ollama streams it; what follows ``at`` comes when ``hold`` is set."""
    place = text.index(at) + len(at)
    for piece in (text[:place], text[place:]):
        yield {"model": "scripted:1b", "message": {"role": "assistant", "content": piece}, "done": False}
        assert hold.wait(30)
    yield {
        "model": "scripted:1b",
        "message": {"role": "assistant", "content": ""},
        "done": True,
        "done_reason": "stop",
        "prompt_eval_count": 4_000,
        "eval_count": 9,
    }


def test_a_sentence_is_told_while_the_model_still_speaks(service: Service, server: OllamaServer) -> None:
    first = threading.Event()
    held: list[int] = []

    class Waiting(Heard):
        def __call__(self, event: str, data: Mapping[str, Any]) -> None:
            super().__call__(event, data)
            if event == "claim" and not first.is_set():
                held.append(len(entries(service)))
                first.set()

    before = len(entries(service))
    heard = Waiting()
    server.chat = lambda prompt, schema: pytest.fail("not streamed")
    server.override = lambda path: None if path != "/api/chat" else (200, parts(script(server), '"]}', first))
    told = service.ask(OPERATOR, Asked(QUESTION), heard)
    assert [event for event, _ in heard.events] == ["understood", "claim", "claim"]
    assert heard.claims == [claim.text for claim in told.answer.claims] == [SAID, MORE]
    assert [data["number"] for event, data in heard.events if event == "claim"] == [1, 2]
    assert all("mode" not in data for _, data in heard.events)
    assert told.answer.mode == "llm"
    assert (held, len(entries(service))) == ([before], before + 1)
    assert entries(service)[-1]["answer"]["claims"] == told.answer.as_json()["claims"]
    assert "interrupted" not in entries(service)[-1]


def script(server: OllamaServer) -> str:
    return said(server.asked()[-1], SAID, MORE)


@pytest.mark.parametrize("error", [Left(), ConnectionResetError(), ValueError("gone"), KeyboardInterrupt()])
def test_a_reader_who_leaves_ends_the_request_and_what_was_shown_is_entered(
    service: Service, server: OllamaServer, error: BaseException
) -> None:
    closed = threading.Event()

    def endless() -> Iterator[dict[str, Any]]:
        try:
            text = script(server)
            while True:
                yield {"model": "scripted:1b", "message": {"role": "assistant", "content": text}, "done": False}
                text = " "
        finally:
            closed.set()

    before = len(entries(service))
    server.override = lambda path: (200, endless()) if path == "/api/chat" else None
    heard = Heard(leave_at=1, error=error)
    with pytest.raises(type(error)):
        service.ask(OPERATOR, Asked(QUESTION), heard)
    assert closed.wait(30)
    assert len(server.asked()) == 1
    assert heard.claims == [SAID]
    (entry,) = entries(service)[before:]
    answer = entry["answer"]
    assert entry["interrupted"] is True
    assert (answer["status"], answer["mode"], answer["text"]) == ("partial", "llm", f"{SAID} [1]")
    assert [claim["text"] for claim in answer["claims"]] == [SAID]
    assert entry["documents"] == [{"doc_id": "gate.md", "sha256": answer["claims"][0]["citations"][0]["sha256"]}]
    assert service.record.ledger.verify().problems == ()


def test_who_leaves_before_a_claim_is_entered_too(service: Service) -> None:
    before = len(entries(service))
    with pytest.raises(Left):
        service.ask(OPERATOR, Asked(QUESTION), Heard(leave_at=0))
    (entry,) = entries(service)[before:]
    assert (entry["interrupted"], entry["answer"]["claims"], entry["question"]) == (True, [], QUESTION)


def test_a_sentence_that_does_not_stand_is_never_told(service: Service, server: OllamaServer) -> None:
    server.chat = lambda prompt, schema: said(prompt, INVENTED)
    heard = Heard()
    told = service.ask(OPERATOR, Asked(QUESTION), heard)
    assert (told.answer.mode, told.answer.withheld) == ("extractive", 1)
    assert heard.claims == [claim.text for claim in told.answer.claims]
    assert INVENTED not in heard.claims


def test_sentences_beside_the_question_are_held_back(service: Service, server: OllamaServer) -> None:
    """The day asked for is not in the first sentence: nothing is told until one has it."""
    question = "When was the old boiler swept?"
    beside, meant = "The old boiler stands in the cellar.", "The old boiler was swept on 4 May 2024."
    for sentences, told_of in (([beside], None), ([beside, meant], [beside, meant])):

        def boiler(prompt: str, schema: Any, chosen: tuple[str, ...] = tuple(sentences)) -> str:
            key = next(key for key, words in spans(prompt).items() if "swept" in words)
            return reply(*((sentence, [key], [BOILER]) for sentence in chosen))

        server.chat = boiler
        heard = Heard()
        answer = service.ask(OPERATOR, Asked(question), heard).answer
        assert heard.claims == [claim.text for claim in answer.claims]
        assert answer.mode == ("llm" if told_of else "extractive")
        assert told_of is None or heard.claims == told_of


def test_answers_of_every_way_are_told_whole_and_in_order(service: Service) -> None:
    for question in ("Who approved the AI policy?", "Who approved the AI policy? Why is the north gate closed?"):
        heard = Heard()
        told = service.ask(OPERATOR, Asked(question, mode="extractive"), heard)
        assert [event for event, _ in heard.events] == ["understood"] + ["claim"] * len(told.answer.claims)
        assert heard.claims == [claim.text for claim in told.answer.claims]


def test_a_question_is_asked_once_more_when_a_document_vanished(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    real = service.assistant.ask
    failures = [ArchiveError("it is gone", retry=True)]

    def failing(view: Any, question: Question, today: date, listener: Any = None) -> Any:
        asked.append(view)
        if failures:
            listener("understood", {"kind": "who", "subject": "policy", "period": None})
            raise failures.pop()
        return real(view, question, today, listener)

    monkeypatch.setattr(service.assistant, "ask", failing)
    heard = Heard()
    told = service.ask(OPERATOR, Asked("Who approved the AI policy?"), heard)
    assert told.answer.status == "answered"
    assert len(asked) == 2
    assert asked[0] is not asked[1]
    assert [event for event, _ in heard.events].count("understood") == 1
    failures += [ArchiveError("it is gone", retry=True)] * 2
    with pytest.raises(ArchiveError):
        service.ask(OPERATOR, Asked("Who approved the AI policy?"))
    failures.clear()
    failures.append(ArchiveError("the disk is full"))
    asked.clear()
    with pytest.raises(ArchiveError):
        service.ask(OPERATOR, Asked("Who approved the AI policy?"), Heard())
    assert len(asked) == 1


@pytest.mark.parametrize(
    "question", [QUESTION, "Who paints the fence?", "Who paints the fence? And how often is the roof swept?"]
)
def test_the_passages_that_were_read_are_entered_whether_cited_or_not(service: Service, question: str) -> None:
    heard = Heard()
    told = service.ask(OPERATOR, Asked(question, mode="extractive"), heard)
    entry = entries(service)[-1]
    view = service.view(OPERATOR)
    held = {
        each.passage_id: (document.doc_id, document.sha256)
        for document in view.documents()
        for each in view.passages(document.rowid)
    }
    seen = {each["passage_id"]: (each["doc_id"], each["sha256"]) for each in entry["seen"]}
    assert seen == held
    assert len(entry["seen"]) == len(seen) and set(entry["passages"]) <= set(seen)
    assert {event for event, _ in heard.events} <= {"understood", "claim"}
    assert "seen" not in told.answer.as_json()


def test_what_was_read_for_an_answer_that_broke_off_is_entered(service: Service) -> None:
    with pytest.raises(Left):
        service.ask(OPERATOR, Asked(QUESTION, mode="extractive"), Heard(leave_at=1))
    assert entries(service)[-1]["interrupted"] and entries(service)[-1]["seen"]


def test_an_answer_of_the_register_rests_on_facts_and_reads_no_passage(service: Service) -> None:
    told = service.ask(OPERATOR, Asked("Who approved the AI policy?"))
    assert told.answer.mode == "register" and entries(service)[-1]["seen"] == []


@pytest.mark.parametrize("mode", ["auto", "extractive"])
def test_verification_is_timed_apart_whoever_composes(service: Service, server: OllamaServer, mode: str) -> None:
    server.chat = lambda prompt, schema: said(prompt, SAID)
    answer = service.ask(OPERATOR, Asked(QUESTION, mode=mode)).answer
    assert answer.mode == ("llm" if mode == "auto" else "extractive")
    assert list(answer.timings_ms)[-3:] == (
        ["compose", "verify", "llm"] if mode == "auto" else ["select", "compose", "verify"]
    )
    assert min(answer.timings_ms.values()) >= 0


def test_known_by_and_framework_are_entered(service: Service) -> None:
    asked = Asked("What evidence do we have for clause 9.3?", known_by=date(2026, 1, 1), framework="iso14001")
    told = service.ask(OPERATOR, asked)
    entry = entries(service)[-1]
    assert (entry["known_by"], entry["framework"]) == ("2026-01-01", "iso14001")
    assert told.answer.interpretation.kind
    with pytest.raises(QuestionError, match="no framework"):
        service.ask(OPERATOR, Asked(QUESTION, framework="iso1"))
