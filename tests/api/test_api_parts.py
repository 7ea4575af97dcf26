"""The parts that requests share: pools, rates, cursors, origins, spans, and the door to ingestion."""

from __future__ import annotations

import asyncio
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.datastructures import Headers

from assistant.answer import Answer, Interpretation
from assistant.api.errors import BadRequest, Busy, CrossSite, RateLimited, TooLong, WrongHost
from assistant.api.origins import check_host, check_origin
from assistant.api.paging import decode, encode, page_of
from assistant.api.rates import Rates
from assistant.api.steady import steady
from assistant.api.traces import Traces
from assistant.api.workers import Workers
from assistant.service import OPERATOR, Asked, Told
from evidence.archive import Archive
from evidence.errors import ArchiveError, SettingsError
from tests.support.api_server import Server
from tests.support.embedders import FakeEmbedder
from tests.support.ingestion import write
from vouch.app import App
from vouch.door import Door
from vouch.settings import Settings


def test_a_pool_holds_so_much_and_no_more_and_frees_its_places() -> None:
    pool, gate = Workers(1, 1), threading.Event()
    first, second = pool.submit(gate.wait), pool.submit(lambda: 7)
    with pytest.raises(Busy) as refused:
        pool.submit(lambda: 8)
    assert refused.value.retry_after >= 1 and (pool.running, pool.waiting) == (1, 1)
    gate.set()
    assert first.result(10) and second.result(10) == 7
    assert pool.submit(lambda: 9).result(10) == 9
    assert pool.close(10)
    with pytest.raises(Busy):
        pool.submit(lambda: 10)


def test_work_that_nobody_waits_for_is_not_begun() -> None:
    pool, gate, done = Workers(1, 4), threading.Event(), []
    blocked = pool.submit(gate.wait)

    async def ask() -> None:
        with pytest.raises(TooLong):
            await pool.run(lambda: done.append(1), 0.05)

    asyncio.run(ask())
    gate.set()
    assert blocked.result(10)
    assert pool.submit(lambda: 2).result(10) == 2 and done == []
    assert pool.close(10) and (pool.running, pool.waiting) == (0, 0)


def test_a_closing_pool_waits_no_longer_than_it_may() -> None:
    pool, gate = Workers(1, 1), threading.Event()
    running = pool.submit(gate.wait)
    assert not pool.close(0.05)
    gate.set()
    assert running.result(10)


def test_what_work_raises_reaches_who_asked() -> None:
    pool = Workers(1, 1)

    def fail() -> None:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        asyncio.run(pool.run(fail, 10))
    pool.close(10)


def test_what_was_replaced_while_it_was_read_is_read_anew() -> None:
    tries: list[int] = []

    def read(times: int, error: ArchiveError) -> int:
        tries.append(1)
        if len(tries) <= times:
            raise error
        return len(tries)

    changed = ArchiveError("the archive changed while it was read", retry=True)
    assert steady(lambda: read(2, changed)) == 3
    tries.clear()
    with pytest.raises(ArchiveError, match="changed"):
        steady(lambda: read(99, changed))
    tries.clear()
    with pytest.raises(ArchiveError, match="closed"):
        steady(lambda: read(99, ArchiveError("it is closed")))
    assert len(tries) == 1


def test_a_bucket_refills_with_time() -> None:
    now = [0.0]
    rates = Rates(60, 2, lambda: now[0])
    rates.take("ana")
    rates.take("ana")
    with pytest.raises(RateLimited) as refused:
        rates.take("ana")
    assert refused.value.retry_after == 1
    rates.take("ben")
    now[0] += 1.0
    rates.take("ana")


@given(st.lists(st.text(min_size=1), unique=True, max_size=30), st.integers(1, 7))
def test_pages_show_everything_once_and_in_order(items: list[str], limit: int) -> None:
    collected: list[str] = []
    cursor: str | None = None
    while True:
        page = page_of(items, str, cursor, limit, str)
        collected += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert collected == items


@given(st.text())
def test_cursors_are_read_back(name: str) -> None:
    assert decode(encode(name)) == name or any(0xD800 <= ord(each) <= 0xDFFF for each in name)


@pytest.mark.parametrize("cursor", ["é", "!", "a", "////"])
def test_cursors_that_are_none_are_refused(cursor: str) -> None:
    with pytest.raises(BadRequest):
        page_of(["x"], str, cursor, 5, str)


@pytest.mark.parametrize("origin", ["http://evil", "null", "", "file://", "http://here:1", "http://here/x", "http://["])
def test_origins_elsewhere_are_refused(origin: str) -> None:
    with pytest.raises(CrossSite):
        check_origin("POST", Headers({"host": "here", "origin": origin}), "")


def test_origins_here_are_let_through() -> None:
    check_origin("POST", Headers({"host": "here:80", "origin": "http://here:80"}), "")
    check_origin("POST", Headers({"host": "inside:80", "origin": "https://vouch.example"}), "https://vouch.example/")
    check_origin("GET", Headers({"host": "here", "origin": "http://evil"}), "")


def test_two_host_headers_are_one_too_many() -> None:
    with pytest.raises(WrongHost):
        check_host(Headers(raw=[(b"host", b"localhost"), (b"host", b"evil")]), ("localhost",))
    check_host(Headers({"host": "any.example"}), ())


def test_an_answers_stages_are_spans_without_its_words() -> None:
    spans = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    traces = Traces(provider)
    laps = {"understand": 1.0, "retrieve": 20.0, "compose": 5.0, "verify": 2.0}
    reading = Interpretation(kind="who", subject="secret words")
    answer = Answer(
        id="q", question="secret words", status="answered", text="secret words", as_of="2026-01-01",
        interpretation=reading, timings_ms=laps,
    )  # fmt: skip
    with traces.question() as span:
        traces.stages(span, Told(answer, 1, None))
    found = spans.get_finished_spans()
    assert [each.name for each in found] == ["understand", "retrieve", "compose", "verify", "ask"]
    asked = found[-1]
    assert asked.context and all(each.parent and each.parent.span_id == asked.context.span_id for each in found[:-1])
    assert "secret" not in str([each.to_json() for each in found])
    starts = [each.start_time or 0 for each in found[:-1]]
    assert starts == sorted(starts)


def test_the_stages_of_a_real_answer_are_those_that_are_described(open_server: Server) -> None:
    spans = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    traces = Traces(provider)
    for question in ("Who approved the AI policy?", "What must a supplier of paint do on a ship?"):
        told = open_server.parts.service.ask(OPERATOR, Asked(question, keep=False))
        with traces.question() as span:
            traces.stages(span, told)
    assert {each.name for each in spans.get_finished_spans()} == {"ask", "understand", "retrieve", "compose", "verify"}


class _Program(App):
    """The program with a fake embedder."""

    @property
    def embedder(self) -> Any:
        return FakeEmbedder()


def _door(home: Path, archive: Archive, *roots: Path) -> Door:
    settings = Settings.model_validate(
        {"home": home, "ingest": {"workers": 1}, "serve": {"ingest_roots": roots}, "today": date(2026, 6, 15)}
    )
    return Door(_Program(settings), archive)


def _wait(door: Door) -> None:
    while door.progress().running:
        threading.Event().wait(0.01)


def test_the_door_ingests_one_run_at_a_time_and_tells_how_it_went(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {f"{number}.md": f"# Document {number}\n\nWords." for number in range(5)})
    embedder, home = FakeEmbedder(), tmp_path / "home"
    with Archive.open(home, embedder.id, embedder.dimensions) as archive:
        door = _door(home, archive, docs)
        with pytest.raises(SettingsError, match="nothing was ingested yet"):
            door.ingest([], False, "ana")
        begun = door.ingest([str(docs)], False, "ana")
        assert begun.state == "running" and begun.by == "ana"
        if door.progress().running:
            with pytest.raises(Busy):
                door.ingest([str(docs)], False, "ben")
        _wait(door)
        told = door.progress()
        assert told.state == "done" and told.report["added"] == 5 and told.ended
        (docs / "0.md").unlink()
        door.ingest([], True, "ana")
        _wait(door)
        assert door.progress().report["withdrawn"] == 1
        assert archive.view().counts.documents == 4
        assert list(door.sources().values()) == [str(docs)] and door.status()["documents"] == 4
        assert door.folders() == [str(docs)] and door.folders(str(docs)) == []
        door.close()


def test_the_door_stops_after_the_document_in_hand(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {f"{number}.md": f"# Document {number}\n\nWords." for number in range(40)})
    embedder, home = FakeEmbedder(), tmp_path / "home"
    with Archive.open(home, embedder.id, embedder.dimensions) as archive:
        door = _door(home, archive, docs)
        door.ingest([str(docs)], False, "ana")
        assert door.cancel().state in ("stopping", "done")
        _wait(door)
        assert door.progress().state in ("cancelled", "done")
        assert door.cancel().state == door.progress().state
        door.ingest([str(docs)], False, "ana")
        _wait(door)
        assert archive.view().counts.documents == 40


def test_only_open_folders_are_ingested_whatever_they_are_called(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"a.md": "# A\n\nWords."})
    write(tmp_path / "private", {"b.md": "# B\n\nWords."})
    (docs / "way-out").symlink_to(tmp_path / "private")
    embedder, home = FakeEmbedder(), tmp_path / "home"
    with Archive.open(home, embedder.id, embedder.dimensions) as archive:
        door = _door(home, archive, docs)
        for path in ("private", f"{docs}/../private", f"{docs}/way-out", str(tmp_path), "/nowhere", "a\0b"):
            with pytest.raises(SettingsError):
                door.ingest([path], False, "ana")
        assert door.ingest([str(tmp_path / "private")], False, "operator", anywhere=True).state == "running"
        _wait(door)
        assert archive.view().counts.documents == 1
        door.ingest([str(tmp_path / "gone")], False, "operator", anywhere=True)
        _wait(door)
        assert door.progress().state == "failed" and "gone" in door.progress().error
