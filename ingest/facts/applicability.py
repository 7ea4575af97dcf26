"""Statements of applicability: each control with whether it applies, why, who owns it and how far it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span, Table
from ingest.facts.cells import plain
from ingest.facts.reading import Reading
from ingest.facts.registers import Line, fitting, header, lines, rows
from ingest.facts.shapes import SHAPES

NAME = "applicability/1"

_CONTROL = re.compile(
    r"(?:(?:Annex\s+|Control\s+|Clause\s+)?(?P<number>(?:[A-Z]{1,3}[. -]?)?\d{1,2}(?:\.\d{1,2}){0,4}))(?:\s*[:–—-]?\s+(?P<title>\S.*))?",
    re.S,
)
_YES = re.compile(
    r"(?:yes|y|ja|oui|true|x|✓|✔|☑|1|applicable|applies|included|in scope|selected|in)\b.{0,80}|✓|✔|☑|✅", re.I | re.S
)
_NO = re.compile(
    r"(?:no|n|nein|non|false|✗|✘|☐|0|not applicable|n/?a|does not apply|excluded|not (?:included|selected|in scope)|out of scope|out|-|–|—)\b.{0,200}|✗|✘|☐|❌|✖|[-–—]",
    re.I | re.S,
)
_EXCLUDED = re.compile(r"exclu(?:ded|sion)\??(?: .{1,20})?", re.I)
_STATED = re.compile(
    r"^[*_]{0,2}(?:Control\s+)?(?P<control>(?:A\.)?\d{1,2}(?:\.\d{1,2}){1,3})[*_]{0,2}\s*[:–—-]?\s+[*_]{0,2}(?P<title>[^\n:–—(*]{3,120}?)[*_]{0,2}\s*(?:[:–—(]|\s-|\bis\b|\.)\s*[*_]{0,2}"
    r"(?P<state>not applicable|applicable|excluded|included|out of scope|in scope|does not apply|n/a|(?:fully |partially |partly |not (?:yet )?)?implemented|planned|in progress|in place)\b[*_]{0,2}\s*[).,;:–—-]*\s*(?:(?:because|as|since|reason:|justification:)\s*)?(?P<why>[^\n]{0,300})",
    re.I,
)
_DONE = re.compile(r"(?:(?:fully|partially|partly|not(?: yet)?) )?implemented|planned|in progress|in place", re.I)
_LEFT_OUT = re.compile(r"(?:not applicable|n/?a|excluded|out of scope|does not apply)\b", re.I)
_SOA = re.compile(r"applicability|\bSoA\b|exclu|anwendbarkeit", re.I)


def facts(reading: Reading) -> Iterator[Fact]:
    """Kind ``applicability``; ``applicable`` is yes or no, or the words where they are neither."""
    read: list[Table] = []
    for line in lines(reading, "applicability"):
        read += [line.table] if line.table is not None and line.table not in read else []
        yield from _control(reading, line)
    for table, _ in reading.tables if read else ():
        if table not in read:
            yield from _unstated(reading, table)
    for line in lines(reading, "exclusion"):
        yield from _control(reading, line, excluded=True)
    if _SOA.search(reading.title) or any(_SOA.search(heading.title) for heading in reading.document.headings):
        yield from _said(reading)


def _control(reading: Reading, line: Line, *, excluded: bool = False) -> Iterator[Fact]:
    match = _CONTROL.fullmatch(line.text("control"))
    if match is None:
        return
    applicable = "no" if excluded else _yes_no(line.text("applicable"), inverted=_inverted(line))
    if not applicable and "applicable" in line.columns:
        applicable = _ticked(reading, line)
    status = line.text("status")
    if _DONE.match(applicable):  # a column of states that says of some that they do not apply
        status, applicable = status or applicable, ""
    elif not applicable and _LEFT_OUT.match(status):
        applicable = "no"
    if not applicable and not status:
        return
    fields = {
        "control": match["number"],
        "title": line.text("title") or " ".join((match["title"] or "").split()),
        "applicable": applicable,
        "justification": line.text("justification") or _because(line.text("applicable")),
        "owner": line.text("owner"),
        "status": status,
    }
    yield reading.fact("applicability", fields, line.spans, extractor=NAME, origin="cell")


def _unstated(reading: Reading, table: Table) -> Iterator[Fact]:
    """A further table of controls beside a statement of applicability that says how far each is, and not whether it applies."""
    names = header(reading, table)
    shape = SHAPES["applicability"]
    columns: dict[str, int] = {}
    for field in ("control", "title", "status", "owner"):
        fits = (at for at, name in enumerate(names) if at not in columns.values() and fitting(name, shape, field))
        if (at := next(fits, None)) is not None:
            columns[field] = at
    if not {"control", "status"} <= columns.keys():
        return
    for row, cells in rows(reading, table):
        match = _CONTROL.fullmatch(cells[columns["control"]].text) if columns["control"] in cells else None
        if match is None or "." not in match["number"]:
            continue
        fields = {name: cells[at].text for name, at in columns.items() if at in cells}
        yield reading.fact(
            "applicability",
            fields | {"control": match["number"]},
            [Span(row.start, row.end)],
            extractor=NAME,
            origin="cell",
        )


def _inverted(line: Line) -> bool:
    """Whether the column asks for the exclusion."""
    table, column = line.table, line.columns.get("applicable", -1)
    return (
        table is not None and 0 <= column < len(table.header) and bool(_EXCLUDED.fullmatch(plain(table.header[column])))
    )


def _ticked(reading: Reading, line: Line) -> str:
    """A dash in the column, which elsewhere is a blank, says no."""
    cells = line.row.cells if line.row is not None else ()
    held = [cell for cell in cells if cell.column == line.columns.get("applicable")]
    words = reading.text[held[0].start : held[0].end].strip() if held else ""
    ticked = words in ("-", "–", "—") or words.casefold() in ("n/a", "na")
    return _yes_no(words, inverted=_inverted(line)) if ticked else ""


def _yes_no(words: str, *, inverted: bool) -> str:
    yes, no = ("no", "yes") if inverted else ("yes", "no")
    if _NO.fullmatch(words):
        return no
    return yes if _YES.fullmatch(words) else words


def _because(words: str) -> str:
    """The reason that stands in the same cell ("No: we have no customers")."""
    match = re.match(r"(?:yes|no|not applicable|excluded|n/a)\s*[,:;–—-]\s*(?P<why>\S.{3,200})", words, re.I | re.S)
    return match["why"] if match else ""


def _decided(words: str, why: str) -> dict[str, str]:
    """What a line says of a control: that it applies or not and why, or how far it is put into effect."""
    if _DONE.match(words):
        return {"status": words}
    negative = re.match(r"not|exclu|out|does not|n/a", words, re.I)
    return {"applicable": "no" if negative else "yes", "justification": why}


def _said(reading: Reading) -> Iterator[Fact]:
    """Controls in running text ("A.10.4 Customers: not applicable, because ...")."""
    for span in reading.sentences:
        line = reading.line(span.start)
        match = _STATED.match(reading.quote(Span(span.start, max(span.end, line.end))))
        if match:
            fields = {
                "control": match["control"],
                "title": match["title"].strip(" .-"),
                **_decided(match["state"], match["why"].strip(" .)")),
            }
            whole = Span(span.start, span.start + match.end())
            if reading.visible(whole):
                yield reading.fact("applicability", fields, [whole], extractor=NAME)
