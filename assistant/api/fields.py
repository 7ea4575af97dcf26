"""Kinds of values that requests bring, each as strict as its description."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(value: Any) -> Any:
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("write it as YYYY-MM-DD")
    return date.fromisoformat(value)


def _moment(value: Any) -> Any:
    if value is None or isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _MOMENT.match(value):
        raise ValueError("write it as 2026-12-31T17:00:00Z")
    return value


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day, YYYY-MM-DD and nothing else."""

KNOWN_BY = "From what was known by this day: documents whose own date is later are not there at all."

KnownBy = Annotated[Day | None, Query(description=KNOWN_BY)]
"""The day by which something was known, in an address."""

Text = Annotated[str, Field(max_length=4_000)]
"""A note, a reason: people's own words."""

Name = Annotated[str, Field(min_length=1, max_length=256, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""A person, a group: no control characters."""

Moment = Annotated[AwareDatetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
"""A moment as RFC 3339 has it, with its offset."""

Whole = Annotated[int, Field(strict=True, ge=0, le=2**53)]
"""A whole number, not as text."""


class Body(BaseModel):
    """What a request brings: keys that are not described are refused."""

    model_config = ConfigDict(extra="forbid")


class Shown(BaseModel):
    """What a response shows."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)
