"""Executive summaries over HTTP, as packs, and by the commands through a server."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from assistant.packs import verify_pack
from evidence.errors import VouchError
from tests.support.api_server import Server
from vouch.remote import Remote

ASKED = {"framework": "iso42001", "period": "2026"}


def _titles(told: dict[str, list[dict[str, str]]]) -> list[str]:
    return [each["title"] for each in told["sections"]]


def test_it_is_made_for_an_audience_and_compared_with_the_last_file(token_server: Server) -> None:
    path = "/reports/executive"
    with token_server.client(token_server.token()) as ana, token_server.client(token_server.token("ben")) as ben:
        told = {each: ana.get(path, params={**ASKED, "audience": each}).json() for each in ("board", "staff")}
        assert told["board"]["title"] != told["staff"]["title"]
        assert ana.get(path, params=ASKED).json() == told["board"]
        for form in ("md", "html", "docx", "pdf", "xlsx", "csv"):
            made = ana.get(path, params={**ASKED, "form": form})
            assert made.status_code == 200 and made.content
        entry = ana.get("/ledger", params={"kind": "export", "limit": 200}).json()["items"][0]["content"]
        assert entry["summary"]["audience"] == "board" and "approved" not in json.dumps(entry["summary"]["marks"])
        assert any(title.startswith("Since your summary") for title in _titles(ana.get(path, params=ASKED).json()))
        for client, params in ((ben, ASKED), (ana, {**ASKED, "audience": "staff"})):
            assert not any(title.startswith("Since") for title in _titles(client.get(path, params=params).json()))
        for params in ({"audience": "everybody"}, {"reword": "perhaps"}):
            assert ana.get(path, params=params).status_code == 422
        assert ana.get(path, params={"reword": "true"}).json()["code"] == "question"
        assert ana.get("/reports/risks", params={"audience": "board"}).json()["code"] == "question"


def test_a_pack_of_one_stands_alone(token_server: Server) -> None:
    body = {"kind": "report", "name": "executive", "frameworks": ["iso42001"], "period": "2026", "audience": "auditor"}
    with token_server.client(token_server.token("carl")) as carl:
        carl.get("/reports/executive", params={**ASKED, "audience": "auditor", "form": "pdf"})
        packs = [carl.post("/packs", json=body) for _ in range(2)]
        assert packs[0].status_code == 200, packs[0].text
        assert packs[0].content == packs[1].content
        assert verify_pack(packs[0].content).intact
        told = json.loads(zipfile.ZipFile(io.BytesIO(packs[0].content)).read("answers.json"))
        assert told["request"]["audience"] == "auditor" and "for the auditor" in told["report"]["title"]
        assert "Since your summary" not in json.dumps(told)


def test_commands_have_it_made_by_the_server(open_server: Server) -> None:
    server = Remote(open_server.url, open_server.token("operator", None, "admin"), True)
    staff = json.loads(
        server.report(None, "executive", "json", ("iso42001",), "2026", None, None, [("audience", "staff")])
    )
    assert staff["title"].startswith("Executive summary for all staff")
    with pytest.raises(VouchError, match="cannot be reworded"):
        server.report(None, "executive", "json", (), None, None, None, [("reword", "true")])
