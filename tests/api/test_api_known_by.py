"""Known by a day, frameworks and conversations over HTTP, and by the commands through a server."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from urllib.parse import unquote

import httpx
import pytest

from assistant.ask import Question
from assistant.packs import replay
from assistant.service import OPERATOR
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


def test_clauses_are_mapped_and_signed_as_they_were_then(open_server: Server) -> None:
    then, path = {"known_by": THEN}, "/frameworks/iso42001/clauses/9.3.1"
    with open_server.client() as client:
        made = client.post(f"{path}/signoffs", json={"status": "partial"})
        assert made.status_code == 201, made.text
        now, before = (client.get(path, params=params).json() for params in ({}, then))
        assert LATE in json.dumps(now["evidence"]) and LATE not in json.dumps(before)
        assert now["signed"] and not before["signed"], "signed today, not by then"
        every, earlier = (
            {each["ref"]: each for each in client.get(path.rpartition("/")[0], params=params).json()["items"]}
            for params in ({}, then)
        )
        assert every["9.3.1"]["pieces"] > earlier["9.3.1"]["pieces"]
        for body in (
            {"kind": "clause", "framework": "iso42001", "ref": "9.3.1"},
            {"kind": "report", "name": "traceability", "frameworks": ["iso42001"]},
        ):
            packs = [client.post("/packs", json={**body, **more}) for more in ({}, then)]
            assert [each.status_code for each in packs] == [200, 200]
            assert [LATE in _names(each.content) for each in packs] == [True, False]
            told = json.loads(zipfile.ZipFile(io.BytesIO(packs[1].content)).read("answers.json"))
            assert told["request"]["known_by"] == THEN
            service = open_server.parts.service
            assert [each.result for each in replay(service, OPERATOR, packs[1].content)] == ["equal"]
        assert client.get(path, params={"known_by": "soon"}).status_code == 422


def _names(pack: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(pack)).read("evidence.json").decode()


def test_pages_show_what_was_known_then(open_server: Server) -> None:
    with httpx.Client(base_url=open_server.url, headers={"Accept": "text/html"}, trust_env=False, timeout=60) as client:
        for path in (
            "/register/meeting /reports/traceability?framework=iso42001 /clauses/iso42001/9.3.1 /documents "
            "/leadership?period=2026 /summary?period=2026"
        ).split():
            now, then = (
                client.get(path, params={**httpx.URL(path).params, **more}) for more in ({}, {"known_by": THEN})
            )
            assert (now.status_code, then.status_code) == (200, 200), path
            assert LATE in unquote(now.text) and LATE not in unquote(then.text), path
            assert ", known by <time" in then.text
        for path in ("/gaps", "/clauses", "/findings", "/register"):
            assert client.get(path, params={"known_by": THEN}).status_code == 200
            assert client.get(path, params={"known_by": "soon"}).status_code == 400
        asked = client.post("/ask", data={"question": RISK, "known_by": THEN}, follow_redirects=True)
        assert asked.status_code == 200 and LATE not in unquote(asked.text)


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
