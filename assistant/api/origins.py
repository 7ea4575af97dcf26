"""Where a request comes from, as browsers tell: names we answer to, and no changes from other sites."""

from __future__ import annotations

import hmac
import re
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers

from assistant.api.auth.sessions import Sessions
from assistant.api.errors import CrossSite, WrongHost

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^:\[\]/@\s]+)(:\d{1,5})?")
_TOKEN = "x-csrf-token"
_FIELD = "csrf_token"
_HERE = ("same-origin", "none")


def check_host(headers: Headers, names: tuple[str, ...]) -> None:
    """Refuse names that are not ours: a page elsewhere may have its own name point at this address.

    Raises ``WrongHost``.
    """
    given = headers.getlist("host")
    found = _HOST.fullmatch(given[0].strip().lower()) if len(given) == 1 else None
    if found is None or (names and found["name"].rstrip(".") not in names):
        raise WrongHost("this server is not known by that name")


def check_origin(method: str, headers: Headers, public_url: str) -> None:
    """Refuse changes that another site's page sends. Programs send neither header and are known by their token.

    Raises ``CrossSite``.
    """
    if method in SAFE:
        return
    site = headers.get("sec-fetch-site")  # no page can write it; where it is missing, the origin is asked
    if site in _HERE:
        return
    if site is not None:
        raise CrossSite("the request comes from another site")
    origin = headers.get("origin")
    if origin is not None and not _is_here(origin, headers.get("host", ""), public_url):
        raise CrossSite("the request comes from another origin")


def check_token(method: str, headers: Headers, body: bytes, session: str, sessions: Sessions) -> None:
    """Refuse a change by a signed-in browser that does not carry the page's own word. Raises ``CrossSite``."""
    if method in SAFE or not session:
        return
    given = headers.get(_TOKEN) or _field(headers, body)
    if not hmac.compare_digest(given.encode("utf-8", "replace"), sessions.csrf(session).encode()):
        raise CrossSite("the request does not carry the page's token")


def _is_here(origin: str, host: str, public_url: str) -> bool:
    try:
        parts = urlsplit(origin.lower())
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or parts.path or parts.query:
        return False
    public = urlsplit(public_url.lower())
    return parts.netloc == host.strip().lower() or (bool(public_url) and parts[:2] == public[:2])


def _field(headers: Headers, body: bytes) -> str:
    if headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        return ""
    try:
        fields = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=200)
    except ValueError:
        return ""
    return next((value for name, value in fields if name == _FIELD), "")
