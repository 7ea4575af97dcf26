"""Requests and responses that several routes share, and those of questions."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import ConfigDict, Field, StrictBool

from assistant.answer import Answer
from assistant.api.fields import KNOWN_BY, Body, Day, Shown
from assistant.service import EARLIER

T = TypeVar("T")

_QUESTION = "Who approved the AI policy?"


class Page(Shown, Generic[T]):
    """One page of a list. ``next`` is the ``cursor`` of the page after it; null on the last."""

    items: list[T]
    next: str | None = Field(None, description="Send it as `cursor` for the next page; null on the last.")
    total: int | None = Field(None, description="How many there are in all, where that is known.")


class Ask(Body):
    """A question."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": _QUESTION, "as_of": "2026-06-15"}]}
    )

    question: str = Field(min_length=1, max_length=100_000, description="In the words of the person who asks.")
    as_of: Day | None = Field(None, description="Answer for the state on this day; today where it is not given.")
    known_by: Day | None = Field(None, description=KNOWN_BY)
    framework: str = Field(
        "", max_length=64, description="Such as `iso42001`: whose clauses are meant where the question names none."
    )
    mode: Literal["auto", "extractive", "llm"] = Field("auto", description="`extractive`: without a language model.")
    conversation: str | None = Field(
        None, max_length=64, description='One of your conversations that it continues; null or "new" begins another.'
    )
    keep: StrictBool = Field(True, description="False: it belongs to no conversation. The ledger holds it either way.")
    id: str = Field("q1", max_length=64, description="Carried over into the answer.")
    earlier: list[Annotated[str, Field(min_length=1, max_length=100_000)]] = Field(
        [], max_length=EARLIER, description="Earlier questions that it follows up, oldest first."
    )


class AskResult(Answer):
    """The answer: claims, each with the exact words, in the form of `vouch ask --json`, and where it is recorded."""

    ledger: int = Field(description="Number of the ledger's entry that holds it.")
    conversation: str | None = Field(None, description="The conversation that it belongs to.")


class Search(Body):
    """What to search for."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"question": _QUESTION, "k": 5}]})

    question: str = Field(min_length=1, max_length=100_000)
    k: int = Field(10, strict=True, ge=1, le=1_000, description="How many passages.")
    known_by: Day | None = Field(None, description=KNOWN_BY)
    id: str = Field("q1", max_length=64, description="Carried over into the result.")


class HitShown(Shown):
    """A passage and how near it is."""

    doc_id: str
    passage_id: str
    page: int | None
    start: int
    end: int
    score: float
    text: str


class SearchResult(Shown):
    """Passages, nearest first, in the form of `vouch search --json`."""

    id: str
    question: str
    hits: list[HitShown]


class Turn(Shown):
    """One question of a conversation with the answer that was shown."""

    question: str
    at: str = Field(description="When, in UTC.")
    ledger: int | None
    answer: dict[str, Any] | None = Field(description="As it was shown; null once it was redacted.")


class ConversationHead(Shown):
    """A conversation in a list."""

    id: str
    title: str
    created: str


class ConversationShown(ConversationHead):
    """A conversation with its turns, oldest first."""

    turns: list[Turn]


class Rename(Body):
    """A conversation's new title."""

    title: str = Field(min_length=1, max_length=200)


class Me(Shown):
    """Who you are to this server."""

    person: str
    name: str
    groups: list[str] | None = Field(description="Null: every document.")
    role: Literal["reader", "auditor", "editor", "admin"]
    frameworks: list[str] = Field(description="Limits you to these; empty: none.")
    via: str
    may: list[str] = Field(description="What the role permits.")


class Done(Shown):
    """Done."""

    ok: Literal[True] = True
