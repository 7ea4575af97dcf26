"""Answers of a running server on the command line, claim by claim."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from assistant.ask import Question
from assistant.told import Told, events
from evidence.errors import ServiceError, VouchError
from tests.support.api_server import Server
from vouch.remote import Remote

ASK = Question("Who approved the AI policy?")


class Heard:
    def __init__(self) -> None:
        self.names: list[str] = []
        self.claims: list[Mapping[str, Any]] = []

    def __call__(self, name: str, data: Mapping[str, Any]) -> None:
        self.names.append(name)
        if name == "claim":
            self.claims.append({key: value for key, value in data.items() if key != "number"})


def test_claims_are_told_before_the_answer_and_are_the_same(open_server: Server) -> None:
    server = Remote(open_server.url, open_server.token("operator", None, "admin"), True)
    heard = Heard()
    answer, kept = server.told(None, ASK, conversation="", listener=heard)
    assert heard.names == ["understood", *["claim"] * len(answer.claims)] and heard.claims
    assert heard.claims == answer.as_json()["claims"]
    assert kept["conversation"] and kept["ledger"]
    plain = server.told(None, ASK)[0].as_json()
    assert {**plain, "timings_ms": {}} == {**answer.as_json(), "timings_ms": {}}


def test_refusals_are_told_as_without_a_stream(open_server: Server) -> None:
    server = Remote(open_server.url, open_server.token("operator", None, "admin"), True)
    for question, words in ((Question(" "), "question"), (Question("x" * 5_000), "characters")):
        said = []
        for listener in (None, Heard()):
            with pytest.raises(VouchError) as refused:
                server.told(None, question, listener=listener)
            said.append((str(refused.value), refused.value.remedy))
        assert said[0] == said[1] and words in said[0][0]
    with pytest.raises(VouchError, match="there is no conversation"):
        server.told(None, ASK, conversation="nobody's", listener=Heard())
    with pytest.raises(VouchError, match="token"):
        Remote(open_server.url, "wrong", True).told(None, ASK, listener=Heard())


@contextmanager
def breaking(answer: Mapping[str, Any], *, after: int) -> Iterator[tuple[str, list[str]]]:
    """A server whose first connection breaks after so many events; the paths that it was asked for."""
    asked: list[str] = []
    sent = [("understood", {"kind": "who"}), ("claim", {"number": 1}), ("answer", answer)]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._send(sent[:after])

        def do_GET(self) -> None:
            self._send(sent[int(self.headers["Last-Event-ID"].partition(":")[2]) + 1 :])

        def _send(self, some: list[Any]) -> None:
            asked.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"retry: 1000\n\n: waiting\n\n")
            for name, data in some:
                at = sent.index((name, data))
                self.wfile.write(f"id: run:{at}\nevent: {name}\ndata: {json.dumps(data)}\n\n".encode())
            self.wfile.write(b"event: answer\ndata: {")  # cut off

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("after", [1, 2])
def test_a_connection_that_breaks_is_taken_up_where_it_broke(open_server: Server, after: int) -> None:
    whole = Remote(open_server.url, open_server.token("operator", None, "admin"), True).told(None, ASK)
    answer = {**whole[0].as_json(), **whole[1]}
    heard = Heard()
    with breaking(answer, after=after) as (address, asked):
        told, _ = Remote(address, "secret", True).told(None, ASK, listener=heard)
    assert asked == ["POST /api/v1/ask/stream", "GET /api/v1/ask/streams/run"]
    assert heard.names == ["understood", "claim"]
    assert told.as_json() == whole[0].as_json()


def test_nothing_is_asked_twice_where_nothing_came() -> None:
    with breaking({}, after=0) as (address, asked), pytest.raises(ServiceError, match="does not answer"):
        Remote(address, "secret", True).told(None, ASK, listener=Heard())
    assert asked == ["POST /api/v1/ask/stream"]


def test_events_are_read_as_they_are_defined() -> None:
    lines = [
        ": hello",
        "",
        "id:1",
        "event: a",
        "data: {",
        'data: "b": 1}',
        "",
        "data: 2",
        "",
        "event: none",
        "",
        "data: 3",
    ]
    assert list(events(lines)) == [Told("1", "a", {"b": 1}), Told("", "message", 2)]  # type: ignore[arg-type]
