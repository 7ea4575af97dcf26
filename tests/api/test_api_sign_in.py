"""Signing in by a browser: through a provider, or with a token; and what a session is good for."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt

from assistant.api.parts import Auth, Oidc
from tests.support.api_server import SECRET, Server, copied, served
from tests.support.oidc_issuer import Issuer, new_key, running_issuer


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    """A provider."""
    with running_issuer() as made:
        yield made


@pytest.fixture(scope="module")
def server(issuer: Issuer, ingested: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that signs people in through it."""
    oidc = Oidc(issuer.url, issuer.client_id, issuer.client_secret, roles={"bosses": "admin", "checkers": "auditor"})
    with served(copied(ingested, tmp_path_factory.mktemp("oidc")), Auth("oidc", oidc=oidc)) as made:
        yield made


@pytest.fixture(autouse=True)
def well(issuer: Issuer) -> Iterator[None]:
    """The provider behaves again after each test."""
    yield
    fresh = Issuer()
    issuer.person, issuer.about, issuer.spoil, issuer.sign, issuer.published = fresh.person, None, fresh.spoil, None, []


def browser(server: Server) -> httpx.Client:
    """A browser: it keeps cookies and asks for pages."""
    return httpx.Client(base_url=server.url, headers={"Accept": "text/html"}, trust_env=False, timeout=30)


def sign_in(client: httpx.Client, back: str = "/") -> httpx.Response:
    """Through the provider and back; the last answer."""
    begun = client.get("/auth/login", params={"next": back})
    assert begun.status_code == 303, begun.text
    at_provider = httpx.get(begun.headers["location"], trust_env=False)
    returned = urlsplit(at_provider.headers["location"])
    return client.get(f"{returned.path}?{returned.query}", headers={"Accept": "application/json"})


def me(client: httpx.Client) -> Any:
    """Who the server says it is."""
    return client.get("/api/v1/me", headers={"Accept": "application/json"})


def test_signing_in_makes_a_session_with_the_providers_groups(server: Server) -> None:
    with browser(server) as client:
        answer = sign_in(client, "/register?kind=risk")
        assert answer.status_code == 200 and "url=/register?kind=risk" in answer.text
        cookie = answer.headers["set-cookie"]
        assert "vouch_session=" in cookie and "HttpOnly" in cookie and "SameSite=lax" in cookie
        told = me(client).json()
        assert (told["person"], told["name"], told["role"], told["via"]) == ("u-1", "Mia Meyer", "reader", "oidc")
        assert told["groups"] == ["legal", "staff"]
        assert client.get(f"/api/v1/documents/{SECRET}").status_code == 200


def test_the_highest_role_that_is_mapped_holds(server: Server, issuer: Issuer) -> None:
    issuer.person = {"sub": "u-2", "groups": ["checkers", "bosses", "!nobody"]}
    with browser(server) as client:
        sign_in(client)
        told = me(client).json()
        assert told["role"] == "admin" and "!nobody" not in told["groups"] and "staff" in told["groups"]


def test_groups_may_stand_in_the_userinfo_alone(ingested: Any, tmp_path: Any) -> None:
    with running_issuer(Issuer(person={"sub": "u-3"}, about={"sub": "u-3", "groups": ["legal"]})) as issuer:
        oidc = Oidc(issuer.url, issuer.client_id, issuer.client_secret)
        with served(copied(ingested, tmp_path), Auth("oidc", oidc=oidc)) as server, browser(server) as client:
            sign_in(client)
            assert me(client).json()["groups"] == ["legal", "staff"]
            issuer.about = {"sub": "somebody else", "groups": ["legal"]}
        with served(tmp_path / "home", Auth("oidc", oidc=oidc)) as server, browser(server) as client:
            sign_in(client)
            assert me(client).json()["groups"] == ["staff"]


def unsigned(claims: dict[str, Any]) -> str:
    """A token without a signature, which says so."""
    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


_SPOILT = {
    "another program": lambda claims: claims.update(aud="other"),
    "several programs": lambda claims: claims.update(aud=["vouch", "other"]),
    "another provider": lambda claims: claims.update(iss="https://evil.example"),
    "another sign-in": lambda claims: claims.update(nonce="replayed"),
    "expired": lambda claims: claims.update(exp=int(time.time()) - 3_600),
    "not yet": lambda claims: claims.update(iat=int(time.time()) + 3_600, nbf=int(time.time()) + 3_600),
    "nobody": lambda claims: claims.pop("sub"),
    "a name that is none": lambda claims: claims.update(sub="a\nb"),
}


def by_stranger(claims: dict[str, Any]) -> str:
    """A token signed by a key of the same name that is not the provider's."""
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, new_key("one"))


@pytest.mark.parametrize("name", _SPOILT)
def test_claims_that_do_not_hold_sign_nobody_in(server: Server, issuer: Issuer, name: str) -> None:
    issuer.spoil = _SPOILT[name]
    with browser(server) as client:
        answer = sign_in(client)
        assert answer.status_code == 401 and answer.json()["code"] == "sign_in_failed"
        assert me(client).status_code == 401


@pytest.mark.parametrize("sign", [unsigned, by_stranger, lambda claims: "a.b.c", lambda claims: ""])
def test_signatures_that_do_not_hold_sign_nobody_in(server: Server, issuer: Issuer, sign: Any) -> None:
    issuer.sign = sign
    with browser(server) as client:
        assert sign_in(client).status_code == 401
        assert me(client).status_code == 401


def test_a_new_key_of_the_provider_is_found(server: Server, issuer: Issuer) -> None:
    issuer.key = new_key("two")
    with browser(server) as client:
        assert sign_in(client).status_code == 200


def test_a_return_that_was_not_begun_here_is_refused(server: Server) -> None:
    with browser(server) as client, browser(server) as victim:
        begun = client.get("/auth/login")
        returned = urlsplit(httpx.get(begun.headers["location"], trust_env=False).headers["location"])
        as_json = {"Accept": "application/json"}
        assert victim.get(f"{returned.path}?{returned.query}", headers=as_json).status_code == 401
        state = parse_qs(returned.query)["state"][0]
        assert (
            client.get("/auth/callback", params={"code": "x", "state": state + "x"}, headers=as_json).status_code == 401
        )
        again = client.get(f"{returned.path}?{returned.query}", headers=as_json)
        assert again.status_code == 401, "a sign-in is good once, also when it failed"


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", "javascript:1"])
def test_nobody_is_sent_elsewhere_after_signing_in(server: Server, back: str) -> None:
    with browser(server) as client:
        assert 'url=/"' in sign_in(client, back).text


def test_a_provider_that_is_down_is_said_to_be(ingested: Any, tmp_path: Any) -> None:
    oidc = Oidc("http://127.0.0.1:9", "vouch")
    with served(copied(ingested, tmp_path), Auth("oidc", oidc=oidc)) as server:
        answer = httpx.get(f"{server.url}/auth/login", trust_env=False)
        assert answer.status_code == 502 and answer.json()["code"] == "service"


def test_changes_of_a_session_need_the_pages_own_word(server: Server) -> None:
    with browser(server) as client:
        sign_in(client)
        body = {"question": "Who approved the AI policy?"}
        secret = client.cookies["vouch_session"]
        word = server.core.sessions.csrf(secret)
        assert client.post("/api/v1/search", json=body).status_code == 403
        assert client.post("/api/v1/search", json=body, headers={"X-CSRF-Token": "0" * 64}).status_code == 403
        assert client.post("/api/v1/search", json=body, headers={"X-CSRF-Token": word}).status_code == 200
        foreign = {"X-CSRF-Token": word, "Origin": "https://evil.example"}
        assert client.post("/api/v1/search", json=body, headers=foreign).status_code == 403


def test_leaving_ends_the_session_at_once(server: Server) -> None:
    with browser(server) as client:
        sign_in(client)
        secret = client.cookies["vouch_session"]
        word = server.core.sessions.csrf(secret)
        assert client.post("/auth/logout").status_code == 403
        assert client.post("/auth/logout", data={"csrf_token": word}).status_code == 303
        assert me(client).status_code == 401
        client.cookies.set("vouch_session", secret)
        assert me(client).status_code == 401


def test_signing_in_with_a_token_lasts_as_long_as_the_token(token_server: Server) -> None:
    tokens = token_server.parts.service.record.tokens
    token, secret = tokens.create("t", "ana", ("staff",), "reader")
    with browser(token_server) as client:
        page = client.get("/login", params={"next": '/x"><script>'})
        assert page.status_code == 200 and "<script>" not in page.text
        wrong = client.post("/auth/token", data={"token": "vouch_wrong", "next": "/"})
        assert wrong.status_code == 401 and "not valid" in wrong.text and "vouch_wrong" not in wrong.text
        answer = client.post("/auth/token", data={"token": secret, "next": "/documents"})
        assert answer.status_code == 303 and answer.headers["location"] == "/documents"
        assert secret not in answer.headers["set-cookie"]
        assert me(client).json()["person"] == "ana"
        tokens.revoke(token.id)
        assert me(client).status_code == 401


def test_a_session_ends_by_itself() -> None:
    from assistant.api.auth.sessions import Pending, Sessions

    now = [1_000.0]
    sessions, pending = Sessions(60, lambda: now[0]), Pending(60, lambda: now[0])
    secret, begun = sessions.begin(None, "token"), pending.put({"state": "s"})
    assert sessions.find(secret) and sessions.find(secret + "x") is None
    now[0] += 61
    assert sessions.find(secret) is None and pending.take(begun) is None


def test_cookies_for_https_are_bound_to_it(ingested: Any, tmp_path: Any) -> None:
    auth = Auth("token", secure_cookies=True)
    with served(copied(ingested, tmp_path), auth, public_url="https://vouch.example", hosts=()) as server:
        secret = server.token()
        headers = {"Host": "vouch.example", "Origin": "https://vouch.example"}
        answer = httpx.post(f"{server.url}/auth/token", data={"token": secret}, headers=headers, trust_env=False)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-vouch_session=") and "Secure" in cookie and "Path=/" in cookie
