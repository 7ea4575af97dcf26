"""Server-sent events of an answer that is on its way, read from the server that gives it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its id ("" for none), its name and its data."""

    id: str
    name: str
    data: Mapping[str, Any]


def events(lines: Iterable[str]) -> Iterator[Event]:
    """The events of a stream's lines; comments, and an event that was cut off, are none. Raises ``ValueError``."""
    held: dict[str, str] = {}
    for line in lines:
        if line:
            field, _, value = line.partition(":")
            value = value.removeprefix(" ")
            held[field] = f"{held[field]}\n{value}" if field == "data" and "data" in held else value
            continue
        if "data" in held:
            data = json.loads(held["data"])
            yield Event(held.get("id", ""), held.get("event", "message"), data if isinstance(data, dict) else {})
        held = {}
