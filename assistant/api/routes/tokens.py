"""Access tokens, for administrators. A secret is shown once and kept nowhere."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request
from pydantic import ConfigDict, Field

from assistant.api.context import core, identity, work
from assistant.api.fields import Body, Moment, Name, Shown
from assistant.service import Identity, Refused
from evidence.record import Missing, Token

router = APIRouter(tags=["tokens"])


class TokenBody(Body):
    """A token to make."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"name": "Surveillance audit", "person": "jo", "role": "auditor", "groups": ["staff"],
                 "frameworks": ["iso42001"], "expires": "2026-12-31T17:00:00Z"}
            ]
        },
    )  # fmt: skip

    name: Name = Field(description="What it is for.")
    person: Name = Field(description="Who uses it.")
    role: Literal["reader", "auditor", "editor", "admin"] = "reader"
    groups: list[Name] | None = Field(
        [], max_length=100, description="Whose documents it reads; null: all (administrators only)."
    )
    frameworks: list[Annotated[str, Field(min_length=1, max_length=64)]] = Field([], max_length=20)
    expires: Moment | None = Field(None, description="An auditor's token must have an end.")


class TokenShown(Shown):
    """A token without its secret."""

    id: str
    prefix: str
    name: str
    person: str
    role: str
    groups: list[str] | None
    frameworks: list[str]
    created: str
    expires: str | None
    revoked: str | None
    last_used: str | None


class TokenMade(TokenShown):
    """A new token with its secret, shown this once."""

    secret: str


class TokenList(Shown):
    """All tokens, also those that no longer hold, oldest first."""

    items: list[TokenShown]


@router.get("/tokens", response_model=TokenList)
def tokens(request: Request) -> Any:
    """All tokens."""
    _admin(request)
    return {"items": [_shown(each) for each in core(request).parts.service.record.tokens.list()]}


@router.post("/tokens", response_model=TokenMade, status_code=201)
async def create_token(request: Request, body: TokenBody) -> Any:
    """Make a token. Its secret is in this answer and nowhere else; there is no idempotency for that reason."""
    who = _admin(request)
    _within(who, body)
    made = core(request).parts.service.record.tokens
    expires: datetime | None = body.expires

    def create() -> dict[str, Any]:
        token, secret = made.create(
            body.name, body.person, body.groups, body.role, body.frameworks, expires, by=who.person
        )
        return {**_shown(token), "secret": secret}

    return await work(request, create)


@router.delete("/tokens/{token}", response_model=TokenShown)
def revoke_token(request: Request, token: Annotated[str, Path(max_length=64)]) -> Any:
    """End a token now."""
    who = _admin(request)
    known = core(request).parts.service.record.tokens
    if not any(each.id == token for each in known.list()):
        raise Missing(f"there is no token {token}")
    return _shown(known.revoke(token, by=who.person))


def _admin(request: Request) -> Identity:
    who = identity(request)
    who.require("administer")
    return who


def _within(who: Identity, body: TokenBody) -> None:
    """Nobody gives away more than is theirs."""
    if who.groups is not None and (body.groups is None or not set(body.groups) <= set(who.groups)):
        raise Refused("a token cannot see more than you", remedy="Ask an administrator who sees those documents.")


def _shown(token: Token) -> dict[str, Any]:
    return {
        "id": token.id,
        "prefix": token.prefix,
        "name": token.name,
        "person": token.person,
        "role": token.role,
        "groups": None if token.groups is None else list(token.groups),
        "frameworks": list(token.frameworks),
        "created": token.created,
        "expires": token.expires,
        "revoked": token.revoked,
        "last_used": token.last_used,
    }
