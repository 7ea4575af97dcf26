"""Suppliers from registers and from the head of a single assessment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact
from ingest.facts.entries import entries
from ingest.facts.labels import unmarked
from ingest.facts.reading import Reading
from ingest.facts.registers import Line, forms, lines
from ingest.facts.terms import ended, rolling

NAME = "suppliers/1"

_ABBREVIATED = re.compile(r"\b(?:Inc|Ltd|Corp|Co|Bros|S\.A|B\.V|N\.V|A\.S|S\.p\.A|S\.r\.l|S\.L|Pty|Pvt|e\.V|e\.K)$")
_YES = re.compile(r"yes|y|ja|oui|true|x|✓|✔|critical|key|kritisch|critique", re.I)
_NO = re.compile(r"no|n|nein|non|false|not critical|non-critical|uncritical", re.I)


def facts(reading: Reading) -> Iterator[Fact]:
    """Kinds ``supplier`` and, where a register says until when a supplier is certified, ``certificate``."""
    listed = False
    for line in lines(reading, "supplier"):
        listed = True
        yield from _supplier(reading, line)
    if not listed and reading.kind not in ("minutes", "agenda", "agreement"):
        told = list(entries(reading, "supplier")) or forms(reading, "supplier")
        for line in told:
            yield from _supplier(reading, line)


def _supplier(reading: Reading, line: Line) -> Iterator[Fact]:
    name = unmarked(line.text("name"))
    end = line.values["name"].span.end if name else 0
    if _ABBREVIATED.search(name) and reading.text[end : end + 1] == ".":
        name += "."  # a label's value ends before a full stop, a company's name does not
    if not any(map(str.isalpha, name)) or len(name) > 120:
        return
    fields = {
        "name": name,
        "service": line.text("service"),
        "owner": line.text("owner"),
        "critical": _yes_no(line.text("critical")),
        "rating": line.text("rating"),
        "status": line.text("status") or (line.text("until") if ended(line.text("until")) else ""),
    }
    dates = {
        "assessed": line.done("assessed"),
        "next_assessment": line.day("next_assessment"),
        "from": line.day("from"),
        "until": "" if rolling(line.text("until")) else line.day("until"),
    }
    yield reading.fact("supplier", fields, line.spans, extractor=NAME, dates=dates, origin="cell")
    if until := line.day("certificate"):
        held = {"holder": name}
        yield reading.fact("certificate", held, line.spans, extractor=NAME, dates={"until": until}, origin="cell")


def _yes_no(words: str) -> str:
    """ "yes" and "no" however they are written; a tier or class stays as it is."""
    return "yes" if _YES.fullmatch(words) else "no" if _NO.fullmatch(words) else words
