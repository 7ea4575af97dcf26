"""Who may come in, and what exists for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from assistant.api.front import PUBLIC, PUBLIC_BELOW
from assistant.api.parts import Auth, TrustedHeader
from tests.support.api_server import SECRET, Server, copied, make_home, served

QUESTION = {"question": "Who approved the salary of the chair?"}
_METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
_ADMIN = {
    ("GET", "/api/v1/tokens"),
    ("POST", "/api/v1/tokens"),
    ("DELETE", "/api/v1/tokens/{token}"),
    ("POST", "/api/v1/admin/ingest"),
    ("GET", "/api/v1/admin/ingest"),
    ("DELETE", "/api/v1/admin/ingest"),
    ("GET", "/api/v1/admin/ingest/events"),
    ("GET", "/api/v1/admin/sources"),
    ("GET", "/api/v1/admin/status"),
    ("GET", "/api/v1/admin/folders"),
    ("GET", "/api/v1/feedback/questions.jsonl"),
}
_EDITOR = {
    ("POST", "/api/v1/findings/{finding}/decisions"),
    ("POST", "/api/v1/frameworks/{framework}/clauses/{ref}/signoffs"),
    ("POST", "/api/v1/frameworks/{framework}/clauses/{ref}/mappings"),
}
_AUDIT = {
    ("GET", "/api/v1/ledger/head"),
    ("GET", "/api/v1/ledger/verify"),
    ("GET", "/api/v1/ledger/checkpoints"),
}
_BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/api/v1/tokens"): {"name": "n", "person": "p"},
    ("POST", "/api/v1/admin/ingest"): {},
    ("POST", "/api/v1/findings/{finding}/decisions"): {"state": "open"},
    ("POST", "/api/v1/frameworks/{framework}/clauses/{ref}/signoffs"): {"status": "partial"},
    ("POST", "/api/v1/frameworks/{framework}/clauses/{ref}/mappings"): {"doc_id": "x", "counts": True},
    ("POST", "/api/v1/feedback"): {"ledger": 1, "verdict": "helpful"},
}


def routes(server: Server) -> list[tuple[str, str]]:
    """Every route of the application, the web page's too, as method and path."""
    found: list[tuple[str, str]] = []

    def walk(candidates: Any) -> None:
        for each in candidates:
            if hasattr(each, "effective_candidates"):
                walk(each.effective_candidates())
            elif getattr(each, "path", None):
                found.extend((method, each.path) for method in sorted(set(each.methods or {"GET"}) & _METHODS))

    walk(server.app.routes)
    return found


def filled(path: str) -> str:
    """An address that the route's path matches."""
    return re.sub(r"{[^}]+}", "1", path)


def test_every_route_is_public_by_list_or_refuses_strangers(token_server: Server) -> None:
    found = routes(token_server)
    assert {path for _, path in found} >= {"/healthz", "/metrics", "/api/v1/ask", "/api/v1/packs", "/login"}
    open_to_all = set()
    with httpx.Client(base_url=token_server.url, trust_env=False) as client:
        for method, path in found:
            answer = client.request(method, filled(path), json={} if method != "GET" else None)
            if path in PUBLIC or path.startswith(PUBLIC_BELOW):
                open_to_all.add(path)
            else:
                assert answer.status_code == 401, (method, path)
                assert answer.headers["www-authenticate"].startswith("Bearer")
                assert answer.json()["code"] == "unauthenticated"
    assert open_to_all | {"/metrics"} >= PUBLIC


def test_what_is_not_there_is_refused_to_strangers_alike(token_server: Server) -> None:
    with httpx.Client(base_url=token_server.url, trust_env=False, headers={"X-Request-ID": "same"}) as client:
        answers = [client.get(f"/api/v1/documents/{name}") for name in ("policies/ai-policy.md", SECRET, "nothing")]
        assert {answer.status_code for answer in answers} == {401}
        assert client.get("/nowhere").status_code == 401
        assert client.get("/metrics").status_code == 404


def test_a_browser_that_nobody_is_known_by_is_sent_to_sign_in(token_server: Server) -> None:
    with httpx.Client(base_url=token_server.url, trust_env=False, headers={"Accept": "text/html"}) as client:
        answer = client.get("/register?kind=risk")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/login?next=%2Fregister%3Fkind%3Drisk"


@pytest.mark.parametrize("role", ["reader", "auditor", "editor", "admin"])
def test_roles_on_every_route_that_needs_one(token_server: Server, role: str) -> None:
    found = set(routes(token_server))
    assert found >= _ADMIN | _EDITOR | _AUDIT
    barred = set()
    barred |= _ADMIN if role != "admin" else set()
    barred |= _EDITOR if role in ("reader", "auditor") else set()
    barred |= _AUDIT if role in ("reader", "editor") else set()
    barred |= {("POST", "/api/v1/feedback")} if role == "auditor" else set()
    with token_server.client(token_server.token(f"role-{role}", role=role)) as client:
        for method, path in sorted(_ADMIN | _EDITOR | _AUDIT | {("POST", "/api/v1/feedback")}):
            body = _BODIES.get((method, path))
            answer = client.request(method, filled(path).removeprefix("/api/v1"), json=body)
            assert (answer.status_code == 403) == ((method, path) in barred), (method, path, answer.text)


@pytest.mark.parametrize(
    "header",
    [
        "Bearer nonsense",
        "Bearer vouch_" + "A" * 43,
        "Bearer",
        "Basic YTpi",
        "Bearer \u00ff",
    ],
)
def test_wrong_tokens_look_alike(token_server: Server, header: str) -> None:
    with httpx.Client(base_url=token_server.url, trust_env=False) as client:
        answer = client.get("/api/v1/me", headers={"Authorization": header.encode("latin-1")})
        assert answer.status_code == 401 and answer.json()["code"] == "unauthenticated"


def test_expired_and_revoked_tokens_are_as_unknown_ones(token_server: Server) -> None:
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    expired = token_server.token("late", expires=past)
    token, revoked = token_server.parts.service.record.tokens.create("t", "gone", ("staff",), "reader")
    token_server.parts.service.record.tokens.revoke(token.id)
    bodies = set()
    for secret in (expired, revoked, "vouch_" + "x" * 43):
        with token_server.client(secret, **{"X-Request-ID": "same"}) as client:
            bodies.add(client.get("/me").content)
    assert len(bodies) == 1


def test_a_valid_cookie_does_not_rescue_a_wrong_token(token_server: Server) -> None:
    secret = token_server.core.sessions.begin(None, token_server.token("cookie"))
    with token_server.client("wrong") as client:
        client.cookies.set("vouch_session", secret)
        assert client.get("/me").status_code == 401


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose archive never held the restricted document."""
    with served(make_home(tmp_path_factory.mktemp("without"), without=[SECRET]), Auth("token")) as server:
        yield server


_READ = [
    "/documents",
    "/documents?q=salaries",
    "/documents?limit=1",
    f"/documents/{quote(SECRET)}",
    f"/documents/{quote(SECRET)}/passages",
    f"/documents/{quote(SECRET)}/text",
    f"/documents/{quote(SECRET)}/reading",
    f"/documents/{quote(SECRET)}/original",
    f"/documents/{quote(SECRET)}/pages/1.png",
    "/register",
    "/register/approval",
    "/register/approval?filter=subject~salary",
    "/register/risk",
    "/findings",
    "/frameworks/iso42001/clauses",
    "/frameworks/iso42001/clauses/9.3.2",
    "/reports/findings",
    "/reports/gap-analysis",
    "/reports/evidence-index",
    "/reports/leadership?period=2025",
    "/reports/document-control?form=csv",
    "/decisions?kind=mapping",
    "/conversations",
]


@pytest.mark.parametrize("path", _READ)
def test_who_may_not_see_a_document_sees_what_an_archive_without_it_gives(
    token_server: Server, without: Server, path: str
) -> None:
    answers = []
    for server in (token_server, without):
        with server.client(server.token("plain", ("staff",)), **{"X-Request-ID": "same"}) as client:
            answers.append(client.get(path))
    first, second = answers
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert b"alar" not in first.content or b"there is no document" in first.content or "subject~salary" in path


def test_two_people_with_different_groups(token_server: Server, without: Server) -> None:
    clerk_token, counsel_token = token_server.token("clerk"), token_server.token("counsel", ("staff", "legal"))
    with token_server.client(clerk_token) as clerk, token_server.client(counsel_token) as counsel:
        told = counsel.post("/ask", json=QUESTION).json()
        assert any(cite["doc_id"] == SECRET for claim in told["claims"] for cite in claim["citations"])
        silent = clerk.post("/ask", json=QUESTION).json()
        assert SECRET not in json.dumps(silent)
        assert clerk.get(f"/conversations/{told['conversation']}").status_code == 404
        assert clerk.get(f"/ledger/{told['ledger']}").status_code == 404
        feedback = {"ledger": told["ledger"], "verdict": "wrong"}
        assert clerk.post("/feedback", json=feedback).status_code == 404
        with without.client(without.token("clerk", ("staff",))) as other:
            absent = other.post("/ask", json=QUESTION).json()
        for each in (silent, absent):
            for name in ("timings_ms", "ledger", "conversation"):
                del each[name]
        assert silent == absent


def test_nobody_gets_more_by_asking_for_groups(token_server: Server) -> None:
    with token_server.client(token_server.token("greedy", ("staff",)), **{"X-Vouch-Groups": "staff,legal"}) as client:
        assert client.get("/me").json()["groups"] == ["staff"]
        assert client.get(f"/documents/{SECRET}").status_code == 404


def test_the_group_that_nobody_has_is_given_to_nobody(token_server: Server) -> None:
    with token_server.client(token_server.token("sly", ("!nobody", "staff"))) as client:
        assert client.get("/me").json()["groups"] == ["staff"]


def test_who_has_no_groups_has_those_of_everybody(token_server: Server) -> None:
    with token_server.client(token_server.token("guest", ())) as client:
        assert client.get("/me").json()["groups"] == ["staff"]


def test_an_auditor_is_held_to_frameworks_and_to_what_their_groups_see(token_server: Server) -> None:
    with token_server.client(token_server.token("counsel2", ("staff", "legal"))) as counsel:
        told = counsel.post("/ask", json=QUESTION).json()
    with token_server.client(token_server.token("clerk2", ("staff",))) as clerk:
        plain = clerk.post("/ask", json={"question": "Who approved the AI policy?"}).json()
    secret = token_server.token("auditor", ("staff",), "auditor", frameworks=("iso42001",))
    with token_server.client(secret) as auditor:
        assert [each["id"] for each in auditor.get("/frameworks").json()["items"]] == ["iso42001"]
        assert auditor.get("/frameworks/iso27001/clauses").status_code == 403
        assert auditor.get("/reports/gap-analysis?framework=iso27001").status_code == 403
        assert auditor.get("/reports/gap-analysis").json()["framework"].startswith("ISO/IEC 42001")
        assert auditor.get(f"/ledger/{plain['ledger']}").json()["asker"] == "clerk2"
        assert auditor.get(f"/ledger/{told['ledger']}").status_code == 404
        shown = auditor.get("/ledger?limit=200").json()["items"]
        assert told["ledger"] not in [each["sequence"] for each in shown]


def test_an_administrator_gives_away_no_more_than_is_theirs(token_server: Server) -> None:
    with token_server.client(token_server.token("boss", ("staff",), "admin")) as boss:
        body = {"name": "n", "person": "p", "role": "admin", "groups": None}
        assert boss.post("/tokens", json=body).status_code == 403
        assert boss.post("/tokens", json={**body, "groups": ["legal"]}).status_code == 403
        assert boss.post("/tokens", json={**body, "groups": ["staff"]}).status_code == 201
        assert boss.get("/metrics".removeprefix("")).status_code == 404  # below /api/v1 there is none
        assert httpx.get(f"{token_server.url}/metrics", headers=boss.headers, trust_env=False).status_code == 200


@pytest.fixture(scope="module")
def behind_proxy(ingested: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that believes the headers of a proxy on this machine."""
    header = TrustedHeader(("127.0.0.0/8",), roles={"bosses": "admin"}, name="x-name")
    with served(copied(ingested, tmp_path_factory.mktemp("proxy")), Auth("header", header=header)) as server:
        yield server


def test_a_trusted_proxy_names_the_person(behind_proxy: Server) -> None:
    headers = {"X-Forwarded-User": "mia", "X-Forwarded-Groups": "legal, bosses,!nobody", "X-Name": "Mia M"}
    with behind_proxy.client(**headers) as client:
        told = client.get("/me").json()
        assert (told["person"], told["name"], told["role"]) == ("mia", "Mia M", "admin")
        assert told["groups"] == ["bosses", "legal", "staff"]
        assert client.get(f"/documents/{SECRET}").status_code == 200
    with behind_proxy.client() as client:
        assert client.get("/me").status_code == 401
    with behind_proxy.client(behind_proxy.token("bot")) as client:
        assert client.get("/me").json()["via"] == "token"


def test_headers_from_anywhere_else_are_nothing(home: Path) -> None:
    header = TrustedHeader(("192.0.2.1",))
    headers = {"X-Forwarded-User": "mia", "X-Forwarded-For": "192.0.2.1"}
    with served(home, Auth("header", header=header)) as server, server.client(**headers) as client:
        assert client.get("/me").status_code == 401


OPERATOR_SECRET = "the-operators-own-secret"


@pytest.fixture(scope="module")
def acting_server(ingested: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with accounts whose operator's programs may ask for people."""
    auth = Auth("token", operator_secret=OPERATOR_SECRET)
    with served(copied(ingested, tmp_path_factory.mktemp("acting")), auth) as server:
        yield server


def test_the_operators_programs_ask_for_the_person_named(acting_server: Server) -> None:
    headers = {"X-Vouch-Person": "amara@example.org", "X-Vouch-Groups": "legal"}
    with acting_server.client(OPERATOR_SECRET, **headers) as client:
        me = client.get("/me").json()
        assert (me["person"], me["groups"], me["role"]) == ("amara@example.org", ["legal"], "reader")
        told = client.post("/ask", json=QUESTION).json()
        assert "Remuneration Committee" in told["text"]
        assert client.get("/tokens").status_code == 403
    entry = acting_server.parts.service.record.ledger.entry(told["ledger"])
    assert (entry.asker, entry.groups) == ("amara@example.org", ("legal",))


@pytest.mark.parametrize(
    ("named", "groups"),
    [({}, ["staff"]), ({"X-Vouch-Groups": "@default"}, ["staff"]), ({"X-Vouch-Groups": "!nobody"}, []),
     ({"X-Vouch-Groups": ""}, []), ({"X-Vouch-Groups": "@all"}, None), ({"X-Vouch-Groups": "b, a"}, ["a", "b"])],
)  # fmt: skip
def test_whoever_is_asked_for_has_the_groups_named_and_no_others(
    acting_server: Server, named: dict[str, str], groups: list[str] | None
) -> None:
    with acting_server.client(OPERATOR_SECRET, **{"X-Vouch-Person": "leo", **named}) as client:
        assert client.get("/me").json()["groups"] == groups
        found = client.post("/search", json={"question": "salary of the chair", "k": 20}).json()["hits"]
        assert (SECRET in {hit["doc_id"] for hit in found}) == (groups is None)


def test_names_need_not_be_ascii(acting_server: Server) -> None:
    sent = {"Authorization": f"Bearer {OPERATOR_SECRET}", "X-Vouch-Person": "Zoë", "X-Vouch-Groups": "Prüfung"}
    with acting_server.client() as client:
        me = client.get("/me", headers={name.encode(): value.encode() for name, value in sent.items()}).json()
    assert (me["person"], me["groups"]) == ("Zoë", ["Prüfung"])


@pytest.mark.parametrize("role", ["reader", "editor", "admin"])
def test_a_token_asks_for_nobody_else(acting_server: Server, role: str) -> None:
    groups = None if role == "admin" else ("staff",)
    secret = acting_server.token("bob", groups, role)
    with acting_server.client(secret, **{"X-Vouch-Person": "amara@example.org"}) as client:
        for method, path in (("GET", "/me"), ("POST", "/ask")):
            answer = client.request(method, path, json=QUESTION if method == "POST" else None)
            assert answer.status_code == 403 and answer.json()["code"] == "refused"
    with acting_server.client(None, **{"X-Vouch-Person": "amara@example.org"}) as client:
        assert client.get("/me").status_code in (401, 403)
    with acting_server.client(OPERATOR_SECRET, **{"X-Vouch-Person": ""}) as client:
        assert client.get("/me").status_code == 403


def test_where_no_accounts_are_nobody_asks_for_others(open_server: Server) -> None:
    with open_server.client(None, **{"X-Vouch-Person": "amara@example.org"}) as client:
        assert client.get("/me").status_code == 403
