"""Answers as server-sent events, and readers who come back for the rest."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from assistant.api.parts import ApiLimits
from tests.api.test_api_limits import gated
from tests.support.api_server import Server

ASK = {"question": "Who approved the AI policy?"}


def events(text: str) -> list[dict[str, Any]]:
    """The events of a stream: id, event, data as JSON."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "data" in fields:
            found.append({"id": fields.get("id", ""), "event": fields["event"], "data": json.loads(fields["data"])})
    return found


def test_an_answer_comes_claim_by_claim_and_then_whole(open_server: Server) -> None:
    with open_server.client() as client:
        answer = client.post("/ask/stream", json=ASK)
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        told = events(answer.text)
        names = [each["event"] for each in told]
        assert names[0] == "understood" and names[-1] == "answer" and set(names[1:-1]) == {"claim"}
        whole = told[-1]["data"]
        claims = [{name: value for name, value in each["data"].items() if name != "number"} for each in told[1:-1]]
        assert claims == whole["claims"]
        assert client.get(f"/ledger/{whole['ledger']}").json()["content"]["answer"]["text"] == whole["text"]
        run = told[0]["id"].partition(":")[0]
        assert [each["id"] for each in told] == [f"{run}:{number}" for number in range(len(told))]


def test_a_stream_is_also_had_by_asking_for_events(open_server: Server) -> None:
    with open_server.client(Accept="text/event-stream") as client:
        assert events(client.post("/ask", json=ASK).text)[-1]["event"] == "answer"


def test_a_reader_who_comes_back_gets_the_rest_and_nothing_is_asked_again(open_server: Server) -> None:
    with open_server.client() as client:
        told = events(client.post("/ask/stream", json=ASK).text)
        before = client.get("/ledger/head").json()["sequence"]
        for number, each in enumerate(told):
            headers = {"Last-Event-ID": each["id"]}
            assert events(client.post("/ask/stream", json=ASK, headers=headers).text) == told[number + 1 :]
            run = each["id"].partition(":")[0]
            assert events(client.get(f"/ask/streams/{run}", headers=headers).text) == told[number + 1 :]
        assert events(client.get(f"/ask/streams/{run}").text) == told
        assert client.get("/ledger/head").json()["sequence"] == before


@pytest.mark.parametrize("identity", ["x", "1", ":", "a:b", "A" * 22 + ":x", "A" * 22 + ":9999999", "é", "A" * 5_000])
def test_malformed_event_ids_are_clean_errors(open_server: Server, identity: str) -> None:
    with open_server.client() as client:
        answer = client.post("/ask/stream", json=ASK, headers={"Last-Event-ID": identity.encode("latin-1")})
        assert answer.status_code == 400 and answer.json()["code"] == "bad_request"


def test_event_ids_that_are_none_of_ours_find_nothing(open_server: Server, token_server: Server) -> None:
    with open_server.client() as client:
        unknown = {"Last-Event-ID": "A" * 22 + ":1"}
        assert client.post("/ask/stream", json=ASK, headers=unknown).status_code == 404
        assert client.get("/ask/streams/nothing").status_code == 404
        one, two = (events(client.post("/ask/stream", json=ASK).text)[0]["id"] for _ in range(2))
        run = one.partition(":")[0]
        assert client.get(f"/ask/streams/{run}", headers={"Last-Event-ID": two}).status_code == 400


def test_nobody_reads_the_stream_of_another(token_server: Server) -> None:
    with token_server.client(token_server.token("ana")) as ana, token_server.client(token_server.token("ben")) as ben:
        told = events(ana.post("/ask/stream", json=ASK).text)
        run = told[0]["id"].partition(":")[0]
        assert ana.get(f"/ask/streams/{run}").status_code == 200
        assert ben.get(f"/ask/streams/{run}").status_code == 404
        assert ben.post("/ask/stream", json=ASK, headers={"Last-Event-ID": told[0]["id"]}).status_code == 404
        narrowed = {"X-Vouch-Groups": "none-of-mine"}
        assert ana.get(f"/ask/streams/{run}", headers=narrowed).status_code == 404


def test_a_reader_who_leaves_can_come_back_while_it_is_answered(home: Any) -> None:
    with gated(home) as (server, assistant), server.client() as client:
        with client.stream("POST", "/ask/stream", json=ASK, headers={"Idempotency-Key": "k"}) as answer:
            assert answer.status_code == 200 and assistant.begun.acquire(timeout=30)
        assistant.gate.set()
        told = events(client.post("/ask/stream", json=ASK, headers={"Idempotency-Key": "k"}).text)
        assert told[-1]["event"] == "answer" and assistant.asked == 1


def test_what_goes_wrong_is_an_event_and_ends_the_stream(open_server: Server) -> None:
    with open_server.client() as client:
        body = {**ASK, "conversation": "not-mine"}
        told = events(client.post("/ask/stream", json=body).text)
        assert [each["event"] for each in told] == ["error"]
        assert told[0]["data"]["status"] == 404 and told[0]["data"]["code"] == "missing"


def test_an_answer_that_takes_too_long_ends_the_stream_with_an_error(
    home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.api import streams

    monkeypatch.setattr(streams, "_HEARTBEAT", 0.1)
    with gated(home, request_seconds=1.5) as (server, _), server.client() as client:
        answer = client.post("/ask/stream", json=ASK).text
        assert ": waiting\n\n" in answer
        assert [each["data"]["code"] for each in events(answer)] == ["timeout"]


def test_beyond_the_queue_a_stream_is_refused_before_it_begins(home: Any) -> None:
    with (
        gated(home, workers=1, queue=0) as (server, assistant),
        server.client() as client,
        client.stream("POST", "/ask/stream", json=ASK),
    ):
        assert assistant.begun.acquire(timeout=30)
        refused = client.post("/ask/stream", json=ASK)
        assert refused.status_code == 429 and "retry-after" in refused.headers
        assistant.gate.set()


def test_answers_are_kept_for_a_while_only(home: Any) -> None:
    from tests.support.api_server import served

    with served(home, limits=ApiLimits(keep_answers_seconds=0)) as server, server.client() as client:
        run = events(client.post("/ask/stream", json=ASK).text)[0]["id"].partition(":")[0]
        assert client.get(f"/ask/streams/{run}").status_code == 404


def test_streams_are_named_to_nobody_unasked(open_server: Server) -> None:
    answer = httpx.get(f"{open_server.url}/api/v1/ask/stream", trust_env=False)
    assert answer.status_code == 405
