"""Access tokens for people and programs.

A secret is 32 random bytes: nobody guesses it, so its plain SHA-256 is kept and no slow hash is needed (those are for
passwords, which people choose). Looking a hash up in an index tells an attacker nothing by its timing, since whoever
does not know the secret cannot choose the hash.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from evidence.errors import ArchiveError, QuestionError
from evidence.record.chain import canonical
from evidence.record.failures import Missing
from evidence.record.ledger import append
from evidence.record.store import Store, written

ROLES = ("reader", "auditor", "editor", "admin", "delegate")
"""What a token may be. A delegate does nothing of its own: it asks for other people (the assistant in Slack)."""
PREFIX = "vouch_"
_SECRET = re.compile(re.escape(PREFIX) + r"[A-Za-z0-9_-]{43}")
_SHOWN = 6  # characters of the random part that lists show: 36 of its 256 bits
_NOTED = timedelta(minutes=1)  # `last_used` is no finer than this
_COLUMNS = 'id, prefix, name, person, "groups", role, frameworks, created, expires, revoked, last_used'


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. Moments are ISO 8601 in UTC; ``groups`` of ``None`` see everything.

    ``prefix`` are the first characters of the secret's random part, to recognise it by.
    """

    id: str
    prefix: str
    name: str
    person: str
    groups: tuple[str, ...] | None
    role: str
    frameworks: tuple[str, ...]
    created: str
    expires: str | None
    revoked: str | None
    last_used: str | None

    def state(self, now: datetime) -> str:
        """``valid``, ``expired`` or ``revoked``."""
        if self.revoked is not None:
            return "revoked"
        return "expired" if self.expires is not None and self.expires <= written(now) else "valid"


class Tokens:
    """The tokens. Making and revoking them is written into the ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(
        self,
        name: str,
        person: str,
        groups: Sequence[str] | None,
        role: str,
        frameworks: Sequence[str] = (),
        expires: datetime | str | None = None,
        *,
        by: str = "",
    ) -> tuple[Token, str]:
        """A token and its secret, which is nowhere kept. ``by`` is who makes it (default: the person).

        Raises ``QuestionError`` without a name or person, for an unknown role, for ``groups`` of ``None`` unless the
        role is admin, and for an auditor without an end: that role is for a limited time.
        """
        _check(name, person, groups, role, expires)
        random = secrets.token_urlsafe(32)
        secret = PREFIX + random
        token = Token(
            secrets.token_hex(6),
            random[:_SHOWN],
            name.strip(),
            person.strip(),
            None if groups is None else tuple(dict.fromkeys(groups)),
            role,
            tuple(dict.fromkeys(frameworks)),
            self._store.moment(),
            _moment(expires),
            None,
            None,
        )

        def work(connection: sa.Connection) -> None:
            marks = ", ".join("?" * (len(_row(token)) + 1))
            query = f"INSERT INTO token ({_COLUMNS}, hash) VALUES ({marks})"
            connection.exec_driver_sql(query, (*_row(token), _hash(secret)))
            content = {"act": "token created", "by": by or token.person, **_told(token)}
            append(connection, self._store, "access", by or token.person, token.groups, content)

        self._store.write(work)
        return token, secret

    def find(self, secret: str) -> Token | None:
        """The valid token of a secret; ``None`` for an unknown, expired or revoked one alike."""
        if not _SECRET.fullmatch(secret):
            return None
        wanted = _hash(secret)
        with self._store.read() as connection:
            row = connection.exec_driver_sql(f"SELECT hash, {_COLUMNS} FROM token WHERE hash = ?", (wanted,)).first()
        if row is None or not hmac.compare_digest(row[0], wanted):
            return None
        token, now = _token(row[1:]), self._store.now()
        if token.state(now) != "valid":
            return None
        if token.last_used is None or token.last_used <= written(now - _NOTED):
            with suppress(ArchiveError):  # whoever may come in is not kept out because that could not be noted
                self._note(token.id)
        return token

    def list(self) -> list[Token]:
        """All tokens, also those that no longer hold, oldest first."""
        with self._store.read() as connection:
            rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM token ORDER BY created, id")
            return [_token(row) for row in rows]

    def revoke(self, id: str, *, by: str = "") -> Token:
        """End a token now; harmless for one that has ended. Raises ``Missing``."""

        def work(connection: sa.Connection) -> Token:
            token = _one(connection, id)
            if token.revoked is None:
                query = "UPDATE token SET revoked = ? WHERE id = ?"
                connection.exec_driver_sql(query, (self._store.moment(), id))
                content = {"act": "token revoked", "by": by or token.person, **_told(token)}
                append(connection, self._store, "access", by or token.person, token.groups, content)
            return _one(connection, id)

        return self._store.write(work)

    def _note(self, id: str) -> None:
        query = "UPDATE token SET last_used = ? WHERE id = ?"
        values = (self._store.moment(), id)
        self._store.write(lambda connection: connection.exec_driver_sql(query, values) and None)


def _check(name: str, person: str, groups: Sequence[str] | None, role: str, expires: datetime | str | None) -> None:
    if not name.strip() or not person.strip():
        raise QuestionError("a token needs a name and a person", remedy="Say what it is for, and who uses it.")
    if role not in ROLES:
        raise QuestionError(f"{role!r} is no role", remedy=f"One of: {', '.join(ROLES)}.")
    if groups is None and role != "admin":
        raise QuestionError(f"the role {role} needs groups", remedy="Name them (perhaps none); only admin sees all.")
    if expires is None and role == "auditor":
        raise QuestionError("an auditor's token needs an end", remedy="Say when the audit is over: --expires DATE.")


def _moment(expires: datetime | str | None) -> str | None:
    """An ISO moment in UTC; one without a zone is taken for UTC."""
    if expires is None:
        return None
    try:
        moment = datetime.fromisoformat(expires) if isinstance(expires, str) else expires
    except ValueError as error:
        raise QuestionError(f"{expires!r} is no moment", remedy="Write it as 2026-12-31T12:00:00+00:00.") from error
    return written(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()


def _one(connection: sa.Connection, id: str) -> Token:
    row = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM token WHERE id = ?", (id,)).first()
    if row is None:
        raise Missing(f"there is no token {id}", remedy="`vouch token list` names them.")
    return _token(row)


def _row(token: Token) -> tuple[Any, ...]:
    return (
        token.id,
        token.prefix,
        token.name,
        token.person,
        canonical(token.groups),
        token.role,
        canonical(token.frameworks),
        token.created,
        token.expires,
        token.revoked,
        token.last_used,
    )


def _token(row: Sequence[Any]) -> Token:
    id, prefix, name, person, groups, role, frameworks, created, expires, revoked, last_used = row
    named = json.loads(groups)
    seen = None if named is None else tuple(named)
    only = tuple(json.loads(frameworks))
    return Token(id, prefix, name, person, seen, role, only, created, expires, revoked, last_used)


def _told(token: Token) -> dict[str, Any]:
    """What the ledger says of a token."""
    return {
        "token": token.id,
        "name": token.name,
        "person": token.person,
        "role": token.role,
        "frameworks": list(token.frameworks),
        "expires": token.expires,
    }
