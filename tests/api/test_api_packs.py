"""Packs through the API: made for who asks, of what they may see, and checked by who gets them."""

from __future__ import annotations

import json

from assistant.packs import verify_pack
from assistant.packs.checking import unpack
from tests.support.api_server import PDF, SECRET, Server

QUESTION = "Who held the internal audit on 4 February 2026?"


def test_an_answer_is_packed_and_checked_with_the_published_key(open_server: Server) -> None:
    with open_server.client() as client:
        told = client.post("/ask", json={"question": QUESTION}).json()
        answer = client.post("/packs", json={"kind": "answer", "sequence": told["ledger"]})
        assert answer.status_code == 200 and answer.headers["content-type"] == "application/zip"
        found = verify_pack(answer.content, [client.get("/packs/key").content])
        assert found.intact and found.trusted and found.key == answer.headers["x-key-id"]
        assert any(path.startswith("pages/") for path in unpack(answer.content))
        assert PDF in {each["doc_id"] for each in json.loads(unpack(answer.content)["evidence.json"])}
        again = client.post("/packs", json={"kind": "conversation", "conversation": told["conversation"]})
        assert verify_pack(again.content).kind == "conversation"
        assert client.get("/ledger", params={"kind": "export"}).json()["items"]


def test_clauses_and_reports_are_packed(open_server: Server) -> None:
    with open_server.client() as client:
        for body in (
            {"kind": "clause", "framework": "iso42001", "ref": "5.2"},
            {"kind": "report", "name": "leadership", "period": "2026"},
        ):
            answer = client.post("/packs", json=body)
            assert answer.status_code == 200 and verify_pack(answer.content).intact, answer.text


def test_a_pack_holds_nothing_that_the_asker_may_not_see(token_server: Server) -> None:
    question = {"question": "Who approved the salary of the chair?"}
    packs, sequences = [], []
    for groups in (("staff", "legal"), ("staff",)):
        with token_server.client(token_server.token("-".join(groups), groups)) as client:
            sequences.append(client.post("/ask", json=question).json()["ledger"])
            body = {"kind": "answer", "sequence": sequences[-1]}
            packs.append(unpack(client.post("/packs", json=body).content))
    lawyer, staff = packs
    assert any(SECRET.encode() in data for data in lawyer.values())
    assert not any(b"Salaries" in data or SECRET.encode() in data for data in staff.values())
    with token_server.client(token_server.token("ada", ("staff",), "auditor")) as auditor:
        asked = [auditor.post("/packs", json={"kind": "answer", "sequence": each}).status_code for each in sequences]
    assert asked == [404, 200]


def test_what_cannot_be_packed_is_a_problem(open_server: Server, token_server: Server) -> None:
    with open_server.client() as client:
        for body, status in (
            ({"kind": "answer", "sequence": 10**9}, 404),
            ({"kind": "conversation", "conversation": "nope"}, 404),
            ({"kind": "clause", "framework": "iso42001", "ref": "99"}, 404),
            ({"kind": "clause", "framework": "../x.yaml", "ref": "5.2"}, 400),
            ({"kind": "report", "name": "nope"}, 400),
            ({"kind": "answer"}, 422),
            ({"kind": "other"}, 422),
        ):
            answer = client.post("/packs", json=body)
            assert answer.status_code == status, (body, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"
    with token_server.client(token_server.token("bo")) as bo:
        sequence = bo.post("/ask", json={"question": QUESTION}).json()["ledger"]
    with token_server.client(token_server.token("cy")) as cy:
        assert cy.post("/packs", json={"kind": "answer", "sequence": sequence}).status_code == 404
    with token_server.client() as nobody:
        assert nobody.post("/packs", json={"kind": "answer", "sequence": sequence}).status_code == 401
