"""Objectives and measurements: registers, KPI reports, months as columns or as rows, slides and sentences.

A measurement is one value of one indicator; where a table gives a month a column, every filled cell is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact
from ingest.facts import lined
from ingest.facts.cells import identifier, split_reference
from ingest.facts.headed import headed
from ingest.facts.labels import labelled, value
from ingest.facts.periods import first_period, period_of
from ingest.facts.reading import Reading
from ingest.facts.registers import Line, forms, lines, words_around
from ingest.facts.series import bare, foreseen, named, series
from ingest.facts.targeted import Valued, cards, said

NAME = "objectives/1"
_POINTER = re.compile(r"(?:see|as in|refer to|cf\.?)\s", re.I)  # where the value stands, and none
_YEAR_NOTE = re.compile(r"(?<=\d)\s*\((?:in |for )?20\d\d\)$")  # "2 (2031)" is two
_OPEN = re.compile(r"[Xx#]{2,}\W*|.*\[[^\]]*\].*")  # a place to fill in
_AIMS = re.compile(r"\bobjectives\b|\b(?:aims|goals)\b(?: and\b|:?\s+(?:for )?(?:the year )?20\d\d|$)", re.I | re.M)
_OTHER = re.compile(
    r"model card|validation|bias|fairness|data sheet|impact assessment|test report|\bdrift\b|budget|risk register|risk scale|price|invoice|audit report|event log|order form|provenance|\btemplate\b",
    re.I,
)


def facts(reading: Reading) -> Iterator[Fact]:
    """Kinds ``objective`` and ``measurement``."""
    listed = [fact for line in lines(reading, "objective") for fact in _objective(reading, line)]
    yield from listed
    for line in forms(reading, "objective"):
        yield from (*_objective(reading, line), *_measured(reading, line))
    if not listed:
        yield from _aimed(reading)
    yield from headed(reading)
    yield from _tabled(reading)
    if reading.kind not in ("policy", "agenda", "agreement") and not _OTHER.search(reading.title):
        told: dict[tuple[str, str], Valued] = {}
        for each in (*said(reading), *cards(reading), *lined.told(reading)):
            told.setdefault((each.kpi.casefold(), each.value), each)
        for each in told.values():
            fields = {"kpi": each.kpi, "value": each.value, "target": each.target, "period": each.period}
            yield reading.fact("measurement", fields, [each.span], extractor=NAME)


def _tabled(reading: Reading) -> Iterator[Fact]:
    """The measurements of tables: those with periods first, then registers with a row an indicator."""
    taken: set[int] = set()
    for table, _ in reading.tables:
        if found := series(reading, table):
            taken.add(table.start)
            yield from found
    for subject in ("objective", "measurement"):
        for line in lines(reading, subject):
            if line.table is not None and line.table.start not in taken:
                yield from _measured(reading, line)
        taken |= {line.table.start for line in lines(reading, subject) if line.table is not None}


def _aimed(reading: Reading) -> Iterator[Fact]:
    """The objectives of a sheet that is headed as one of objectives and names what is measured, a target and an owner."""
    for line in lines(reading, "measurement"):
        number, kpi = split_reference(named(line.text("kpi")))
        if line.table is None or not kpi or not (line.text("target") and line.text("owner")):
            continue
        around = words_around(reading, line.table)
        if _AIMS.search(around) and not _OTHER.search(around):
            fields = {"number": line.number("number") or number, "text": kpi, "target": line.text("target")}
            fields["owner"] = line.text("owner")
            yield reading.fact("objective", fields, line.spans, extractor=NAME, origin="cell")


def _objective(reading: Reading, line: Line) -> Iterator[Fact]:
    number, text = _named(line)
    if not text:
        return
    fields = {
        "number": number,
        "text": text,
        "owner": line.text("owner"),
        "kpi": line.text("kpi"),
        "target": line.text("target"),
        "unit": line.text("unit"),
        "status": line.text("status"),
        "resources": line.text("resources"),
        "clause": line.text("clause"),
    }
    yield reading.fact(
        "objective", fields, line.spans, extractor=NAME, dates={"due": line.day("due", "target")}, origin="cell"
    )


def _named(line: Line) -> tuple[str, str]:
    """An objective's reference and its words, whichever of the columns hold them."""
    number, text, more = line.number("number"), line.text("text"), line.text("more")
    lead, rest = split_reference(text)
    if number:
        return number, (rest if lead == number else text) or more
    if lead and not rest:
        return lead, more
    return lead, rest or more


def _measured(reading: Reading, line: Line) -> Iterator[Fact]:
    """A row that gives an indicator and its value."""
    found = line.text("value")
    kpi = named(line.text("kpi"))
    objective = line.text("objective")
    if line.subject == "objective":
        number, text = _named(line)
        objective = number or text
    if not kpi and line.subject == "measurement" and not identifier(objective):
        kpi, objective = objective, ""
    found = _YEAR_NOTE.sub("", bare(found))
    if not found or not kpi or _POINTER.match(found) or _OPEN.fullmatch(found):
        return
    if line.table is not None and foreseen(words_around(reading, line.table)):
        return
    stated = line.text("period")
    period = period_of(stated) or stated or _period_around(reading, line)
    fields = {
        "kpi": kpi,
        "value": found,
        "target": bare(line.text("target")),
        "unit": line.text("unit"),
        "period": period,
        "objective": split_reference(objective)[0] or objective,
        "owner": line.text("owner"),
        "system": line.text("system"),
        "status": line.text("status"),
    }
    yield reading.fact("measurement", fields, line.spans, extractor=NAME, origin="cell")


def _period_around(reading: Reading, line: Line) -> str:
    """The one period that the nearest words around a table name; objectives are those of the year in the title."""
    table = line.table
    near = [table.caption, table.sheet or "", reading.section(table.start)] if table else []
    stated = value(labelled(reading, r"(?:reporting )?(?:period|month|quarter|week)"))
    name = reading.path.rpartition("/")[2].rpartition(".")[0].replace("_", " ")
    places = [reading.title, *near] if line.subject == "objective" else [*near, stated, reading.title, name]
    return first_period(places)
