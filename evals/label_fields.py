"""The fields of a row as a person types them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from evals.label_file import Row
from evals.label_screens import KINDS


class Mistake(Exception):
    """What was typed cannot be done; the message says why, and nothing has changed."""


def set_field(row: Row, name: str, text: str, known: Collection[str]) -> str:
    """Set the field ``name`` (one of ``FIELDS``) of ``row`` from what was typed; an empty ``text`` takes it out.

    ``known`` are the ids of the file. Returns a remark, or nothing. Raises ``Mistake`` for what cannot be read.
    """
    key, read = _READ[name]
    if name in ("question", "id") and not text:
        raise Mistake(f"The {name} cannot be empty.")
    if name == "follows" and text and text not in known:
        raise Mistake(f"There is no question {text}.")
    value = read(text)
    if value:
        row[key] = value
    else:
        row.pop(key, None)
    if name == "kind" and text and text not in KINDS:
        return f"{text} is none of the usual kinds ({', '.join(KINDS)}); it is kept."
    return ""


def _parts(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


def _facts(text: str) -> list[str]:
    """``a|b; c``: entries that must all stand, each with its alternatives."""
    return [entry for entry in ("|".join(_parts(part, "|")) for part in text.split(";")) if entry]


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise Mistake(f"{text} is no day; write it as 2026-01-31.") from error


_READ: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "question": ("question", str),
    "answer": ("answer", str),
    "facts": ("answer_facts", _facts),
    "avoid": ("avoid", lambda text: _parts(text, ";")),
    "kind": ("kind", str),
    "groups": ("groups", lambda text: _parts(text, ",")),
    "asof": ("as_of", _day),
    "follows": ("follow_up_of", str),
    "split": ("split", str),
    "id": ("id", str),
}  # what is typed: the key of the row, and how its value is read
FIELDS = tuple(_READ)
