"""An OpenID Connect provider on the loopback address, for tests: it signs real tokens with a key of its own.

Whoever is sent to it is signed in at once as ``person``; change the fields to have it misbehave.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey


def new_key(name: str) -> RSAKey:
    """A signing key."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


@dataclass
class Issuer:
    """What the provider knows; ``spoil`` may change the claims before they are signed."""

    client_id: str = "vouch"
    client_secret: str = "provider secret"
    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "u-1", "name": "Mia Meyer", "groups": ["legal", "staff"]}
    )
    about: dict[str, Any] | None = None
    """What the userinfo address tells; ``None``: there is none."""
    key: RSAKey = field(default_factory=lambda: new_key("one"))
    published: list[RSAKey] = field(default_factory=list)
    """The keys that it shows, when not its own."""
    spoil: Callable[[dict[str, Any]], None] = lambda claims: None
    sign: Callable[[dict[str, Any]], str] | None = None
    url: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def configuration(self) -> dict[str, Any]:
        """The discovery document."""
        told = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }
        return told | ({"userinfo_endpoint": f"{self.url}/me"} if self.about is not None else {})

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert query["response_type"] == "code" and query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The tokens for a code, which is good once and needs the verifier."""
        begun = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        right = begun is not None and begun["code_challenge"] == challenge
        if (
            not right
            or form.get("client_secret") != self.client_secret
            or begun["redirect_uri"] != form["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": self.client_id, "iat": now, "exp": now + 300, "nonce": begun["nonce"]}
        claims |= self.person
        self.spoil(claims)
        signed = self.sign(claims) if self.sign else jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)
        return 200, {"access_token": "at", "token_type": "Bearer", "id_token": signed}

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """JSON for a path."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, self.configuration()
        if path == "/keys":
            return 200, {"keys": [key.as_dict(private=False) for key in self.published or [self.key]]}
        if path == "/me" and self.about is not None:
            return 200, self.about
        return 404, {}


@contextmanager
def running_issuer(issuer: Issuer | None = None) -> Iterator[Issuer]:
    """The provider, listening until the block ends."""
    made = issuer or Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", made.authorize(query))
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self._json(*made.answer(parts.path, query))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._json(*made.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _json(self, status: int, told: dict[str, Any]) -> None:
            data = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *given: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()
