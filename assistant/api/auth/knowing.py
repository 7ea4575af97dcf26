"""From a request to an identity: a bearer token, a session's cookie, a trusted proxy's headers, or nobody."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from assistant.api.auth.sessions import Sessions
from assistant.api.errors import Unauthenticated
from assistant.api.parts import Auth, TrustedHeader
from assistant.service.identity import OPERATOR, ROLES, Identity, Refused, Role
from evidence.record import Record

COOKIE = "vouch_session"
LOGIN_COOKIE = "vouch_login"
NARROW = "x-vouch-groups"
PERSON = "x-vouch-person"
ROLE = "x-vouch-role"
"""Whom the operator's own programs (Slack, the command line) ask for, and as what: a reader where it is not said."""
DELEGATE = "delegate"
"""The role of tokens that ask for others."""
_DEFAULT = "@default"
_EVERYTHING = "@all"
_LONGEST = 256  # characters of a name or group that somebody else's header or claim may bring


@dataclass(frozen=True, slots=True)
class Known:
    """Who asks, and the secret of the session by which they are known ("" without one).

    ``delegated``: a program with a delegate's token asks for them.
    """

    identity: Identity
    session: str = ""
    delegated: bool = False


class Knowing:
    """Tells who is asking."""

    def __init__(
        self, auth: Auth, sessions: Sessions, record: Record, default_groups: Callable[[], tuple[str, ...]]
    ) -> None:
        self._auth, self._sessions, self._record = auth, sessions, record
        self._default_groups = default_groups
        self._networks = _networks(auth.header.proxies) if auth.header else ()

    def cookie(self, name: str = COOKIE) -> str:
        """A cookie's name: where they go by https alone, browsers hold the name to that."""
        return f"__Host-{name}" if self._auth.secure_cookies else name

    def who(self, headers: Headers, client: str) -> Known | None:
        """Who asks; ``None`` for nobody. Raises ``Unauthenticated`` for credentials that are not valid."""
        known = self._found(headers, client)
        if known is not None and known.delegated:
            return replace(known, identity=self._for(known.identity, headers))
        person = headers.get(PERSON)
        if person is not None and not self._is_own_header(PERSON):
            return Known(self._acting(known, headers, _plain(_utf8(person))))
        if known is None:
            return None
        return replace(known, identity=self._narrowed(known.identity, headers.get(NARROW)))

    def by_token(self, secret: str) -> Identity:
        """The person of a token. Raises ``Unauthenticated``: unknown, expired, revoked and delegates' alike."""
        known = self._by_bearer(secret)
        if known.delegated:  # nobody signs in as a delegate
            raise Unauthenticated("the token is not valid")
        return known.identity

    def _by_bearer(self, secret: str) -> Known:
        """Whose secret it is. Of a delegate: who asks, and the groups that they may ask with at most."""
        mine = self._auth.operator_secret
        if mine and hmac.compare_digest(secret.encode("utf-8", "replace"), mine.encode()):
            return Known(replace(OPERATOR, via="cli"))
        token = self._record.tokens.find(secret) if secret else None
        if token is None:
            raise Unauthenticated("the token is not valid")
        if token.role == DELEGATE:
            most = self.groups(token.groups or (), add_default=True)
            return Known(Identity(f"{token.person} ({token.id})", most, "reader", "token", token.name), delegated=True)
        groups = None if token.groups is None else self.groups(token.groups)
        return Known(
            Identity(
                person=token.person,
                groups=groups,
                role=role_named(token.role),
                via="token",
                name=token.name,
                frameworks=tuple(token.frameworks),
            )
        )

    def groups(self, named: Iterable[str], *, add_default: bool = False) -> tuple[str, ...]:
        """Groups as given, those of everybody where there are none (or ``add_default``); none may begin with "!"."""
        clean = {name.strip() for name in named}
        held = {name for name in clean if name and not name.startswith("!") and len(name) <= _LONGEST}
        if add_default or not held:
            held |= {name for name in self._default_groups() if not name.startswith("!")}
        return tuple(sorted(held))

    def _found(self, headers: Headers, client: str) -> Known | None:
        scheme, _, secret = headers.get("authorization", "").partition(" ")
        if scheme:
            if scheme.lower() != "bearer":
                raise Unauthenticated("only Bearer authentication is known here")
            return self._by_bearer(secret.strip())
        session = cookie_parser(headers.get("cookie", "")).get(self.cookie(), "")
        if session and (known := self._by_session(session)):
            return known
        if self._auth.mode == "header" and self._auth.header and self._is_proxy(client):
            return self._by_header(headers, self._auth.header)
        return Known(OPERATOR) if self._auth.mode == "none" else None

    def _by_session(self, secret: str) -> Known | None:
        session = self._sessions.find(secret)
        if session is None:
            return None
        if session.identity is not None:
            return Known(session.identity, secret)
        try:
            return Known(self.by_token(session.token), secret)
        except Unauthenticated:  # revoked or expired meanwhile
            self._sessions.end(secret)
            return None

    def _by_header(self, headers: Headers, trusted: TrustedHeader) -> Known | None:
        person = _plain(headers.get(trusted.person, ""))
        if not person:
            return None
        named = [each for line in headers.getlist(trusted.groups) for each in line.split(",")]
        groups = self.groups(named, add_default=True)
        name = _plain(headers.get(trusted.name, "")) if trusted.name else ""
        return Known(Identity(person, groups, best_role(named, trusted.roles), "header", name))

    def _acting(self, known: Known | None, headers: Headers, person: str) -> Identity:
        """The person that the operator's own program asks for. Raises ``Refused`` for anybody else's word.

        Their groups are those that the request names, exactly; those of everybody where it names none.
        """
        if known is None or known.session or known.identity.via != "cli":
            raise Refused("only the operator's own programs may ask for others", remedy=f"Leave out {PERSON}.")
        if not person:
            raise Refused(f"{PERSON} names nobody", remedy="Name the person, or leave it out.")
        wanted = _utf8(headers.get(NARROW, _DEFAULT)).strip()
        groups = None if wanted == _EVERYTHING else self._exactly(wanted)
        role = headers.get(ROLE)
        via = "cli" if role else "slack"
        return Identity(person, groups, role_named(role or "reader"), via, by=OPERATOR.person)

    def _for(self, delegate: Identity, headers: Headers) -> Identity:
        """The person that a delegate asks for: a reader, with what both the person and the delegate may see.

        Raises ``Refused`` where the request names nobody, the operator, another role or every document: a delegate
        has no rights of its own to ask with.
        """
        person = "" if self._is_own_header(PERSON) else _plain(_utf8(headers.get(PERSON, "")))
        if not person or person == OPERATOR.person:
            raise Refused("this token asks for people only", remedy=f"Name the person in {PERSON}.")
        wanted = _utf8(headers.get(NARROW, _DEFAULT)).strip()
        if headers.get(ROLE) is not None or wanted == _EVERYTHING:
            raise Refused("a delegate asks as a reader with groups", remedy=f"Leave out {ROLE}; name the groups.")
        groups = tuple(group for group in self._exactly(wanted) if group in (delegate.groups or ()))
        return Identity(person, groups, "reader", "slack", by=delegate.person)

    def _exactly(self, wanted: str) -> tuple[str, ...]:
        """The groups that a header names, and no others; those of everybody for ``@default``."""
        if wanted == _DEFAULT:
            return self.groups([])
        named = {each.strip() for each in wanted.split(",")}
        return tuple(sorted(each for each in named if each and not each.startswith("!")))

    def _is_own_header(self, name: str) -> bool:
        """Whether the proxy in front tells by this header who asks."""
        return self._auth.header is not None and self._auth.header.person.lower() == name

    def _is_proxy(self, client: str) -> bool:
        try:
            address = ip_address(client)
        except ValueError:
            return False
        return any(address in network for network in self._networks if network.version == address.version)

    def _narrowed(self, who: Identity, wanted: str | None) -> Identity:
        """The asker with fewer groups, where the request asks for that: never with more than are theirs."""
        if wanted is None:
            return who
        asked = self.groups([] if wanted.strip() == _DEFAULT else _utf8(wanted).split(","))
        if who.groups is None:
            return replace(who, groups=asked)
        return replace(who, groups=tuple(group for group in who.groups if group in asked))


def role_named(name: str) -> Role:
    """A role by name; the least for none of ours."""
    return next((role for role in ROLES if role == name), "reader")


def best_role(claims: Iterable[str], roles: Mapping[str, Role]) -> Role:
    """The highest role that any of the values stands for."""
    held = {roles[value.strip()] for value in claims if value.strip() in roles}
    return max(held, key=ROLES.index, default="reader")


def _networks(addresses: Sequence[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(address, strict=False) for address in addresses)


def _utf8(text: str) -> str:
    """A header's value, which may be UTF-8; HTTP itself reads it as Latin-1."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except ValueError:
        return text


def _plain(text: str) -> str:
    """A header's value as a name: printable and of bounded length, else nothing."""
    held = text.strip()
    return held if held.isprintable() and len(held) <= _LONGEST else ""
