"""A delegate's token: a program on another machine asks for people, never with more than theirs, and it is recorded."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.api import front
from assistant.api.front import is_delegable
from assistant.api.parts import Auth, TrustedHeader
from tests.api.test_api_access import QUESTION, filled, routes
from tests.support.api_server import SECRET, Server, copied, served

AMARA = {"X-Vouch-Person": "amara@example.org"}


@pytest.fixture(name="server", scope="module")
def _server(ingested: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(copied(ingested, tmp_path_factory.mktemp("delegates")), Auth("token")) as server:
        yield server


@pytest.fixture(name="secret", scope="module")
def _secret(server: Server) -> str:
    """Of a delegate that may ask with the groups legal and board (and those of everybody)."""
    return server.token("slack-bot", ("legal", "board"), "delegate")


def test_it_asks_as_the_person_and_the_ledger_says_who_asked_for_whom(server: Server, secret: str) -> None:
    with server.client(secret, **AMARA, **{"X-Vouch-Groups": "staff,legal"}) as client:
        me = client.get("/me").json()
        assert (me["person"], me["groups"], me["role"]) == ("amara@example.org", ["legal", "staff"], "reader")
        assert me["may"] == ["read", "feedback", "export"]
        told = client.post("/ask", json=QUESTION).json()
        assert "Remuneration Committee" in told["text"]
        given = client.post("/feedback", json={"ledger": told["ledger"], "verdict": "helpful"}).json()
    record = server.parts.service.record
    (token,) = [each for each in record.tokens.list() if each.person == "slack-bot"]
    entry = record.ledger.entry(told["ledger"])
    assert (entry.asker, entry.groups) == ("amara@example.org", ("legal", "staff"))
    assert (entry.content or {})["by"] == f"slack-bot ({token.id})"
    (feedback,) = [each for each in record.feedback.list() if each.id == given["id"]]
    assert (feedback.person, feedback.by) == ("amara@example.org", f"slack-bot ({token.id})")
    assert record.ledger.verify().holds


def test_who_asks_themselves_has_nobody_in_between(server: Server) -> None:
    with server.client(server.token("leo")) as client:
        told = client.post("/ask", json=QUESTION).json()
    assert "by" not in (server.parts.service.record.ledger.entry(told["ledger"]).content or {})


def test_the_access_log_says_who_asked_for_whom(server: Server, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[dict[str, Any]] = []
    written = threading.Event()

    class Log:
        def info(self, event: str, **values: Any) -> None:
            noted.append(values)
            written.set()

    monkeypatch.setattr(front, "_log", Log())
    with server.client(secret, **AMARA) as client:
        client.get("/findings")
    assert written.wait(20)
    assert noted[0]["person"] == "amara@example.org" and noted[0]["by"].startswith("slack-bot (")


@pytest.mark.parametrize(
    ("named", "groups"),
    [({}, ["staff"]), ({"X-Vouch-Groups": "@default"}, ["staff"]), ({"X-Vouch-Groups": "!nobody"}, []),
     ({"X-Vouch-Groups": ""}, []), ({"X-Vouch-Groups": "staff"}, ["staff"]),
     ({"X-Vouch-Groups": "legal, hr, board"}, ["board", "legal"])],
)  # fmt: skip
def test_nobody_has_more_than_their_own_groups_nor_than_the_delegates(
    server: Server, secret: str, named: dict[str, str], groups: list[str]
) -> None:
    with server.client(secret, **AMARA, **named) as client:
        assert client.get("/me").json()["groups"] == groups
        found = client.post("/search", json={"question": "salary of the chair", "k": 20}).json()["hits"]
        assert (SECRET in {hit["doc_id"] for hit in found}) == ("legal" in groups)


def test_a_delegate_for_no_groups_asks_for_what_everybody_may_see(server: Server) -> None:
    with server.client(server.token("narrow", (), "delegate"), **AMARA, **{"X-Vouch-Groups": "staff,legal"}) as client:
        assert client.get("/me").json()["groups"] == ["staff"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Vouch-Person": ""},
        {"X-Vouch-Person": "operator"},
        {"X-Vouch-Person": "x" * 300},
        {**AMARA, "X-Vouch-Groups": "@all"},
        {**AMARA, "X-Vouch-Role": "admin"},
        {**AMARA, "X-Vouch-Role": "reader"},
    ],
)
def test_it_asks_for_people_as_readers_only(server: Server, secret: str, headers: dict[str, str]) -> None:
    with server.client(secret, **headers) as client:
        for method, path in (("GET", "/me"), ("POST", "/ask")):
            answer = client.request(method, path, json=QUESTION if method == "POST" else None)
            assert answer.status_code == 403 and answer.json()["code"] == "refused"


def test_what_people_keep_decide_or_administer_is_not_done_for_them(server: Server, secret: str) -> None:
    """Every route of the application but the few that questions need, in the person's name too."""
    allowed = set()
    with server.client(secret, **AMARA, **{"X-Vouch-Groups": "staff,legal,board"}) as client:
        for method, path in routes(server):
            if path in ("/healthz", "/readyz"):
                continue
            if is_delegable(method, filled(path)):
                allowed.add(f"{method} {path.removeprefix('/api/v1')}")
                continue
            answer = client.request(method, f"{server.url}{filled(path)}", json={} if method != "GET" else None)
            assert answer.status_code == 403, (method, path, answer.status_code)
    assert allowed == {
        "GET /me", "POST /ask", "POST /ask/stream", "GET /ask/streams/{run}", "POST /search", "POST /feedback",
        "GET /findings", "GET /register", "GET /register/{kind}", "GET /reports/{name}",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/ask", "/api/v1/conversations", "/api/v1/reports/x/y", "/api/v1/register/a/../../x"])
def test_other_addresses_are_not_delegable(path: str) -> None:
    assert not is_delegable("GET", path) and not is_delegable("POST", path)


def test_nobody_signs_in_with_a_delegates_token(server: Server, secret: str) -> None:
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        answer = client.post("/auth/token", data={"token": secret}, headers={"Origin": server.url})
        assert answer.status_code == 401 and "That token is not valid." in answer.text
        assert not answer.cookies


def test_no_administrator_makes_one_over_the_network(server: Server) -> None:
    body = {"name": "n", "person": "p", "groups": ["staff"], "role": "delegate"}
    with server.client(server.token("root", None, "admin")) as client:
        assert client.post("/tokens", json=body).status_code == 422


def test_a_revoked_delegate_asks_for_nobody(server: Server) -> None:
    tokens = server.parts.service.record.tokens
    token, secret = tokens.create("t", "gone-bot", ("legal",), "delegate")
    tokens.revoke(token.id)
    with server.client(secret, **AMARA) as client:
        assert client.get("/me").status_code == 401


def test_behind_a_proxy_that_names_people_by_the_same_header_no_delegate_asks(ingested: Path, tmp_path: Path) -> None:
    auth = Auth("header", header=TrustedHeader(("127.0.0.1",), person="X-Vouch-Person"))
    with served(copied(ingested, tmp_path), auth) as server:
        secret = server.token("slack-bot", ("legal",), "delegate")
        with server.client(secret, **AMARA) as client:
            assert client.get("/me").status_code == 403
