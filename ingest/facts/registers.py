"""Registers and forms: which table is a list of risks, objectives, findings ... and what its rows say.

A table is recognised by its columns together with the words around it (caption, sheet, heading, title); a form by the
same names used as labels. ``lines`` gives the records of one subject, ``forms`` the filled-in forms. What is blank,
a placeholder or hidden is not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from evidence.model import Cell, Row, Span, Table
from ingest.facts.profiles import figures, inferred
from ingest.facts.profiles import references as references_only
from ingest.facts.reading import Reading
from ingest.facts.shapes import SHAPES, Shape
from ingest.metadata import path_words

_LEAST_HEADERS = 2
_LOOKED_AT = 60  # rows whose cells tell what a column holds
_GAP = 160  # characters between two labels of one form
_BLANK = re.compile(
    r"[\s_.…\-–—?/*·]*|(?:t\.?b\.?[adc]\.?|n\.?/?a\.?|nil|none|not (?:known|defined|set|stated|assigned|yet (?:known|defined|assigned|set))|"
    r"unknown|to be (?:defined|determined|confirmed|decided|agreed|completed|filled in)|tbd.{0,40}|open point|vacant|"
    r"(?:please )?(?:enter|insert|fill in|click)\b.{0,60}|[\[<{(][^\])>}]{0,80}[\])>}]|dd[./-]mm[./-]yyyy|yyyy-mm-dd|"
    r"k\. ?a\.|offen|keine?|à définir|s\.o\.)",
    re.I,
)
_IDENTIFIER = re.compile(
    r"(?:[A-Za-zÄÖÜ]{1,8}[-–/._ ]{0,2})?(?:[A-Z]{0,4}\d{1,6}[A-Za-z]?)(?:[-–/.]\d{1,6}){0,3}[a-z]?"
)
_LEADING = re.compile(
    r"(?P<number>(?=[^\s]*\d)[A-Z][A-Za-z]{0,7}[-–/.]?\d{1,6}(?:[-–/.]\d{1,6}){0,3}|\d{1,3}[.)])\s*(?:[:–—-]\s*)?\s(?P<text>\S.*)",
    re.S,
)
_REFERENCE = re.compile(r"(?=[^\s]*\d)[A-Z][A-Za-z]{0,7}[-–/.]\d{1,6}(?:[-–/.]\d{1,6}){0,3}\b|\b[A-Z]{1,3}\d{1,5}\b")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_TAIL = re.compile(r"\s*[(\[][^)\]]{0,60}[)\]]\s*$")
_PRODUCT = re.compile(r"=\s*\$?([A-Z]{1,3})\$?(\d{1,7})\s*\*\s*\$?([A-Z]{1,3})\$?(\d{1,7})\s*")
_TOTAL = re.compile(r"(?:grand |sub-?)?total|sum|average|mean|summe|gesamt|count", re.I)
_DONE = re.compile(r"\b(?:closed|done|completed?|finished|resolved|erledigt|geschlossen|clos)\b", re.I)


@dataclass(frozen=True, slots=True)
class Value:
    """The words of one cell or label, as written, and where they stand."""

    text: str
    span: Span


@dataclass(frozen=True)
class Line:
    """One record of a register or one form: field name -> value. ``spans``: the row, then the telling cells."""

    reading: Reading
    subject: str
    values: Mapping[str, Value]
    spans: tuple[Span, ...]
    table: Table | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    row: Row | None = None

    def text(self, *names: str) -> str:
        """The words of the first of ``names`` that is filled in, or ""."""
        for name in names:
            value = self.values.get(name)
            if value is not None:
                return " ".join(value.text.split())
        return ""

    def day(self, *names: str) -> str:
        """The day that the first of ``names`` with a readable one gives, as ISO, or ""."""
        for name in names:
            value = self.values.get(name)
            if value is not None and (day := self.reading.day_of(value.text)):
                return day
        return ""

    def number(self, *names: str) -> str:
        """An identifier without the blanks that a narrow column broke it with, or ""."""
        words = self.text(*names)
        joined = words.replace(" ", "")
        return joined if joined != words and re.fullmatch(r"[A-Z]{1,8}(?:[-–/.]\d+)+", joined) else words

    def closed(self, *names: str) -> str:
        """The day of closing that a date column or a status ("closed 12 May 2026") gives, or ""."""
        if day := self.day(*names):
            return day
        status = self.text("status")
        return self.reading.day_of(status) if _DONE.search(status) else ""


def identifier(words: str) -> bool:
    """Whether ``words`` are nothing but a reference ("R-07", "12", "NC 2026/3")."""
    return bool(_IDENTIFIER.fullmatch(words.strip()))


def split_reference(words: str) -> tuple[str, str]:
    """A leading reference and the words after it: "R-20 Vendor fails" -> ("R-20", "Vendor fails")."""
    words = " ".join(words.split())
    if identifier(words):
        return words, ""
    match = _LEADING.match(words)
    return (match["number"].rstrip(".):"), match["text"]) if match else ("", words)


def references(words: str) -> list[str]:
    """The references that some words hold ("see R-3 and INC-2026-004")."""
    return [match[0] for match in _REFERENCE.finditer(words)]


def filled(words: str) -> bool:
    """Whether somebody wrote something there: no blank, dash, "tbd" or placeholder."""
    return not _BLANK.fullmatch(words.strip())


def lines(reading: Reading, subject: str) -> Iterator[Line]:
    """The records of every visible table that is a register of ``subject``, in reading order."""
    for table, kinds in _classified(reading):
        columns = kinds.get(subject)
        if columns:
            yield from _records(reading, table, subject, columns)


def forms(reading: Reading, subject: str) -> Iterator[Line]:
    """The forms of ``subject``: labels with values that stand together, and what one shape says about them."""
    shape = SHAPES[subject]
    for block in _blocks(reading):
        values: dict[str, Value] = {}
        for label, value in block:
            name = _field(label, shape)
            if name and name not in values and filled(value.text):
                values[name] = value
        labels = [label for label, _ in block]
        if _accepted(shape, set(values), labels, _around(reading, block[0][1].span.start)):
            spans = sorted((value.span for value in values.values()), key=lambda span: span.start)
            lead = Span(spans[0].start, max(span.end for span in spans[:1]))
            yield Line(reading, subject, values, (lead, *spans[1:]))


def words_around(reading: Reading, table: Table) -> str:
    """The caption, sheet and heading of a table, and the document's title."""
    return " \n ".join((table.caption, table.sheet or "", reading.section(table.start), reading.title))


def rows(reading: Reading, table: Table) -> Iterator[tuple[Row, dict[int, Value]]]:
    """The visible rows of ``table`` with their filled-in visible cells by column."""
    for row in table.rows:
        if row.hidden or row is _heading_row(table):
            continue
        values = {cell.column: value for cell in row.cells if (value := _value(reading, row, cell))}
        if values and not _repeats(table, values):
            yield row, values


def header(reading: Reading, table: Table) -> tuple[str, ...]:
    """The names of the columns; of a table without a header those that its first row spells out, if it does."""
    if any(table.header):
        return table.header
    first = _heading_row(table)
    if first is None:
        return ()
    names = [""] * (max(cell.column for cell in first.cells) + 1)
    for cell in first.cells:
        names[cell.column] = reading.text[cell.start : cell.end].strip()
    return tuple(names)


def plain(name: str) -> str:
    """A column's name as it is compared: "implementationStatus" and "Implementation_status:" are the same."""
    return _plain(name)


@lru_cache(maxsize=4_096)
def _plain(name: str) -> str:
    words = re.sub(r"[*_`]+", " ", _CAMEL.sub(" ", name)).strip(" :?")
    return " ".join(words.split()).casefold()


def _heading_row(table: Table) -> Row | None:
    if any(table.header) or not table.rows:
        return None
    first = table.rows[0]
    return first if len(first.cells) >= 3 and not first.hidden else None


def _value(reading: Reading, row: Row, cell: Cell) -> Value | None:
    span = Span(cell.start, cell.end)
    words = reading.text[cell.start : cell.end].strip()
    if cell.formula and words.startswith("="):
        words = _product(reading, row, cell.formula)
    if not filled(words) or not reading.visible(span):
        return None
    return Value(words, span)


def _product(reading: Reading, row: Row, formula: str) -> str:
    """The value of "=D6*E6" where both cells stand in the row; "" for any other formula."""
    match = _PRODUCT.fullmatch(formula)
    if not match:
        return ""
    shown = {cell.ref: reading.text[cell.start : cell.end].strip() for cell in row.cells if cell.ref}
    first, second = shown.get(match[1] + match[2], ""), shown.get(match[3] + match[4], "")
    if not (first.isdecimal() and second.isdecimal() and len(first) < 6 and len(second) < 6):
        return ""
    return str(int(first) * int(second))


def _repeats(table: Table, values: Mapping[int, Value]) -> bool:
    """Whether a row is the header again, or a total."""
    if _TOTAL.fullmatch(next(iter(values.values())).text):
        return True
    names = [table.header[column] if column < len(table.header) else "" for column in values]
    return all(name and value.text == name for name, value in zip(names, values.values(), strict=True))


_Kinds = dict[str, dict[str, int]]


def _classified(reading: Reading) -> list[tuple[Table, _Kinds]]:
    """Each visible table with the subjects it is a register of; worked out once a reading."""
    known = reading.__dict__.get("_registers")
    if known is None:
        known = [
            (table, kinds)
            for table in reading.document.tables
            if not table.hidden and (kinds := _kinds(reading, table))
        ]
        reading.__dict__["_registers"] = known
    found: list[tuple[Table, _Kinds]] = known
    return found


def _kinds(reading: Reading, table: Table) -> _Kinds:
    names = header(reading, table)
    if sum(bool(name.strip()) for name in names) < _LEAST_HEADERS:
        return {}
    near = f"{table.caption}\n{table.sheet or ''}\n{reading.section(table.start)}"
    far = f"{reading.title}\n{path_words(reading.path)}"
    cells = _cells(reading, table)
    scored = []
    for subject, shape in SHAPES.items():
        columns = _columns(names, shape, cells, lambda words: bool(reading.day_of(words)))
        if _accepted(shape, set(columns), names, (near, far)):
            scored.append((_score(shape, columns, names, near, far), subject, columns))
    if not scored:
        return {}
    best = max(scored, key=lambda each: each[0])
    together = SHAPES[best[1]].together
    return {subject: columns for _, subject, columns in scored if subject == best[1] or subject in together}


def _score(shape: Shape, columns: Mapping[str, int], names: Sequence[str], near: str, far: str) -> float:
    marks = sum(bool(shape.mark.fullmatch(_plain(name))) for name in names)
    return len(columns) + 2.0 * marks + 3.0 * bool(shape.hint.search(near)) + 1.5 * bool(shape.hint.search(far))


def _accepted(shape: Shape, filled_in: set[str], names: Sequence[str], around: tuple[str, str]) -> bool:
    if not any(need <= filled_in for need in shape.needs):
        return False
    plain_names = [_plain(name) for name in names]
    if shape.never and any(shape.never.fullmatch(name) for name in plain_names):
        return False
    if shape.elsewhere and shape.elsewhere.search("\n".join(around)):
        return False
    return any(shape.mark.fullmatch(name) for name in plain_names) or any(shape.hint.search(words) for words in around)


def _cells(reading: Reading, table: Table) -> dict[int, list[str]]:
    """Column -> the words of its filled-in cells, from the first rows."""
    held: dict[int, list[str]] = {}
    for row in [each for each in table.rows if not each.hidden][:_LOOKED_AT]:
        if row is _heading_row(table):
            continue
        for cell in row.cells:
            words = reading.text[cell.start : cell.end].strip()
            if filled(words):
                held.setdefault(cell.column, []).append(words)
    return held


def _columns(
    names: Sequence[str], shape: Shape, cells: Mapping[int, Sequence[str]], dated: Callable[[str], bool]
) -> dict[str, int]:
    """Field -> column; each column serves the first field that it fits, by its name or else by what stands in it."""
    found: dict[str, int] = {}
    for name in shape.fields:
        fitting = [
            column
            for column, words in enumerate(names)
            if column not in found.values() and words.strip() and _fits(words, shape, name)
        ]
        if name == "text":  # references and figures are no text, where another column has words
            worded = [at for at in fitting if not (references_only(cells.get(at, ())) or figures(cells.get(at, ())))]
            fitting = worded or [at for at in fitting if not figures(cells.get(at, ()))]
        if fitting:
            found[name] = fitting[0]
    for name in shape.fields:
        if name not in found:
            free = {at: held for at, held in cells.items() if at not in found.values()}
            if (column := inferred(name, names, free, dated)) is not None:
                found[name] = column
    return found


def _field(label: str, shape: Shape) -> str:
    return next((name for name in shape.fields if _fits(label, shape, name)), "")


def _fits(words: str, shape: Shape, name: str) -> bool:
    return bool(_fitting(words, shape.fields[name]))


@lru_cache(maxsize=16_384)
def _fitting(words: str, pattern: re.Pattern[str]) -> bool:
    """Whether a column's name fits, also without its bracket, in one of two languages, or broken in a narrow column."""
    if len(words) > 120:
        return False
    name = _plain(words)
    candidates = [name, _TAIL.sub("", name), *re.split(r"\s*/\s*", name), name.replace(" ", "")]
    return any(candidate and pattern.fullmatch(candidate) for candidate in candidates)


def _records(reading: Reading, table: Table, subject: str, columns: Mapping[str, int]) -> Iterator[Line]:
    for row, cells in rows(reading, table):
        values = {name: cells[column] for name, column in columns.items() if column in cells}
        if values:
            yield Line(reading, subject, values, _row_spans(reading, row, values), table, columns, row)


def _row_spans(reading: Reading, row: Row, values: Mapping[str, Value]) -> tuple[Span, ...]:
    """The whole row where all of it is visible, else the cells used."""
    whole = reading.trimmed(Span(row.start, row.end))
    if whole.end > whole.start and reading.visible(whole):
        return (whole,)
    return tuple(sorted((value.span for value in values.values()), key=lambda span: span.start))


_Block = list[tuple[str, Value]]


def _blocks(reading: Reading) -> list[_Block]:
    """Labels with values that stand together: a table of two columns, lines that follow each other."""
    known = reading.__dict__.get("_blocks")
    if known is None:
        known = [block for block in (*_table_blocks(reading), *_line_blocks(reading)) if len(block) > 1]
        reading.__dict__["_blocks"] = known
    blocks: list[_Block] = known
    return blocks


def _table_blocks(reading: Reading) -> Iterator[_Block]:
    for table in reading.document.tables:
        if table.hidden or len(table.header) > 2 or any(len(row.cells) > 2 for row in table.rows):
            continue
        block: _Block = []
        if len(table.header) == 2 and all(table.header) and table.header_end > table.header_start:
            at = reading.text.find(table.header[1], table.header_start, table.header_end)
            if at >= 0:
                block.append((table.header[0], Value(table.header[1], Span(at, at + len(table.header[1])))))
        for row in table.rows:
            if len(row.cells) == 2 and not row.hidden and reading.visible(Span(row.start, row.end)):
                label, value = row.cells
                words = reading.text[value.start : value.end].strip()
                block.append(
                    (reading.text[label.start : label.end].strip(), Value(words, Span(value.start, value.end)))
                )
        yield block


def _line_blocks(reading: Reading) -> Iterator[_Block]:
    """Pairs on lines; a label that comes again, or a longer stretch of other words, begins the next form."""
    block: _Block = []
    labels: set[str] = set()
    last = -1
    for pair in sorted((each for each in reading.pairs if each.origin != "cell"), key=lambda each: each.span.start):
        label = _plain(pair.label)
        if pair.value_span.start < last:
            continue  # front matter is read as lines, too
        if block and (label in labels or pair.span.start - last > _GAP):
            yield block
            block, labels = [], set()
        block.append((pair.label, Value(pair.value, pair.value_span)))
        labels.add(label)
        last = pair.span.end
    yield block


def _around(reading: Reading, offset: int) -> tuple[str, str]:
    return reading.section(offset), f"{reading.title}\n{path_words(reading.path)}"
