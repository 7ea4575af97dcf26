"""AI systems: inventories (sheets, JSON, pages) and the cards and forms that describe one system."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.dates import find_dates
from evidence.model import Fact
from ingest.facts.blocks import blocks
from ingest.facts.cells import Value, filled, identifier, split_reference
from ingest.facts.checked_within import assessed
from ingest.facts.entries import entries
from ingest.facts.labels import subject
from ingest.facts.reading import Reading
from ingest.facts.registers import Line, fitting, forms, lines
from ingest.facts.shapes import SHAPES

NAME = "systems/1"

_CARD = re.compile(r"(?i:(?:model|system|use case) card|fact ?sheet)")
_OF_CARD = ("owner", "since", "version", "purpose", "supplier", "stage")
_LEAST = 2  # fields that such a form gives
_SINCE = re.compile(r"\b(?:since|from)\b", re.I)
_OUTSTANDING = re.compile(
    r"(?:none|no|not|nothing|missing|due|planned|outstanding|to be|to do|pending|open|overdue)\b", re.I
)
_EXPLAINED = re.compile(
    r"(?:yes|done|completed?|available|on file|[✓✔x]|not (?:required|needed|applicable|necessary)|exempt\w*|none\W+\w.*)",
    re.I | re.S,
)
_GONE = re.compile(r"(?:retired|decommissioned|withdrawn|stopped|ended|switched off|taken out|removed)\b", re.I)
_DESCRIBED = re.compile(r"(?P<name>[A-Z][\w.+-]*(?: [A-Z\d][\w.+-]*){0,3})(?:,| [–—-]) (?P<purpose>[a-z][^,]{3,100})")
_BRACKETED = re.compile(r"^(?P<name>[^()]{2,80}?)\s*\((?P<number>[A-Z]{1,8}[-–/ ]?\d{1,6})\)$")


def facts(reading: Reading) -> Iterator[Fact]:
    """Kind ``system``."""
    listed = False
    for line in lines(reading, "system"):
        for fact in _system(reading, line):
            listed = True
            yield fact
    if not listed and reading.kind not in ("minutes", "agenda", "mail"):
        for line in list(entries(reading, "system")) or forms(reading, "system"):
            for fact in _system(reading, line):
                listed = True
                yield fact
        if not listed:
            yield from _card(reading)


def _card(reading: Reading) -> Iterator[Fact]:
    """A model card whose title alone names the model, and whose first form says who answers for it and since when."""
    name = subject(reading.title, _CARD.pattern) if _CARD.search(reading.title) else ""
    shape = SHAPES["system"]
    for block in blocks(reading)[:1] if name else ():
        values: dict[str, Value] = {}
        for label, value in block:
            field = next((field for field in _OF_CARD if fitting(label, shape, field)), "")
            if field and filled(value.text):
                values.setdefault(field, value)
        if len(values) < _LEAST:
            return
        words = {field: " ".join(value.text.split()) for field, value in values.items()}
        since = reading.day_of(words.pop("since", ""))
        lead = next(iter(values.values())).span
        spans = [reading.line(lead.start), *(value.span for value in values.values() if value.span != lead)]
        yield reading.fact(
            "system", {"name": name, **words}, spans, extractor=NAME, dates={"since": since}, origin="cell"
        )


def _ended(line: Line) -> str:
    """That a system is gone, in the words of the column that says until when it was used: "Taken out 3 May 2031"."""
    when, at = line.text("ended"), line.columns.get("ended", -1)
    if not when or line.table is None or not 0 <= at < len(line.table.header):
        return ""
    return f"{line.table.header[at].strip(' :')} {when}"


def _paper(line: Line) -> str:
    """What a column for the impact assessment says instead of a day: the number of a paper, or why there is none."""
    words = line.text("assessed")
    if not words or find_dates(words) or (_OUTSTANDING.match(words) and not _EXPLAINED.fullmatch(words)):
        return ""
    return words if identifier(words) or _EXPLAINED.fullmatch(words) else ""


def _system(reading: Reading, line: Line) -> Iterator[Fact]:
    number, name = line.number("number"), line.text("name")
    if bracketed := _BRACKETED.match(name):
        number, name = number or bracketed["number"], bracketed["name"]
    elif not number:
        lead, rest = split_reference(name)
        number, name = (lead, rest) if lead and rest else (number, name)
    purpose = line.text("purpose")
    if not purpose and (described := _DESCRIBED.fullmatch(name)):
        name, purpose = described["name"], described["purpose"]
    if not name and not number:
        return
    if line.table is None and (not name or identifier(name)):
        return
    fields = {
        "number": number,
        "name": name,
        "purpose": purpose,
        "role": line.text("role"),
        "owner": line.text("owner"),
        "supplier": line.text("supplier"),
        "stage": line.text("stage") or _ended(line) or (line.text("since") if _GONE.match(line.text("since")) else ""),
        "version": line.text("version"),
    }
    if sum(map(bool, fields.values())) < 3:
        return
    fields["level"] = line.text("risk") or line.text("level")
    fields["assessment"] = _paper(line)
    begun = "" if _GONE.match(line.text("since")) else line.day("since")
    dates = {
        "since": begun or (line.day("stage") if _SINCE.search(line.text("stage")) else ""),
        "assessed": "" if _OUTSTANDING.match(line.text("assessed")) else line.done("assessed"),
        "next_assessment": line.day("next_assessment"),
        "validated": "" if _OUTSTANDING.match(line.text("validated")) else line.done("validated"),
        "review": line.day("review"),
    }
    if line.table is None and not line.text("assessed"):
        dates["assessed"] = assessed(reading)
    yield reading.fact("system", fields, line.spans, extractor=NAME, dates=dates, origin="cell")
