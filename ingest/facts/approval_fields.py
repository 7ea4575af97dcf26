"""What the readers of approvals share: the fields of who approves, and looking a label up."""

from __future__ import annotations

import re

from ingest.facts.pairs import Pair
from ingest.facts.parties import Party
from ingest.facts.reading import Reading

NAME = "approvals/1"
"""The family that yields these facts."""

SUBJECT_LABEL = re.compile(
    r"(?:(?:name|title) of (?:the )?)?(?:document|policy|procedure|standard|document (?:title|name|submitted)|title(?: of document)?|subject|matter|item|policy title|policy name|question|motion|proposal)",
    re.I,
)
"""Labels of the matter that a form is about."""

HEAD = 700  # characters in which a document says who agreed to it

PLAIN_DAY = re.compile(r",?\s*(?:on\s+)?\d[\d./-]{5,9}\d|,?\s*(?:on\s+)?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}")
"""A day written beside a name."""


def party_fields(who: Party | None) -> dict[str, str]:
    """Approver, role and body as fields; nothing where nobody is known."""
    return {} if who is None else {"approver": who.person, "role": who.role, "body": who.body}


def labelled(reading: Reading, pattern: re.Pattern[str]) -> Pair | None:
    """The first pair whose label matches ``pattern`` as a whole."""
    return next((pair for pair in reading.pairs if pattern.fullmatch(pair.label.strip())), None)


def day_in(reading: Reading, pair: Pair | None) -> str:
    """The first day of a pair's value as ISO, or ""."""
    return reading.day(pair.value_span) if pair is not None else ""
