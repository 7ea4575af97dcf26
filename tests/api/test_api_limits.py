"""Too much, too big, too slow, from elsewhere: clean errors, and the server goes on."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.api.parts import ApiLimits, Auth
from assistant.ask import Assistant, Question
from assistant.retrieve import Retriever
from tests.support.api_server import Server, copied, served
from tests.support.embedders import FakeEmbedder
from vouch import patience

ASK = {"question": "Who approved the AI policy?"}


class Gated:
    """An assistant that answers when it is let."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.begun = threading.Semaphore(0)
        self._answers = Assistant(FakeEmbedder(), Retriever())
        self.asked = 0

    def ask(self, view: Any, question: Question, today: Any, listener: Any = None) -> Any:
        self.asked += 1
        self.begun.release()
        assert self.gate.wait(30)
        return self._answers.ask(view, question, today, listener)


@contextmanager
def gated(home: Path, **limits: Any) -> Iterator[tuple[Server, Gated]]:
    """A server whose answers wait to be let."""
    assistant = Gated()
    with served(home, limits=ApiLimits(**limits), assistant=assistant) as server:
        try:
            yield server, assistant
        finally:
            assistant.gate.set()


def in_thread(work: Callable[[], httpx.Response], into: list[httpx.Response]) -> threading.Thread:
    """Ask in a thread of its own."""
    thread = threading.Thread(target=lambda: into.append(work()))
    thread.start()
    return thread


def test_what_is_beyond_the_queue_is_refused_honestly_while_health_answers(home: Path) -> None:
    with gated(home, workers=1, queue=1) as (server, assistant), server.client() as client:
        got: list[httpx.Response] = []
        threads = [in_thread(lambda: client.post("/ask", json=ASK), got)]
        assert assistant.begun.acquire(timeout=30)
        threads.append(in_thread(lambda: client.post("/ask", json=ASK), got))
        while server.core.workers.waiting < 1:
            time.sleep(0.005)
        refused = client.post("/ask", json=ASK)
        assert refused.status_code == 429 and refused.json()["code"] == "busy"
        assert int(refused.headers["retry-after"]) >= 1
        assert httpx.get(f"{server.url}/healthz", trust_env=False).json() == {"status": "ok"}
        assert httpx.get(f"{server.url}/readyz", trust_env=False).json()["status"] == "ready"
        figures = httpx.get(f"{server.url}/metrics", trust_env=False).text
        assert "vouch_queue_depth 1.0" in figures and "vouch_working 1.0" in figures
        assistant.gate.set()
        for thread in threads:
            thread.join()
        assert [each.status_code for each in got] == [200, 200]
        assert 'vouch_refused_total{code="busy"} 1.0' in httpx.get(f"{server.url}/metrics", trust_env=False).text


def test_an_answer_that_takes_too_long_is_a_timeout_and_keeps_its_place(home: Path) -> None:
    with gated(home, workers=1, queue=0, request_seconds=0.2) as (server, assistant), server.client() as client:
        late = client.post("/ask", json=ASK)
        assert late.status_code == 504 and late.json()["code"] == "timeout"
        assert client.post("/ask", json=ASK).status_code == 429
        assistant.gate.set()
        assert client.get("/me").status_code == 200


def test_each_person_has_a_rate_and_is_told_when_to_come_back(home: Path) -> None:
    limits = ApiLimits(rate_per_minute=1, rate_burst=2)
    with served(home, Auth("token"), limits) as server:
        ana, ben = server.token("ana"), server.token("ben")
        with server.client(ana) as first, server.client(ben) as second:
            codes = [first.post("/search", json=ASK).status_code for _ in range(3)]
            assert codes == [200, 200, 429]
            refused = first.post("/search", json=ASK)
            assert refused.json()["code"] == "rate_limited" and 1 <= int(refused.headers["retry-after"]) <= 61
            assert second.post("/search", json=ASK).status_code == 200


def test_guessing_tokens_costs(home: Path) -> None:
    with (
        served(home, Auth("token"), ApiLimits(rate_per_minute=1, rate_burst=1)) as server,
        server.client("no") as client,
    ):
        codes = {client.get("/me").status_code for _ in range(30)}
        assert codes == {401, 429}


@pytest.fixture(scope="module")
def small(ingested: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with narrow limits."""
    limits = ApiLimits(body_bytes=2_000, body_seconds=0.4, question_characters=50)
    with served(copied(ingested, tmp_path_factory.mktemp("small")), limits=limits) as server:
        yield server


def raw(server: Server, *pieces: bytes, then: bytes = b"") -> bytes:
    """What a bare connection is answered to the pieces sent."""
    with socket.create_connection(server.address, timeout=30) as connection:
        for piece in pieces:
            connection.sendall(piece)
        received = b""
        with suppress(ConnectionResetError):  # the server does not read on
            while block := connection.recv(65_536):
                received += block
        return received


HEAD = b"POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"


def test_a_stated_length_beyond_the_limit_is_refused_unread(small: Server) -> None:
    answer = raw(small, HEAD + b"Content-Length: 99999999999\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413") and b"body_too_large" in answer


def test_a_chunked_body_beyond_the_limit_is_refused_on_the_way(small: Server) -> None:
    chunk = b"400\r\n" + b"x" * 1024 + b"\r\n"
    answer = raw(small, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", chunk, chunk, chunk)
    assert answer.startswith(b"HTTP/1.1 413")


def test_a_slow_body_is_given_up_and_holds_no_worker(small: Server) -> None:
    answer = raw(small, HEAD + b"Content-Length: 100\r\n\r\n", b'{"question"')
    assert answer.startswith(b"HTTP/1.1 408") and b"body_too_slow" in answer
    assert small.core.workers.running == 0


def test_a_head_that_never_ends_is_let_go(small: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.2)
    assert raw(small) == b""
    assert raw(small, b"GET /healthz HTTP/1.1\r\nHost: local") == b""
    kept = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert raw(small, kept, b"GET /healthz HT").startswith(b"HTTP/1.1 200")


def test_a_head_beyond_all_measure_is_refused(small: Server) -> None:
    answer = raw(small, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400") or answer == b""


def test_long_questions_and_broken_bodies_are_problems(small: Server) -> None:
    with small.client() as client:
        long = client.post("/ask", json={"question": "x" * 51})
        assert long.status_code == 422 and long.json()["code"] == "question_too_long"
        broken = client.post("/ask", content=b"{", headers={"Content-Type": "application/json"})
        assert broken.status_code == 400 and broken.headers["content-type"] == "application/problem+json"
        wrong = client.post("/ask", json={"question": 7, "colour": "red"})
        assert wrong.status_code == 422
        assert {each["where"] for each in wrong.json()["errors"]} == {"body.question", "body.colour"}
        for body in (b"\xff\xfe", b'"x"', b"[]", b"null", b'{"question": "\\ud800"}', b"[" * 1_900):
            answer = client.post("/ask", content=body, headers={"Content-Type": "application/json"})
            assert answer.status_code in (400, 422), body
            assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("question", [" ", "\0", "?", "\u202e\u0000abc"])
def test_questions_that_are_none_are_problems_or_not_found(small: Server, question: str) -> None:
    with small.client() as client:
        answer = client.post("/ask", json={"question": question})
        assert answer.status_code == 400 or answer.json()["status"] in ("not_found", "partial", "answered")


@pytest.mark.parametrize(
    "path",
    [
        "/documents/..%2f..%2f..%2fetc%2fpasswd",
        "/documents/../../../../etc/passwd/original",
        "/documents/%2e%2e/%2e%2e/etc/passwd/text",
        "/documents//etc/passwd/original",
        "/documents/docs:../../etc/passwd",
        "/documents/policies/ai-policy.md%00/original",
        "/documents/%ff%fe/text",
        "/documents/" + "a" * 5_000,
        "/ledger/99999999999999999999",
        "/conversations/..%2f..",
        "/register/..%2f..%2fetc",
    ],
)
def test_paths_lead_nowhere(open_server: Server, path: str) -> None:
    answer = raw(open_server, f"GET /api/v1{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert answer.split(b" ", 2)[1] in (b"400", b"404", b"422") and b"root:" not in answer
    assert b"application/problem+json" in answer


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "a b", "[::1"]
)
def test_names_that_are_not_ours_are_refused(open_server: Server, host: str) -> None:
    answer = raw(open_server, f"GET /api/v1/me HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith((b"HTTP/1.1 421", b"HTTP/1.1 400")) and b"operator" not in answer


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9999", "[::1]:80", "LOCALHOST"])
def test_local_names_are_ours(open_server: Server, host: str) -> None:
    answer = raw(open_server, f"GET /api/v1/me HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_changes_from_other_sites_are_refused(open_server: Server, headers: dict[str, str]) -> None:
    with open_server.client(**headers) as client:
        answer = client.post("/ask", json=ASK)
        assert answer.status_code == 403 and answer.json()["code"] == "cross_site"


def test_changes_from_our_own_pages_are_let_through(open_server: Server) -> None:
    with open_server.client(Origin=open_server.url) as client:
        assert client.post("/search", json=ASK).status_code == 200
    with open_server.client(**{"Sec-Fetch-Site": "same-origin", "Origin": "null"}) as client:
        assert client.post("/search", json=ASK).status_code == 200


def test_every_response_is_safe_to_show_and_carries_its_request(open_server: Server) -> None:
    with open_server.client(**{"X-Request-ID": "mine-1"}) as client:
        for path in ("/me", "/nothing", "/documents/none"):
            headers = client.get(path).headers
            assert headers["x-request-id"] == "mine-1"
            assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["referrer-policy"] == "no-referrer" and "server" not in headers
        assert client.get("/nothing").json()["request_id"] == "mine-1"
        bad = client.get("/me", headers={"X-Request-ID": "a b\tc"}).headers["x-request-id"]
        assert bad != "a b\tc" and len(bad) == 16


def test_unknown_methods_name_those_that_are_there(open_server: Server) -> None:
    with open_server.client() as client:
        answer = client.put("/ask", json={})
        assert answer.status_code == 405 and answer.headers["allow"] == "POST"
        assert answer.json()["code"] == "method_not_allowed"


def test_keys_make_writes_happen_once(open_server: Server) -> None:
    with open_server.client() as client:
        key = {"Idempotency-Key": "ask-once"}
        one, two = (client.post("/ask", json=ASK, headers=key).json() for _ in range(2))
        assert one == two
        open_server.core.asking.forget()  # as a restart does
        assert client.post("/ask", json=ASK, headers=key).json() == one
        streamed = client.post("/ask/stream", json=ASK, headers=key).text
        assert streamed.startswith("event: answer\ndata: ") and json.loads(streamed.split("data: ")[1]) == one
        other = client.post("/ask", json={"question": "Another?"}, headers=key)
        assert other.status_code == 409 and other.json()["code"] == "conflict"
        body = {"ledger": one["ledger"], "verdict": "helpful"}
        said = [client.post("/feedback", json=body, headers={"Idempotency-Key": "fb"}).json() for _ in range(2)]
        assert said[0] == said[1]
        assert len(client.get("/feedback", params={"ledger": one["ledger"]}).json()["items"]) == 1
        begun = [client.post("/admin/ingest", json={}, headers={"Idempotency-Key": "in"}).json() for _ in range(2)]
        assert begun[0]["id"] == begun[1]["id"]
        assert client.post("/ask", json=ASK, headers={"Idempotency-Key": "x" * 201}).status_code == 400


def test_two_at_once_with_one_key_are_asked_once(home: Path) -> None:
    with gated(home, workers=2) as (server, assistant), server.client(**{"Idempotency-Key": "k"}) as client:
        got: list[httpx.Response] = []
        threads = [in_thread(lambda: client.post("/ask", json=ASK), got) for _ in range(2)]
        assert assistant.begun.acquire(timeout=30)
        while server.core.in_flight < 2:
            time.sleep(0.005)
        assistant.gate.set()
        for thread in threads:
            thread.join()
        assert got[0].json() == got[1].json() and assistant.asked == 1


def test_errors_inside_tell_nothing_and_the_log_tells_no_question(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken:
        def ask(self, *given: Any) -> Any:
            raise RuntimeError("the secret inside")

    with served(home, assistant=Broken()) as server, server.client() as client:
        answer = client.post("/ask", json={"question": "a very private question"})
        assert answer.status_code == 500 and answer.json()["code"] == "internal"
        assert "secret inside" not in answer.text
    log = capsys.readouterr().out
    assert "error=RuntimeError" in log and "private question" not in log and "secret inside" not in log


def test_problems_have_the_form_of_the_standard(open_server: Server) -> None:
    with open_server.client() as client:
        answer = client.get("/documents/none")
        told = json.loads(answer.content)
        assert answer.headers["content-type"] == "application/problem+json"
        assert {"type", "title", "status", "detail", "instance", "code", "remedy", "request_id"} == told.keys()
        assert told["type"] == "urn:vouch:problem:unknown_document" and told["status"] == 404
        assert told["instance"] == "/api/v1/documents/none"
