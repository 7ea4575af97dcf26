"""Every route does what its description says, on a real server with real documents."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from evidence.cross_encoder import CrossEncoder
from tests.support.api_server import ODD, PDF, SECRET, Server
from tests.support.embedders import FakeEmbedder

QUESTION = "Who approved the AI policy?"


def test_an_answer_has_claims_with_exact_words_and_stands_in_ledger_and_conversation(open_server: Server) -> None:
    with open_server.client() as client:
        told = client.post("/ask", json={"question": QUESTION}).json()
        assert told["status"] == "answered" and "Board of Directors" in told["text"]
        cited = told["claims"][0]["citations"][0]
        text = client.get(f"/documents/{cited['doc_id']}/text", params={"start": cited["start"], "end": cited["end"]})
        assert text.json()["text"] == cited["quote"]
        entry = client.get(f"/ledger/{told['ledger']}").json()
        assert entry["kind"] == "answer" and entry["content"]["question"] == QUESTION
        conversation = client.get(f"/conversations/{told['conversation']}").json()
        assert [turn["question"] for turn in conversation["turns"]] == [QUESTION]
        assert conversation["turns"][0]["answer"]["text"] == told["text"]


def test_a_follow_up_continues_a_conversation_which_can_be_renamed_and_deleted(open_server: Server) -> None:
    with open_server.client() as client:
        one = client.post("/ask", json={"question": QUESTION}).json()
        two = client.post("/ask", json={"question": "And when?", "conversation": one["conversation"]}).json()
        path = f"/conversations/{one['conversation']}"
        assert two["conversation"] == one["conversation"] and len(client.get(path).json()["turns"]) == 2
        assert client.patch(path, json={"title": "Approvals"}).json() == {"ok": True}
        assert client.get(path).json()["title"] == "Approvals"
        assert one["conversation"] in [each["id"] for each in client.get("/conversations").json()["items"]]
        assert client.delete(path).status_code == 200
        assert client.get(path).status_code == 404


def test_conversations_come_a_page_at_a_time(open_server: Server) -> None:
    with open_server.client() as client:
        made = [client.post("/ask", json={"question": QUESTION}).json()["conversation"] for _ in range(3)]
        first = client.get("/conversations", params={"limit": 2}).json()
        second = client.get("/conversations", params={"limit": 2, "cursor": first["next"]}).json()
        ids = [each["id"] for each in first["items"] + second["items"]]
        assert ids[:3] == made[::-1]


def test_search_ranks_passages(open_server: Server) -> None:
    with open_server.client() as client:
        found = client.post("/search", json={"question": "AI policy approved Board", "k": 3}).json()
        assert found["hits"] and found["hits"][0]["doc_id"] == "policies/ai-policy.md"


def test_documents_are_listed_filtered_and_paged(open_server: Server) -> None:
    with open_server.client() as client:
        everything = client.get("/documents").json()
        assert everything["total"] == 6 and everything["next"] is None
        collected, cursor = [], None
        while True:
            params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
            page = client.get("/documents", params=params).json()
            collected += page["items"]
            cursor = page["next"]
            if not cursor:
                break
        assert collected == everything["items"]
        named = client.get("/documents", params={"q": "AI policy"}).json()["items"]
        assert [each["doc_id"] for each in named] == ["policies/ai-policy.md"]
        assert client.get("/documents", params={"doc_id": ODD}).json()["total"] == 1


@pytest.mark.parametrize("name", ["policies/ai-policy.md", ODD, PDF])
def test_a_document_and_its_parts_whatever_its_name(open_server: Server, name: str) -> None:
    path = f"/documents/{quote(name)}"
    with open_server.client() as client:
        assert client.get(path).json()["doc_id"] == name
        passages = client.get(f"{path}/passages").json()["items"]
        text = client.get(f"{path}/text").json()
        assert passages[0]["text"] == text["text"][passages[0]["start"] : passages[0]["end"]]
        reading = client.get(f"{path}/reading", params={"span": "2-8"}).json()
        assert reading["doc_id"] == name and reading["blocks"] and reading["found"]
        original = client.get(f"{path}/original")
        assert original.status_code == 200 and "attachment" in original.headers["content-disposition"]
        assert original.headers["content-type"] == "application/octet-stream"
        assert "sandbox" in original.headers["content-security-policy"]


def test_a_page_of_a_pdf_is_drawn_with_its_words_marked(open_server: Server) -> None:
    with open_server.client() as client:
        text = client.get(f"/documents/{PDF}/text").json()["text"]
        start = text.index("internal audit")
        drawn = client.get(f"/documents/{PDF}/pages/1.png", params={"span": f"{start}-{start + 14}"})
        plain = client.get(f"/documents/{PDF}/pages/1.png")
        assert drawn.headers["content-type"] == "image/png" and drawn.content[:4] == b"\x89PNG"
        assert drawn.content != plain.content
        assert client.get(f"/documents/{PDF}/pages/9.png").json()["code"] == "no_picture"
        assert client.get("/documents/policies/ai-policy.md/pages/1.png").status_code == 404


def test_the_register_is_filtered_and_paged(open_server: Server) -> None:
    with open_server.client() as client:
        kinds = {each["kind"]: each["facts"] for each in client.get("/register").json()["items"]}
        assert kinds["risk"] == 2
        rows = client.get("/register/risk", params={"filter": "owner=Jun Park"}).json()["items"]
        assert [row["fields"]["number"] for row in rows] == ["R-4"]
        first = client.get("/register/risk", params={"limit": 1}).json()
        second = client.get("/register/risk", params={"limit": 1, "cursor": first["next"]}).json()
        assert first["total"] == 2 and first["items"] != second["items"] and second["next"] is None
        assert client.get("/register/risk", params={"filter": "colour=red"}).json()["code"] == "question"
        assert client.get("/register/nonsense").status_code == 400


def test_findings_are_listed_and_decided(open_server: Server) -> None:
    with open_server.client() as client:
        found = client.get("/findings").json()["items"]
        assert found, "the little archive has at least one gap"
        path = f"/findings/{found[0]['id']}/decisions"
        made = client.post(path, json={"state": "accepted", "reason": "known", "due": "2026-12-01"})
        assert made.status_code == 201 and made.json()["verdict"] == "accepted"
        states = {each["id"]: each["state"] for each in client.get("/findings").json()["items"]}
        assert states[found[0]["id"]] == "accepted"
        assert found[0]["id"] in [each["subject"] for each in client.get("/decisions?kind=finding").json()["items"]]
        assert client.post("/findings/none/decisions", json={"state": "open"}).status_code == 404


def test_reports_come_in_every_form_and_exports_are_noted(open_server: Server) -> None:
    with open_server.client() as client:
        names = [each["name"] for each in client.get("/reports").json()["items"]]
        assert "gap-analysis" in names
        starts = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF", "html": b"<!", "md": b"#"}
        for form, start in starts.items():
            made = client.get("/reports/risks", params={"form": form})
            assert made.status_code == 200 and made.content.startswith(start), form
            assert f"risks.{form}" in made.headers["content-disposition"]
        assert client.get("/reports/risks").json()["name"] == "risks"
        exports = client.get("/ledger", params={"kind": "export", "limit": 200}).json()["items"]
        assert {each["content"]["form"] for each in exports} >= set(starts)
        assert client.get("/reports/nothing").status_code == 404
        assert client.get("/reports/risks", params={"period": "whenever"}).status_code == 400


def test_clauses_show_their_evidence_and_are_signed(open_server: Server) -> None:
    with open_server.client() as client:
        assert "iso42001" in [each["id"] for each in client.get("/frameworks").json()["items"]]
        items = client.get("/frameworks/iso42001/clauses").json()["items"]
        shown = next(each for each in items if each["pieces"])
        path = f"/frameworks/iso42001/clauses/{shown['ref']}"
        clause = client.get(path).json()
        assert len(clause["evidence"]) == shown["pieces"] and clause["signed"] is None
        made = client.post(f"{path}/signoffs", json={"status": "partial", "reason": "not yet", "owner": "Jun Park"})
        assert made.status_code == 201
        assert client.get(path).json()["signed"]["verdict"] == "partial"
        document = clause["evidence"][0]["doc_id"]
        assert client.post(f"{path}/mappings", json={"doc_id": document, "counts": False}).status_code == 201
        after = client.get(path).json()
        assert document not in [each["doc_id"] for each in after["evidence"]] and after["stale"]
        assert client.get("/frameworks/none").status_code == 404
        assert client.get("/frameworks/iso42001/clauses/99.9").status_code == 404


def test_a_passage_is_mapped_by_its_words(open_server: Server) -> None:
    path = "/frameworks/iso42001/clauses/A.3.3"
    body = {"doc_id": "policies/ai-policy.md", "counts": True, "words": "The AI policy was APPROVED by the Board"}
    with open_server.client() as client:
        assert client.post(f"{path}/mappings", json=body).status_code == 201
        (piece,) = [each for each in client.get(path).json()["evidence"] if each["kind"] == "passage"]
        assert piece["doc_id"].endswith("policies/ai-policy.md") and piece["score"] == 1.0
        assert piece["citation"]["quote"] == "The AI policy was approved by the Board"
        assert client.post(f"{path}/mappings", json={**body, "words": "nobody wrote this"}).status_code == 400
        spoken = client.get("/frameworks/iso42001/clauses/5.2").json()["passages"]
        assert all(each["kind"] == "passage" and each["citation"]["quote"] for each in spoken)


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd.yaml", "x.yml", "%2fetc%2fpasswd"])
def test_a_framework_is_never_a_file(open_server: Server, name: str) -> None:
    with open_server.client() as client:
        assert client.get(f"/frameworks/{name}/clauses").status_code in (400, 404)
        assert client.get(f"/reports/gap-analysis?framework={name}").status_code == 400


def test_feedback_is_kept_with_its_sources_and_exported(open_server: Server) -> None:
    with open_server.client() as client:
        told = client.post("/ask", json={"question": QUESTION}).json()
        cited = told["claims"][0]["citations"][0]
        mark = {"doc_id": cited["doc_id"], "start": cited["start"], "end": cited["end"]}
        body = {"ledger": told["ledger"], "verdict": "helpful", "note": "right", "sources": [mark]}
        made = client.post("/feedback", json=body)
        assert made.status_code == 201
        said = client.get("/feedback", params={"ledger": told["ledger"]}).json()["items"]
        assert said[0]["note"] == "right" and said[0]["sources"][0]["quote"] == cited["quote"]
        assert QUESTION in client.get("/feedback/questions.jsonl").text
        assert client.post("/feedback", json={**body, "ledger": 10**6}).status_code == 404


def test_the_ledger_holds_together(open_server: Server) -> None:
    with open_server.client() as client:
        client.post("/ask", json={"question": QUESTION})
        told = client.get("/ledger/verify").json()
        assert told["holds"] and told["entries"] == client.get("/ledger/head").json()["sequence"]
        entered = client.get(f"/ledger/{told['entries']}").json()["content"]
        assert entered["models"] == {"embedding": FakeEmbedder().id, "cross_encoder": CrossEncoder.id}
        first = client.get("/ledger", params={"limit": 1}).json()
        second = client.get("/ledger", params={"limit": 1, "cursor": first["next"]}).json()
        assert second["items"][0]["sequence"] > first["items"][0]["sequence"]


def test_tokens_are_made_listed_and_ended(open_server: Server) -> None:
    body = {"name": "audit", "person": "jo", "role": "auditor", "groups": ["staff"], "expires": "2099-01-01T00:00:00Z"}
    with open_server.client() as client:
        made = client.post("/tokens", json=body).json()
        assert made["secret"].startswith("vouch_")
        listed = {each["id"]: each for each in client.get("/tokens").json()["items"]}
        assert "secret" not in listed[made["id"]]
        with open_server.client(made["secret"]) as theirs:
            assert theirs.get("/me").json()["person"] == "jo"
            assert client.delete(f"/tokens/{made['id']}").json()["revoked"]
            assert theirs.get("/me").status_code == 401
        assert client.post("/tokens", json={**body, "expires": None}).status_code == 400


def test_administration_goes_through_the_door(open_server: Server) -> None:
    with open_server.client() as client:
        begun = client.post("/admin/ingest", json={"paths": ["/srv/docs"], "prune": True})
        assert begun.status_code == 202 and open_server.door.asked[-1] == (("/srv/docs",), True, "operator", False)
        assert client.get("/admin/ingest").json()["state"] == "done"
        assert client.delete("/admin/ingest").status_code == 200
        assert client.get("/admin/sources").json() == {"sources": {"docs": "/srv/docs"}}
        assert client.get("/admin/status").json()["documents"] == 1
        events = client.get("/admin/ingest/events").text
        assert events.startswith("event: progress\ndata: ") and events.endswith("\n\n")


def test_the_operator_sees_the_restricted_document(open_server: Server) -> None:
    with open_server.client() as client:
        assert client.get(f"/documents/{SECRET}").status_code == 200
        narrowed = {"X-Vouch-Groups": "staff"}
        assert client.get(f"/documents/{SECRET}", headers=narrowed).status_code == 404
        assert client.get("/documents", headers={"X-Vouch-Groups": "@default"}).json()["total"] == 5


def test_a_conversation_called_new_is_another_one(open_server: Server) -> None:
    with open_server.client() as client:
        one = client.post("/ask", json={"question": QUESTION, "conversation": "new"})
        two = client.post("/ask", json={"question": QUESTION, "conversation": "new"})
    assert (one.status_code, two.status_code) == (200, 200)
    assert one.json()["conversation"] not in (None, "new", two.json()["conversation"])
