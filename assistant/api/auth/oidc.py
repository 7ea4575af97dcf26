"""Sign-in through an OpenID Connect provider: authorization code with PKCE, ID tokens checked here."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from assistant.api.errors import SignInFailed
from assistant.api.parts import Oidc
from evidence.errors import ServiceError

_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
_SECONDS = 10.0  # for one answer of the provider
_FRESH = 3600.0  # seconds that its keys and addresses are believed
_SKEW = 60  # seconds that clocks may differ
_LARGEST = 1_000_000  # bytes of one answer


class Provider:
    """One provider, discovered on first use. Only addresses on its own discovery document are ever asked."""

    def __init__(self, settings: Oidc) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._about: dict[str, Any] = {}
        self._keys: dict[str, Any] = {}
        self._read = 0.0

    def begin(self, redirect: str) -> tuple[str, dict[str, str]]:
        """Where to send the browser, and what must be kept until it comes back."""
        said = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(said["verifier"].encode()).digest()).rstrip(b"=").decode()
        query = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": redirect,
            "scope": " ".join(self.settings.scopes),
            "state": said["state"],
            "nonce": said["nonce"],
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        endpoint = str(self._discovered()["authorization_endpoint"])
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}", {**said, "redirect": redirect}

    def finish(self, code: str, said: Mapping[str, str]) -> Mapping[str, Any]:
        """The claims of the person who signed in. Raises ``SignInFailed`` and ``ServiceError``."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": said["redirect"],
            "code_verifier": said["verifier"],
            "client_id": self.settings.client_id,
        }
        if self.settings.client_secret:
            form["client_secret"] = self.settings.client_secret
        answer = self._post(str(self._discovered()["token_endpoint"]), form)
        claims = self._checked(str(answer.get("id_token", "")), said["nonce"])
        if self.settings.groups_claim in claims or not answer.get("access_token"):
            return claims
        return {**self._about_person(str(answer["access_token"]), str(claims["sub"])), **claims}

    def _about_person(self, token: str, subject: str) -> Mapping[str, Any]:
        """What the provider tells of the person beside the ID token: some put groups there alone."""
        endpoint = self._discovered().get("userinfo_endpoint")
        if not endpoint:
            return {}
        told = self._get(str(endpoint), {"Authorization": f"Bearer {token}"})
        return told if told.get("sub") == subject else {}

    def _checked(self, token: str, nonce: str) -> Mapping[str, Any]:
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            for fresh in (False, True):  # a key that is not known yet: look once whether there are new ones
                try:
                    decoded = jwt.decode(token, self._key_set(fresh), algorithms=_ALGORITHMS)
                    break
                except (JoseError, ValueError):
                    if fresh:
                        raise
            rules = jwt.JWTClaimsRegistry(
                leeway=_SKEW,
                iss={"essential": True, "value": self.settings.issuer},
                aud={"essential": True, "value": self.settings.client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            )
            rules.validate(decoded.claims)
        except (JoseError, ValueError) as error:
            raise SignInFailed("the provider's answer is not valid") from error
        claims: dict[str, Any] = decoded.claims
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if several and claims.get("azp") != self.settings.client_id:
            raise SignInFailed("the provider's answer is for another program")
        return claims

    def _key_set(self, fresh: bool) -> Any:
        from joserfc.jwk import KeySet

        about = self._discovered()
        with self._lock:
            held = self._keys
        if fresh or not held:
            held = self._get(str(about["jwks_uri"]))
            with self._lock:
                self._keys = held
        return KeySet.import_key_set(held)  # type: ignore[arg-type]

    def _discovered(self) -> Mapping[str, Any]:
        with self._lock:
            if self._about and time.monotonic() - self._read < _FRESH:
                return self._about
        about = self._get(f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        if about.get("issuer") != self.settings.issuer:
            raise ServiceError(
                f"the provider calls itself {about.get('issuer')!r}", remedy="Correct `serve.oidc.issuer`."
            )
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not is_safe(str(about.get(name, ""))):
                raise ServiceError(f"the provider's {name} is not an https address")
        with self._lock:
            self._about, self._keys, self._read = about, {}, time.monotonic()
        return about

    def _get(self, url: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        return self._ask("GET", url, headers=dict(headers or {}))

    def _post(self, url: str, form: Mapping[str, str]) -> dict[str, Any]:
        return self._ask("POST", url, data=dict(form))

    def _ask(self, method: str, url: str, **more: Any) -> dict[str, Any]:
        import httpx

        try:
            with httpx.Client(timeout=_SECONDS, follow_redirects=False, trust_env=False) as client:
                answer = client.request(method, url, **more)
                told = answer.json() if len(answer.content) <= _LARGEST else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise ServiceError("the sign-in provider does not answer as it should") from error
        if answer.status_code in (400, 401, 403) and method == "POST":
            raise SignInFailed("the provider refused the sign-in")
        if answer.status_code != 200 or not isinstance(told, dict):
            raise ServiceError(f"the sign-in provider answered {answer.status_code}")
        return told


def is_safe(url: str) -> bool:
    """Whether secrets may be sent to an address: by https, or to this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1"))
