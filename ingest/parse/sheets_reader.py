"""One worksheet part, read in a single pass: rows of cells as displayed, with formula and cached value.

Spreadsheet libraries give either the formulas or the cached values of a pass, and their streaming modes
drop hidden rows, merged ranges and tables; all of these are needed at once here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from evidence.errors import Corrupt, TooLarge
from ingest.limits import Limits
from ingest.parse.decode import tidy
from ingest.parse.header_blocks import Line
from ingest.parse.header_row import Kind
from ingest.parse.sheets_format import Shown, show_number, show_text
from ingest.parse.sheets_formula import SharedFormula, column_index, column_letters, constant
from ingest.parse.sheets_styles import Style, Styles
from ingest.parse.sheets_xml import Package, Stop, attribute, is_true

_BLANK_ROWS = 20_000  # rows without a value in succession after which a sheet counts as read
_BLANK_CELLS = 500_000  # the same for cells, for sheets that are formatted far to the right
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?\Z")
_REMEMBERED = 20_000  # displayed numbers kept, by style and value
_MERGED_ROWS = 1_000_000  # rows under merged ranges, summed over the ranges of a sheet
_LAST_COLUMN = 16_383


class SheetCell(NamedTuple):
    """A cell that displays something. ``row`` is 1-based, ``column`` 0-based.

    ``across`` and ``down`` are the columns and rows of its merged range; ``hidden`` says why a reader of
    the file does not see it, "" when it is seen.
    """

    row: int
    column: int
    text: str
    kind: Kind = Kind.TEXT
    strong: bool = False
    stored: str | None = None
    formula: str | None = None
    cached: str | None = None
    hidden: str = ""
    across: int = 1
    down: int = 1

    @property
    def ref(self) -> str:
        """The reference of the cell, such as ``B7``."""
        return f"{column_letters(self.column)}{self.row}"


class Area(NamedTuple):
    """A range of cells: 1-based rows and 0-based columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Worksheet:
    """What a worksheet part holds. ``headers``: the rows that the file itself declares as column headers."""

    lines: list[Line[SheetCell]] = field(default_factory=list)
    headers: set[int] = field(default_factory=set)
    table_ids: list[str] = field(default_factory=list)
    characters: int = 0
    cells: int = 0
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share."""

    strings: Sequence[str]
    styles: Styles
    epoch_1904: bool
    limits: Limits


def read_area(reference: str) -> Area | None:
    """The area of a reference such as ``B7`` or ``$A$1:H20``; None when it is none."""
    match = _RANGE.match(reference.strip())
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    first = (int(top), column_index(left))
    last = (int(bottom), column_index(right)) if right else first
    return Area(min(first[0], last[0]), min(first[1], last[1]), max(first[0], last[0]), max(first[1], last[1]))


def unescape(text: str) -> str:
    """Cell text with ``_xHHHH_`` escapes resolved and newlines normalised."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)
    return tidy(text.replace("\r\n", "\n").replace("\r", "\n"))


def read_worksheet(package: Package, path: str, book: Book) -> Worksheet:
    """The worksheet part at ``path``. What a damaged part holds before the damage is kept, with a warning.

    Raises ``TooLarge`` beyond the limits of cells and characters.
    """
    reader = _SheetReader(book)
    try:
        package.scan(path, reader.start, reader.end, reader.text)
    except Corrupt as error:
        if not reader.sheet.lines:
            raise
        reader.sheet.warnings.append(f"damaged after row {reader.sheet.lines[-1].number}: {error}")
    reader.finish()
    return reader.sheet


class _SheetReader:
    """Handlers of the events of a worksheet part."""

    def __init__(self, book: Book) -> None:
        self.sheet = Worksheet()
        self._book = book
        self._row = 0
        self._row_hidden = False
        self._cells: list[SheetCell] = []
        self._column = -1
        self._cell: dict[str, str] = {}
        self._parts: dict[str, list[str]] = {}
        self._into: list[str] | None = None
        self._formula: dict[str, str] | None = None
        self._phonetic = False
        self._hidden_columns: set[int] = set()
        self._merged: list[Area] = []
        self._shared: dict[str, SharedFormula] = {}
        self._shown: dict[tuple[str | None, str], Shown] = {}
        self._blank_rows = self._blank_cells = 0

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "c":
            self._start_cell(attributes)
        elif element in ("v", "t"):
            self._into = None if self._phonetic else self._parts.setdefault(element, [])
        elif element == "f":
            self._formula = attributes
            self._into = self._parts.setdefault("f", [])
        elif element == "row":
            self._start_row(attributes)
        elif element == "rPh":
            self._phonetic = True
        else:
            self._start_other(element, attributes)

    def text(self, characters: str) -> None:
        if self._into is not None:
            self._into.append(characters)

    def end(self, element: str) -> None:
        if element in ("v", "t", "f"):
            self._into = None
        elif element == "c":
            self._end_cell()
        elif element == "row":
            self._end_row()
        elif element == "rPh":
            self._phonetic = False

    def finish(self) -> None:
        """Apply what stands after the rows in the file: merged ranges."""
        self._keep_row()
        if self._merged:
            _merge(self.sheet.lines, self._merged)

    def _start_other(self, element: str, attributes: dict[str, str]) -> None:
        if element == "col":
            self._start_columns(attributes)
        elif element == "mergeCell":
            area = read_area(attributes.get("ref", ""))
            if area is not None:
                self._merged.append(area)
        elif element == "autoFilter":
            area = read_area(attributes.get("ref", ""))
            if area is not None:
                self.sheet.headers.add(area.top)
        elif element == "tablePart":
            self.sheet.table_ids.append(attribute(attributes, "id"))

    def _start_columns(self, attributes: dict[str, str]) -> None:
        if not (is_true(attributes.get("hidden")) or attributes.get("width") == "0"):
            return
        try:
            first, last = int(attributes["min"]) - 1, int(attributes["max"]) - 1
            self._hidden_columns.update(range(max(0, first), min(last, _LAST_COLUMN) + 1))
        except (KeyError, ValueError):
            return

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else self._row + 1
        self._row_hidden = is_true(attributes.get("hidden")) or attributes.get("ht") == "0"
        self._cells = []
        self._column = -1

    def _end_row(self) -> None:
        if self._cells:
            self._keep_row()
            self._blank_rows = self._blank_cells = 0
            return
        self._blank_rows += 1
        if self._blank_rows > _BLANK_ROWS or self._blank_cells > _BLANK_CELLS:
            self._stop()

    def _keep_row(self) -> None:
        if self._cells:
            self.sheet.lines.append(Line(self._row, self._cells, self._row_hidden))
            self._cells = []

    def _stop(self) -> None:
        last = self.sheet.lines[-1].number if self.sheet.lines else 0
        if last:
            self.sheet.warnings.append(f"only empty cells follow row {last} for a long stretch; reading stopped there")
        raise Stop

    def _start_cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        self._column = column_index(letters) if letters.isalpha() and len(letters) <= 3 else self._column + 1
        self._cell = attributes
        self._parts = {}
        self._formula = None

    def _end_cell(self) -> None:
        found = self._read_cell() if self._parts or self._formula is not None else None
        if found is None:
            self._blank_cells += 1
            if self._blank_cells > _BLANK_CELLS:
                self._keep_row()
                self._stop()
            return
        self._cells.append(found)
        self.sheet.cells += 1
        self.sheet.characters += len(found.text) + 3
        limits = self._book.limits
        if self.sheet.cells > limits.cells:
            raise TooLarge(f"more than {limits.cells:,} filled cells, which is the limit")
        if self.sheet.characters > limits.characters:
            raise TooLarge(f"more than {limits.characters:,} characters, which is the limit")

    def _read_cell(self) -> SheetCell | None:
        parts = self._parts
        raw = "".join(parts.get("v", ()))
        style = self._book.styles[self._cell.get("s")]
        formula = self._formula_text() if self._formula is not None else None
        if formula is not None:
            return self._formula_cell(formula, raw, style)
        kind = self._cell.get("t", "n")
        if kind == "inlineStr":
            raw = "".join(parts.get("t", ()))
        return self._value_cell(kind, raw, style)

    def _formula_text(self) -> str | None:
        """The formula of the cell, ``=`` included; None when it has no text of its own or shared."""
        attributes = self._formula or {}
        body = "".join(self._parts.get("f", ())).strip()
        shared = attributes.get("si") if attributes.get("t") == "shared" else None
        if shared is None:
            return f"={body}" if body else None
        if body:
            self._shared[shared] = SharedFormula(f"={body}", self._row - 1, self._column)
        master = self._shared.get(shared)
        return master.at(self._row - 1, self._column) if master else None

    def _formula_cell(self, formula: str, raw: str, style: Style) -> SheetCell | None:
        kind = self._cell.get("t", "n")
        cached = self._string(raw) if kind == "s" else raw
        worth = constant(formula)
        if worth is not None:
            base = self._constant_cell(worth, style)
        elif kind in ("str", "s") or (kind == "b" and raw) or not _is_unset(raw):
            base = self._value_cell(kind, raw, style)
        else:
            base = self._cell_of(Shown(tidy(formula)), Kind.NUMBER, style)
        return base and base._replace(formula=tidy(formula), cached=tidy(cached) if cached else None)

    def _constant_cell(self, worth: object, style: Style) -> SheetCell | None:
        if isinstance(worth, bool):
            return self._value_cell("b", str(int(worth)), style)
        if isinstance(worth, Decimal):
            return self._value_cell("n", str(worth), style)
        if isinstance(worth, date):
            return self._cell_of(Shown(worth.isoformat()), Kind.DATE, style)
        return self._value_cell("str", str(worth), style)

    def _string(self, index: str) -> str:
        try:
            return self._book.strings[int(index)]
        except (ValueError, IndexError):
            return ""

    def _value_cell(self, kind: str, raw: str, style: Style) -> SheetCell | None:
        if kind == "n":
            return self._number_cell(raw, style)
        if kind == "b":
            return self._cell_of(Shown("TRUE" if raw.strip() in ("1", "true") else "FALSE"), Kind.LOGICAL, style)
        if kind == "d":
            return self._cell_of(Shown(raw.removesuffix("T00:00:00").replace("T", " ")), Kind.DATE, style)
        text = self._string(raw) if kind == "s" else unescape(raw)
        if not text.strip():
            return None
        shown = show_text(text, style.code) if style.code not in ("General", "@") else Shown(text)
        return self._cell_of(shown, Kind.NUMBER if kind == "e" else Kind.TEXT, style)

    def _number_cell(self, raw: str, style: Style) -> SheetCell | None:
        if not raw.strip():
            return None
        key = (self._cell.get("s"), raw)
        shown = self._shown.get(key)
        if shown is None:
            shown = show_number(raw, style.code, self._book.epoch_1904)
            if len(self._shown) < _REMEMBERED:
                self._shown[key] = shown
        return self._cell_of(shown, Kind.DATE if shown.date else Kind.NUMBER, style)

    def _cell_of(self, shown: Shown, kind: Kind, style: Style) -> SheetCell | None:
        text = shown.text.strip()
        if not text:
            return None
        hidden = ""
        if style.invisible:
            hidden = "white letters without a ground"
        elif shown.hidden:
            hidden = "its number format shows nothing"
        elif self._column in self._hidden_columns:
            hidden = f"hidden column {column_letters(self._column)}"
        return SheetCell(self._row, self._column, text, kind, style.strong, shown.stored, hidden=hidden)


def _is_unset(raw: str) -> bool:
    """Whether a cached value is absent or zero, which programs that do not calculate write."""
    try:
        return not raw.strip() or float(raw) == 0
    except ValueError:
        return False


def _merge(lines: list[Line[SheetCell]], merged: list[Area]) -> None:
    """Give the first cell of each merged range its extent; drop or mark what the range covers.

    A covered cell is displayed nowhere: a repetition of the value goes, anything else is kept as hidden.
    """
    covers = _areas_by_row([line.number for line in lines], merged)
    values: dict[Area, str] = {}
    for position, line in enumerate(lines):
        areas = covers.get(line.number)
        if areas:
            cells = [kept for cell in line.cells if (kept := _merged_cell(cell, areas, values)) is not None]
            lines[position] = Line(line.number, cells, line.hidden)
    lines[:] = [line for line in lines if line.cells]


def _areas_by_row(numbers: list[int], merged: list[Area]) -> dict[int, list[Area]]:
    """The areas over each row that has cells, from left to right; absurdly many are cut off."""
    covers: dict[int, list[Area]] = {}
    budget = _MERGED_ROWS
    for area in sorted(merged, key=lambda area: area.left):
        covered = numbers[bisect_left(numbers, area.top) : bisect_right(numbers, area.bottom)]
        budget -= len(covered)
        if budget < 0:
            break
        for number in covered:
            covers.setdefault(number, []).append(area)
    return covers


def _merged_cell(cell: SheetCell, areas: list[Area], values: dict[Area, str]) -> SheetCell | None:
    """``cell`` as the merged ``areas`` of its row leave it; ``values`` remembers what each area shows."""
    position = bisect_right(areas, cell.column, key=lambda area: area.left) - 1
    area = areas[position] if position >= 0 else None
    if area is None or cell.column > area.right:
        return cell
    if (cell.row, cell.column) == (area.top, area.left):
        values[area] = cell.text
        return cell._replace(across=area.right - area.left + 1, down=area.bottom - area.top + 1)
    if cell.text == values.get(area):
        return None
    return cell._replace(hidden=cell.hidden or "covered by a merged cell")
