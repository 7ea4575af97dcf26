"""Registers as grids: records of one document that share their labels, with what each column holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.register.records import worth
from assistant.register.records.gather import Entry, records
from assistant.register.words import stems
from evidence.model import StoredDocument
from evidence.view import View

_LEAST = 2  # records
_REGISTER = 0.5  # of a document's words that are records, from which it is a register
_MOSTLY = 0.6  # of the values that are there
_SHARED = 0.6  # of labels, for runs of labelled lines to be records of one sort
_CHOICES, _SHORT = 8, 40  # different values of a column of choices, and the characters of each
_FEW = 3  # words of a cell that tells a state or grade
_IDENTIFIER = re.compile(r"(?=.*\d)[A-Za-z]{0,8}[\s./-]?[\w./-]{1,14}")
_TOTAL = re.compile(r"(?:sub|grand )?\W*(?:totals?|sum|average|mean|overall)\b\W*(?:$|\d|of all|for all)", re.I)
_NONE = re.compile(
    r"(?:none|nil|nothing|no (?:[\w-]+ ){0,2}(?:identified|known|recorded|reported|found|entries))\b", re.I
)
_DENIED = re.compile(r"\b(?:not?|never|non|yet|nearly|almost|partly)\b", re.I)
_BARE = 3  # values of a row that only says that there is none
_ARCHIVE = re.compile(r"(?:^|[/ _(-])(?:archive[ds]?|superseded|obsolete|old|withdrawn|history)(?:[/ _).-]|$)", re.I)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its ``label``, whether it holds ``day``, ``people``, ``number``, ``choice``, ``name`` or ``text``, its values."""

    label: str
    sort: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Records of one sort in one document. ``name`` says what they are: title, sheet, caption."""

    document: StoredDocument
    name: str
    columns: tuple[Column, ...]
    entries: tuple[Entry, ...]
    old: bool = False
    whole: bool = True
    """Whether the document is a register, and its title says what the records are; not a table in a report."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns' labels."""
        return tuple(column.label for column in self.columns)

    def values(self, label: str) -> tuple[str, ...]:
        """A column's values, one a record."""
        return tuple(value_of(entry, label) for entry in self.entries)

    def words(self) -> frozenset[str]:
        """The analysed words of its name, path and labels."""
        path = re.sub(r"[/_.-]+", " ", self.document.key.path)
        return stems(f"{self.name} . {path} . {' . '.join(self.labels)}")


def value_of(entry: Entry, label: str) -> str:
    """A record's value under a label, or "" where it has none."""
    return next((cell.value for cell in entry.cells if cell.label == label), "")


_STANDARDS = {
    "27001": "information security",
    "42001": "ai artificial intelligence",
    "9001": "quality",
    "14001": "environment environmental",
}


def row_words(entry: Entry) -> frozenset[str]:
    """The analysed words of a record and of what it stands under; a standard's number is also its subject."""
    told = " ".join(subject for number, subject in _STANDARDS.items() if number in entry.heading)
    return stems(f"{entry.words()} . {entry.heading} . {told}")


def short_words(entry: Entry) -> frozenset[str]:
    """The analysed words of the cells that say something in a few words: a grade, a state, not a text that has the word."""
    few = (cell.value for cell in entry.cells if len(cell.value.split()) <= _FEW)
    return stems(" . ".join(value for value in few if not _DENIED.search(value)))


def grids(view: View) -> tuple[Grid, ...]:
    """Every grid of a view, kept while the archive does not change."""
    return view.derived("grids", lambda same: tuple(g for d in same.documents() for g in grids_of(same, d)))


def grids_of(view: View, document: StoredDocument) -> list[Grid]:
    """The grids of one document: rows under the same labels, on whatever sheets, and items with the same labels."""
    parsed = view.parsed(document.rowid)
    entries = [entry for entry in records(parsed) if entry.table < 0 or _is_record(entry)]
    whole = sum(entry.end - entry.start for entry in entries) >= _REGISTER * len(parsed.text)
    rows: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        if entry.table >= 0:
            rows.setdefault(_labels(entry), []).append(entry)
    found = [_grid(document, held, whole) for held in _joined(rows) if len(held) >= _LEAST]
    items = [entry for entry in entries if entry.table < 0 and len(entry.cells) > 1]
    return found + [_grid(document, held, whole) for held in _alike(items) if len(held) >= _LEAST]


def _is_record(entry: Entry) -> bool:
    """Whether a row is one of the records, and not their total or the word that there is none."""
    values = [cell.value for cell in entry.cells if not worth.nothing(cell.value)]
    if not values or _TOTAL.match(values[0]):
        return False
    said = " ".join(value for value in values if not _IDENTIFIER.fullmatch(value))
    return len(values) > _BARE or not _NONE.match(said)


def _labels(entry: Entry) -> tuple[str, ...]:
    return tuple(sorted({*(cell.label for cell in entry.cells), *entry.empty}))


def _joined(rows: dict[tuple[str, ...], list[Entry]]) -> list[list[Entry]]:
    """Rows of tables with the same labels together; those of a table stay together when a row has one more."""
    by_table: dict[int, Counter[tuple[str, ...]]] = {}
    for labels, held in rows.items():
        for entry in held:
            by_table.setdefault(entry.table, Counter())[labels] += 1
    kind = {table: max(counted, key=lambda each: (len(each), each)) for table, counted in by_table.items()}
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for held in rows.values():
        for entry in held:
            groups.setdefault(kind[entry.table], []).append(entry)
    return [sorted(group, key=lambda entry: entry.start) for group in groups.values()]


def _alike(items: Sequence[Entry]) -> list[list[Entry]]:
    groups: list[list[Entry]] = []
    for entry in items:
        mine = {cell.label for cell in entry.cells}
        for group in groups:
            theirs = {cell.label for cell in group[0].cells}
            if len(mine & theirs) >= _SHARED * len(mine | theirs):
                group.append(entry)
                break
        else:
            groups.append([entry])
    return groups


def _grid(document: StoredDocument, entries: Sequence[Entry], whole: bool) -> Grid:
    labels = list(dict.fromkeys(cell.label for entry in entries for cell in entry.cells if cell.label))
    labels += [
        label for label in dict.fromkeys(name for entry in entries for name in entry.empty) if label not in labels
    ]
    valued = [(label, _values(entries, label)) for label in labels]
    columns = [Column(label, _sort(values), values) for label, values in valued]
    headings = dict.fromkeys(entry.heading for entry in entries if entry.heading)
    name = " . ".join(dict.fromkeys([document.title, *list(headings)[:4]]))
    return Grid(document, name, tuple(columns), tuple(entries), outdated(document), whole)


def outdated(document: StoredDocument) -> bool:
    """Whether a document lies among the superseded."""
    return bool(_ARCHIVE.search(document.key.path))


def _values(entries: Sequence[Entry], label: str) -> tuple[str, ...]:
    return tuple(value_of(entry, label) for entry in entries)


def _sort(values: Sequence[str]) -> str:
    held = [value for value in values if not worth.nothing(value)]
    if not held:
        return "text"

    def mostly(test: Callable[[str], object]) -> bool:
        return sum(bool(test(value)) for value in held) >= _MOSTLY * len(held)

    if mostly(worth.days):
        return "day"
    different = len({value.lower() for value in held})
    if different == len(held) and mostly(_IDENTIFIER.fullmatch) and not mostly(worth.number):
        return "name"
    if mostly(worth.names) and not mostly(worth.number):
        return "people"
    if mostly(worth.number):
        return "number"
    short = all(len(value) <= _SHORT for value in held)
    return "choice" if short and different <= _CHOICES and different < max(2, len(held)) else "text"


def called(grid: Grid, entry: Entry) -> str:
    """What a record is called: its identifier, and the first words that say what it is."""
    sorts = {column.label: column.sort for column in grid.columns}
    first = entry.cells[0].value
    parts = [cell.value for cell in entry.cells if sorts.get(cell.label) == "name"][:1] or [first]
    said = [cell.value for cell in entry.cells if sorts.get(cell.label) in ("text", "people")]
    words = next((text for text in said if text not in (first, *parts)), "")
    if words and sorts.get(entry.cells[0].label) not in ("people",):
        parts.append(words if len(words) <= 90 else words[:87] + " …")
    return " ".join(dict.fromkeys(parts))


def living(found: Sequence[Grid]) -> list[Grid]:
    """Grids without what lies among the superseded, where anything else is there."""
    return [grid for grid in found if not grid.old] or list(found)
