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
from evidence.states import of_a_deed, state
from ingest.facts.blocks import blocks
from ingest.facts.cells import Value, filled, plain
from ingest.facts.columns import roles
from ingest.facts.inferring import LISTED, completed
from ingest.facts.profiles import figures, inferred, nobody, people
from ingest.facts.profiles import references as references_only
from ingest.facts.reading import Reading
from ingest.facts.shapes import SHAPES, WHEN_RATED, Shape
from ingest.facts.terse import who_and_when
from ingest.facts.turned import turned
from ingest.metadata import path_words

_LEAST_HEADERS = 2
_MUCH = 4  # columns that are about a supplier
_TOP, _KNOWN = 2, 4  # of a table on its side: rows among which a field stands first, labels of which one is known
_MADE = re.compile(r"(?:ai )?(?:systems?|models?)(?: names?)?", re.I)
_TELLING = frozenset({"number", "control", "owner", "due", "closed", "since", "assessed"})  # no scale or key has them
_TASK = re.compile(r"\b(?:actions?|tasks?|to[- ]do)\b")
_TASKS = frozenset({"treatment", "corrective_action"})  # of which actions are, and no other subject
_LEAST_KNOWN = 3  # columns that are told, of a table whose surroundings name its subject
_LOOKED_AT = 60  # rows whose cells tell what a column holds
_SIDE_BY_SIDE = 40  # rows from which on no table lists its records side by side
_KEYS = 120  # characters of a data file in which its first keys stand
_TAIL = re.compile(r"\s*[(\[][^)\]]{0,60}[)\]]\s*$")
_PRODUCT = re.compile(r"=\s*\$?([A-Z]{1,3})\$?(\d{1,7})\s*\*\s*\$?([A-Z]{1,3})\$?(\d{1,7})\s*")
_CORRECTIVE = re.compile(r"(?:CA|CAPA|CAR|PCAR)[-–/ ]?\d{1,4}(?:[-–/.]\d{1,4}){0,2}")
_LEVEL = re.compile(
    r"(?:very )?(?:high|low|limited|minimal|medium|moderate|critical|severe|none|unacceptable|prohibited)(?:[- ]risk)?",
    re.I,
)
_CAPA = re.compile(r"(?:ca|capa|car|scar|corrective action)\b")
_RISKS = re.compile(r"risks?(?: (?:description|title|name))?")
_SEVERE = re.compile(r"(?:severity|grade|risk)(?: (?:level|rating))?")
_TOTAL = re.compile(r"(?:grand |sub-?)?total|sum|average|mean|summe|gesamt|count", re.I)
_TOLD_BY = {
    "applicability": ("applicable",)
}  # subject -> fields that it is looked for by values, beside what is listed
_BEFORE = re.compile(r"\b(?:inherent|gross|raw|un(?:mitigated|treated)|pre|before|initial|original)(?:\b|[-_])", re.I)
_EARLIER = {
    "measure": re.compile(r"\b(?:existing|current|internal|key|in place|implemented)\b", re.I),
    "due": re.compile(r"\b(?:original|initial|first)\b", re.I),
    "text": re.compile(r"^\W*description\W*$", re.I),
    "status": re.compile(r"^\W*implementation\W*$", re.I),
    "score": _BEFORE,
    "level": _BEFORE,
    "assessed": re.compile(r"\breview", re.I),
    "name": re.compile(r"^\W*nick", re.I),
}  # names of columns that give way to others of their field: what is done comes after what is to be done
_VAGUE = re.compile(r"for|for whom|whom|initials?|with|action(?:ed)? (?:by|on)|given to|falls to")


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

    def owner(self, *names: str) -> tuple[str, str]:
        """The owner, and the day that the same cell gives ("A. Roth, 31/07/26"); both may be ""."""
        words = self.text(*(names or ("owner",)))
        who, when = who_and_when(words)
        day = self.reading.day_of(when) if when else ""
        return (who, day) if day and who else (words, "")

    def closed(self, *names: str) -> str:
        """The day of closing that a date column or a status ("closed 12 May 2026") gives, or ""."""
        if day := self.done(*names):
            return day
        status = self.text("status")
        return self.reading.day_of(status) if state(status) == "done" else ""

    def done(self, *names: str) -> str:
        """As ``day``, where nothing in the cell says that it was planned for that day, missed or refused on it."""
        told = (value.text for name in names if (value := self.values.get(name)) is not None)
        return next((day for words in told if of_a_deed(words) and (day := self.reading.day_of(words))), "")

    def standing(self) -> str:
        """The status, or what stands for it in the column of the closing day ("rejected 3 May", a tick)."""
        said = self.text("closed")
        return self.text("status") or ("" if self.done("closed") else said)


def lines(reading: Reading, subject: str) -> Iterator[Line]:
    """The records of every visible table that is a register of ``subject``, in reading order."""
    for table, kinds in _classified(reading):
        columns = kinds.get(subject)
        if columns:
            yield from _records(reading, table, subject, columns)


def forms(reading: Reading, subject: str) -> Iterator[Line]:
    """The forms of ``subject``: labels with values that stand together, and what one shape says about them."""
    shape = SHAPES[subject]
    for block in blocks(reading):
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


def fitting(words: str, shape: Shape, name: str) -> bool:
    """Whether a column's name may be that of a field."""
    return bool(words.strip()) and _fits(words, shape, name)


def is_register(reading: Reading, table: Table) -> bool:
    """Whether a table is a register of anything."""
    return any((known.start, known.end) == (table.start, table.end) for known, _ in _classified(reading))


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
            read for table in reading.document.tables if not table.hidden and (read := _either_way(reading, table))
        ]
        reading.__dict__["_registers"] = known
    found: list[tuple[Table, _Kinds]] = known
    return found


def _either_way(reading: Reading, table: Table) -> tuple[Table, _Kinds] | None:
    """A table with the subjects it is a register of, laid down where its records stand side by side."""
    if kinds := _kinds(reading, table):
        return table, kinds
    stands = len(table.rows) >= _SIDE_BY_SIDE or len(roles(table.header)) > 1  # its header names its columns
    lying = None if stands else turned(table, reading.text)
    found = _kinds(reading, lying) if lying is not None else {}
    found = {subject: columns for subject, columns in found.items() if lying and _leads(columns, len(lying.header))}
    return (lying, found) if lying is not None and found else None


def _leads(columns: Mapping[str, int], labels: int) -> bool:
    """Whether the labels of a table that lies on its side name fields from the top on, and not one word by chance."""
    return min(columns.values(), default=labels) < _TOP and _KNOWN * len(columns) >= labels


def _kinds(reading: Reading, table: Table) -> _Kinds:
    names = header(reading, table)
    if sum(bool(name.strip()) for name in names) < _LEAST_HEADERS:
        return {}
    near = f"{table.caption}\n{table.sheet or ''}\n{reading.section(table.start)}"
    far = f"{reading.title}\n{path_words(reading.path)}\n{reading.running}"
    cells = _cells(reading, table)
    names = tuple(
        "owner" if _VAGUE.fullmatch(plain(name)) and people(cells.get(at, ())) else name
        for at, name in enumerate(names)
    )
    names = tuple(
        "risk level" if plain(name) == "risk" and _levels(cells.get(at, ())) else name for at, name in enumerate(names)
    )
    names = tuple(
        "control measures" if plain(name) == "control" and _measures(names, cells.get(at, ())) else name
        for at, name in enumerate(names)
    )
    if names[:1] and _numbered(cells.get(0, ())):
        names = ("ca no.", *names[1:])
    scored = []
    for subject, shape in SHAPES.items():
        columns = _columns(names, shape, cells, lambda words: bool(reading.day_of(words)))
        if _accepted(shape, set(columns), _led(names, subject, columns), (near, far)):
            scored.append((_score(shape, columns, names, near, far), subject, columns))
    if not scored and reading.kind not in ("minutes", "agenda", "mail", "policy", "agreement"):
        scored = list(_inferred(reading, table, names, (near, far)))
    if not scored:
        return {}
    best = max(scored, key=lambda each: each[0])
    if best[1] == "risk" or (best[1] in LISTED and not {LISTED[best[1]], *_TOLD_BY.get(best[1], ())} <= best[2].keys()):
        best = (best[0], best[1], _whole(reading, table, best[1], names, best[2]))
        scored = [best, *(each for each in scored if each[1] != best[1])]
    together = SHAPES[best[1]].together
    return {subject: columns for _, subject, columns in scored if subject == best[1] or subject in together}


def _levels(held: Sequence[str]) -> bool:
    """Whether a column holds classes of risk and no risks: "high", "limited"."""
    return len(held) > 1 and all(_LEVEL.fullmatch(words.strip()) for words in held)


def _measures(names: Sequence[str], held: Sequence[str]) -> bool:
    """Whether a column "Control" of a list of risks says what holds them, and names no control of a standard."""
    worded = sum(len(words.split()) > 1 and not words[:1].isdecimal() for words in held)
    return any(_RISKS.fullmatch(plain(name)) for name in names) and worded > 1 and 2 * worded > len(held)


def _numbered(held: Sequence[str]) -> bool:
    """Whether every number of a list is one of a corrective action ("CA-7", "CAPA 2031/4")."""
    return len(held) > 1 and all(_CORRECTIVE.fullmatch(words.strip()) for words in held)


def _whole(
    reading: Reading, table: Table, subject: str, names: Sequence[str], columns: Mapping[str, int]
) -> dict[str, int]:
    """The columns of a register with what is listed and how a risk is scored, where only the values tell it."""
    body = [{at: value.text for at, value in cells.items()} for _, cells in rows(reading, table)][:_LOOKED_AT]
    found = completed(subject, names, body, columns, lambda words: bool(reading.day_of(words)))
    told = {LISTED[subject], *_TOLD_BY.get(subject, ()), "likelihood", "impact", "score"} - columns.keys()
    if subject == "risk" and {"likelihood", "impact", "score"} <= columns.keys():
        found |= {name: columns[name] for name in ("likelihood", "impact", "score")}
    kept = ("likelihood", "impact", "score") if subject == "risk" else ()
    return {name: at for name, at in found.items() if name in told or name in kept or name in columns}


def _inferred(
    reading: Reading, table: Table, names: Sequence[str], around: tuple[str, ...]
) -> Iterator[tuple[float, str, dict[str, int]]]:
    """Subjects that the words around a table tell, where the values of its columns complete what their names say."""
    if len({each.sheet for each in reading.document.tables}) > 1:
        around = around[:1]  # the file's name tells of one sheet, and not which
    body = [{at: value.text for at, value in cells.items()} for _, cells in rows(reading, table)][:_LOOKED_AT]
    held = _cells(reading, table)
    for subject, shape in SHAPES.items():
        if subject not in _TASKS and any(_TASK.search(plain(name)) for name in names):
            continue
        if subject not in LISTED or not any(shape.hint.search(words) for words in around):
            continue

        def dated(words: str) -> bool:
            return bool(reading.day_of(words))

        columns = completed(subject, names, body, _columns(names, shape, held, dated), dated)
        known = LISTED[subject] in columns and len(columns) >= _LEAST_KNOWN and bool(_TELLING & columns.keys())
        if _accepted(shape, set(columns), names, around) or (known and _allowed(shape, names, around)):
            yield _score(shape, columns, names, around[0], around[-1]), subject, columns


def _score(shape: Shape, columns: Mapping[str, int], names: Sequence[str], near: str, far: str) -> float:
    marks = sum(bool(shape.mark.fullmatch(plain(name))) for name in names)
    return len(columns) + 2.0 * marks + 3.0 * bool(shape.hint.search(near)) + 1.5 * bool(shape.hint.search(far))


def _led(names: tuple[str, ...], subject: str, columns: Mapping[str, int]) -> tuple[str, ...]:
    """The columns that may rule a subject out.

    A list led by suppliers, with much about them, may say which system each makes; one of numbered corrective actions how
    severe each matter was.
    """
    if subject == "supplier" and columns.get("name") == 0 and len(columns) >= _MUCH:
        return tuple(name for name in names if not _MADE.fullmatch(plain(name)))
    if subject == "corrective_action" and names and _CAPA.match(plain(names[0])):
        return tuple(name for name in names if not _SEVERE.fullmatch(plain(name)))
    return names


def _accepted(shape: Shape, filled_in: set[str], names: Sequence[str], around: tuple[str, ...]) -> bool:
    if not any(need <= filled_in for need in shape.needs) or not _allowed(shape, names, around):
        return False
    return any(shape.mark.fullmatch(plain(name)) for name in names) or any(shape.hint.search(words) for words in around)


def _allowed(shape: Shape, names: Sequence[str], around: tuple[str, ...]) -> bool:
    """Whether no column and no word nearby rules the subject out."""
    if shape.never and any(shape.never.fullmatch(plain(name)) for name in names):
        return False
    return not (shape.elsewhere and shape.elsewhere.search("\n".join(around)))


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
        if name == "level":  # a category may be one of risk, or the level itself
            fitting.sort(key=lambda column: not _levels(cells.get(column, ())))
        if name in ("score", "level"):
            fitting = [column for column in fitting if _rates(names[column], name, cells.get(column, ()))]
        if name in _EARLIER:
            fitting.sort(key=lambda column: bool(_EARLIER[name].search(plain(names[column]))))
        if fitting := _possible(name, fitting, cells, dated):
            found[name] = fitting[0]
    for name in shape.fields:
        if name not in found:
            free = {at: words for at, words in cells.items() if at not in found.values()}
            if (column := inferred(name, names, free, dated)) is not None:
                found[name] = column
    return found


def _rates(words: str, name: str, held: Sequence[str]) -> bool:
    """Whether a column rates in figures, or else in words, where its name only tells when ("Before", "Residual")."""
    return not WHEN_RATED.fullmatch(plain(words)) or figures(held) == (name == "score")


def _possible(
    name: str, fitting: list[int], cells: Mapping[int, Sequence[str]], dated: Callable[[str], bool]
) -> list[int]:
    """Of the columns that fit a field by their names, those whose cells may hold it, the likeliest first."""

    def held(at: int) -> Sequence[str]:
        return cells.get(at, ())

    if name == "text":  # references and figures are no text, where another column has words
        worded = [at for at in fitting if not (references_only(held(at)) or figures(held(at)))]
        return worded or [at for at in fitting if not figures(held(at))]
    if name == "owner":
        owners = [at for at in fitting if not (references_only(held(at)) or nobody(held(at)))]
        return sorted(owners, key=lambda at: not people(held(at)))
    if name in ("objective", "kpi"):  # a goal in figures is a target
        unfit = figures if name == "objective" else people
        return [at for at in fitting if not unfit(held(at))]
    if name == "due":
        return sorted((at for at in fitting if not people(held(at))), key=lambda at: not any(map(dated, held(at))))
    if name == "by":  # "Retained by, from, to" rather than "Decision"
        return sorted(fitting, key=lambda at: not any(map(dated, held(at))))
    return fitting


def _field(label: str, shape: Shape) -> str:
    return next((name for name in shape.fields if _fits(label, shape, name)), "")


def _fits(words: str, shape: Shape, name: str) -> bool:
    return bool(_fitting(words, shape.fields[name]))


@lru_cache(maxsize=16_384)
def _fitting(words: str, pattern: re.Pattern[str]) -> bool:
    """Whether a column's name fits, also without its bracket, in one of two languages, or broken in a narrow column."""
    return any(pattern.fullmatch(candidate) for candidate in _readings(words))


@lru_cache(maxsize=4_096)
def _readings(words: str) -> tuple[str, ...]:
    """A column's name in the forms in which it may fit."""
    if len(words) > 120:
        return ()
    name = plain(words)
    forms = [name, _TAIL.sub("", name), *re.split(r"\s*/\s*", name), name.replace(" ", "")]
    return tuple(dict.fromkeys(form for form in forms if form))


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


def _around(reading: Reading, offset: int) -> tuple[str, str]:
    data = reading.path.lower().endswith((".yaml", ".yml", ".json", ".toml"))
    keys = reading.text[:_KEYS].replace("_", " ") if data else ""  # "ai_systems:" above its entries
    return reading.section(offset), f"{reading.title}\n{path_words(reading.path)}\n{reading.running}\n{keys}"
