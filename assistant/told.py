"""Server-sent events read from a running server: what comes of an answer, as it comes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """One event: its id ("" for none), its name and its data."""

    id: str
    name: str
    data: Mapping[str, Any]


def events(lines: Iterable[str]) -> Iterator[Told]:
    """The events of a stream's lines; comments, and an event that was cut off, are none. Raises ``ValueError``."""
    held: dict[str, str] = {}
    for line in lines:
        if line:
            field, _, value = line.partition(":")
            value = value.removeprefix(" ")
            held[field] = f"{held[field]}\n{value}" if field == "data" and "data" in held else value
            continue
        if "data" in held:
            yield Told(held.get("id", ""), held.get("event", "message"), json.loads(held["data"]))
        held = {}
