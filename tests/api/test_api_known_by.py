"""Known by a day, frameworks and conversations over HTTP, and by the commands through a server."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assistant.ask import Question
from evidence.errors import VouchError
from evidence.frameworks import load
from tests.support.api_server import Server
from vouch.remote import Remote

THEN = "2026-03-01"
LATE = "minutes/2026-03-management-review.md"
RISK = "Who accepted the residual risk R-4?"


def test_a_later_document_is_nowhere(open_server: Server) -> None:
    with open_server.client() as client:
        asked = {"question": RISK, "known_by": THEN}
        for body, there in (({"question": RISK}, True), (asked, False)):
            assert (LATE in client.post("/ask", json=body).text) is there
            assert (LATE in client.post("/search", json=body).text) is there
        sequence = client.post("/ask", json=asked).json()["ledger"]
        assert client.get(f"/ledger/{sequence}").json()["content"]["known_by"] == THEN
        for path in ("/register/meeting", "/findings", "/reports/traceability"):
            now, then = (client.get(path, params=params).text for params in ({}, {"known_by": THEN}))
            assert LATE not in then
            assert path == "/findings" or LATE in now
        kinds = [
            {each["kind"]: each["facts"] for each in client.get("/register", params=params).json()["items"]}
            for params in ({}, {"known_by": THEN})
        ]
        assert kinds[0]["meeting"] > kinds[1]["meeting"]
        assert client.post("/ask", json={"question": RISK, "known_by": "soon"}).status_code == 422
        assert client.get("/findings", params={"known_by": "soon"}).status_code == 422


def test_the_same_key_with_another_day_is_another_question(open_server: Server) -> None:
    with open_server.client() as client:
        headers = {"Idempotency-Key": "one"}
        assert client.post("/ask", json={"question": RISK}, headers=headers).status_code == 200
        for more in ({"known_by": THEN}, {"framework": "iso9001"}):
            assert client.post("/ask", json={"question": RISK, **more}, headers=headers).status_code == 409


def test_a_framework_is_one_of_ours(open_server: Server) -> None:
    clause = "What evidence do we have for clause 9.3?"
    with open_server.client() as client:
        for name in ("iso9001", "iso14001"):
            told = client.post("/ask", json={"question": clause, "framework": name}).json()
            assert load(name).name in told["interpretation"]["subject"]
        for name in ("iso1", "/etc/passwd.yaml"):
            refused = client.post("/ask", json={"question": clause, "framework": name})
            assert refused.status_code in (400, 422)
            assert "there is no framework" in refused.json()["detail"]


def test_commands_ask_a_server_the_same(open_server: Server) -> None:
    server = Remote(open_server.url, open_server.token("operator", None, "admin"), True)
    day = date.fromisoformat(THEN)
    clause = Question("What evidence do we have for clause 9.3?", framework=load("iso14001"))
    assert LATE not in json.dumps(server.ask(None, Question(RISK), day).as_json())
    assert "14001" in server.ask(None, clause).interpretation.subject
    assert LATE not in json.dumps(server.search(None, "q1", RISK, 10, day))
    assert len(server.register(None, "meeting", (), None, day)) < len(server.register(None, "meeting", (), None))
    assert server.kinds(None, day) != server.kinds(None)
    assert LATE.encode() not in server.report(None, "traceability", "json", (), None, None, day)
    _, first = server.told(None, Question("Who approved the AI policy?"), conversation="")
    answer, second = server.told(None, Question("And when?"), conversation=first["conversation"])
    assert second["conversation"] == first["conversation"]
    assert answer.value is not None and answer.value.value == "2025-05-03"
    assert server.told(None, Question("Who approved the AI policy?"))[1]["conversation"] is None
    with pytest.raises(VouchError, match="there is no conversation"):
        server.told(None, Question("And when?"), conversation="nobody's")
