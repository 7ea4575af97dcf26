"""The rows of tables of test results: what was measured, for which group, on which day, against which limit.

A table gives results where a column is one of values ("Result", "PSI"), or where its rows are days, weeks or months and
columns of figures stand beside them. ``results`` gives the fields of each row as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.model import Span, Table
from ingest.facts.cells import filled
from ingest.facts.columns import Record
from ingest.facts.reading import Reading

_VALUE = re.compile(
    r"(?i)(?:ratio|value|result|actual|measured|reading|psi.*|.*\bstability index\b.*|score|index|auc|accuracy|impact ratio|(?:difference|gap|outcome)(?:,? (?:in )?(?:(?:percentage )?points?|pp|pct|per ?cent|%))?|"
    r".*\((?:score|value)\)|p-?value|ks|gini|drift)"
)
_LIMIT = re.compile(
    r"(?i)(?:(?:agreed |alert |upper |lower )?(?:limit|threshold|tolerance|bound|floor|ceiling|bar)|minimum|maximum|min|max|target|required|allowed|wanted|"
    r"alert level|acceptance (?:criterion|limit)|criterion|(?:should|must|has to|ought to) be|(?:.* )?at (?:least|most)|pass(?:ing)? (?:mark|level|score)|"
    r"(?:pass(?:es|ed)?|accept(?:ed|able)?|ok) (?:if|from|at|up to)\b.*)"
)
_LABEL = re.compile(
    r"(?i)(?:|measure|metric|group|segment|feature|test|check|indicator|attribute|.*group|criterion|week(?: of)?|run|date|day|month|period|quarter|what|"
    r"characteristic|scenario|input|variable|factor|comparison|compared|what (?:was|we) (?:measured|tested|checked|compared))"
)
_VERDICT = re.compile(
    r"(?i)(?:verdict|pass(?:ed)?(?:\s*/\s*fail(?:ed)?)?|ok|status|alert\b.*|above .*|below .*|within .*|conclusion|assessment|outcome|result|met|held|"
    r"in order|fulfilled|kept|reached|good enough|light|judgement)\??"
)
_SYSTEM = re.compile(r"(?i)(?:ai )?(?:system|model|tool|application)(?: (?:tested|watched|checked|name))?")
_WHEN = re.compile(
    r"(?i)(?:week|month|quarter|day|date|run|period|w/c|when|tested|checked|measured)(?: (?:of|on|commencing|beginning|ending|starting))?(?: run)?"
)
_BEST = re.compile(r"(?i)ratio|psi|result|value|index")
_METRIC = re.compile(r"(?i)metric|measure|indicator")  # says what is measured, whatever stands before it
_PASSED = re.compile(r"(?i)(?:pass|fail)(?:ed)?|ok|not ok|met|not met|missed|within|above|below|yes|no|green|amber|red")
_WORD = re.compile(r"[^\W\d_]{3}")
_FIGURE = re.compile(r"[<>≤≥~]?\s?[-+−]?\d{1,6}(?:[.,]\d{1,4})?\s?(?:%|per ?cent|[a-z]{1,8})?", re.I)
_FINE = re.compile(r"\d[.,]\d|%|per ?cent")  # whole numbers count pieces
_RATE = re.compile(r"(?i)%|\b(?:rate|share|ratio|accuracy|pct|per ?cent(?:age)?|psi|score|index|error)\b")
_COUNT = re.compile(
    r"(?i)(?:n|no\.?|number.*|count|cases|rows|records|sample(?: size)?|volume|size|.*\b(?:scored|tested|sampled|read|seen|handled)|total)"
)
_PLAIN = re.compile(r"(?i)verdict|status|conclusion|result|outcome|judgement|light")
_MOST = 60  # rows of one report that are results; a longer table is raw data
_NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class Row:
    """One result as a table gives it; what the table does not say is ""."""

    measure: str
    value: str
    limit: str
    verdict: str
    system: str
    period: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a table of results hold: -1 where there is none; ``values`` are those of figures."""

    values: tuple[int, ...]
    label: int
    group: int = -1
    limit: int = -1
    verdict: int = -1
    system: int = -1
    when: int = -1


def results(reading: Reading, table: Table) -> Iterator[Row]:
    """The results in the visible rows of ``table``; nothing where it is no such table."""
    if len(table.rows) > _MOST:
        return
    names = _names(table)
    records = [record for record in reading.records(table) if reading.visible(record.span)]
    body = [_cells(record, len(names)) for record in records]
    columns = _columns(names, body)
    for record, cells in zip(records, body, strict=True) if columns else ():
        for at in columns.values if columns else ():
            if columns and (row := _row(reading, names, columns, cells, at, record)):
                yield row


def against_limits(table: Table) -> bool:
    """Whether a table sets values against limits."""
    names = _names(table)
    return any(map(_VALUE.fullmatch, names)) and any(map(_LIMIT.fullmatch, names))


def _names(table: Table) -> list[str]:
    return [" ".join(name.replace("_", " ").split()) for name in table.header]


def _columns(names: Sequence[str], body: Sequence[Mapping[int, str]]) -> _Columns | None:
    valued = [at for at, name in enumerate(names) if _VALUE.fullmatch(name) and not _judged(body, at)]
    system = next((at for at, name in enumerate(names) if _SYSTEM.fullmatch(name)), -1)
    limit = next((at for at, name in enumerate(names) if _LIMIT.fullmatch(name)), -1)
    when = next((at for at, name in enumerate(names) if _WHEN.fullmatch(name)), -1)
    free = [at for at in range(len(names)) if at not in (system, limit)]
    labels = [at for at in free if _LABEL.fullmatch(names[at]) and at not in valued[:1]]
    label = next((at for at in labels if _METRIC.fullmatch(names[at])), labels[0] if labels else -1)
    best = next((at for at in valued if _BEST.search(names[at])), valued[-1] if valued else -1)
    verdict = next((at for at in free if _VERDICT.fullmatch(names[at]) and at not in (best, label)), -1)
    values: tuple[int, ...] = (best,) if valued else ()
    if not valued and when >= 0:
        values = tuple(at for at in free if at not in (when, verdict) and _figures(names[at], body, at))
    elif valued and label < 0 and 0 not in (best, limit, verdict) and (limit >= 0 or verdict >= 0):
        label = 0 if system else 1
    label = when if label < 0 else label
    if not values or not 0 <= label < len(names):
        return None
    rest = [at for at in (0, 1) if at in free and at not in (label, verdict, when, *valued, *values)]
    group = next((at for at in rest if _worded(body, at)), -1)
    return _Columns(values, label, group, limit, verdict, system, when)


def _judged(body: Sequence[Mapping[int, str]], at: int) -> bool:
    """Whether a column holds verdicts and no figures, whatever it is called: "Result" with pass and fail."""
    held = [cells[at] for cells in body if filled(cells.get(at, ""))]
    return bool(held) and all(_PASSED.fullmatch(words) for words in held)


def _figures(name: str, body: Sequence[Mapping[int, str]], at: int) -> bool:
    held = [cells[at] for cells in body if filled(cells.get(at, ""))]
    told = bool(held) and sum(bool(_FIGURE.fullmatch(words)) for words in held) >= _NEARLY_ALL * len(held)
    finer = bool(_RATE.search(name)) or 2 * sum(bool(_FINE.search(words)) for words in held) >= len(held)
    return told and finer and bool(_WORD.search(name)) and not _COUNT.fullmatch(name)


def _worded(body: Sequence[Mapping[int, str]], at: int) -> bool:
    held = [cells[at] for cells in body if cells.get(at)]
    return bool(held) and sum(bool(_WORD.search(words)) for words in held) >= _NEARLY_ALL * len(held)


def _row(
    reading: Reading, names: Sequence[str], columns: _Columns, cells: Mapping[int, str], at: int, record: Record
) -> Row | None:
    value, label = cells.get(at, ""), cells.get(columns.label, "")
    verdict = cells.get(columns.verdict, "")
    told = bool(re.search(r"\d", value)) or (not filled(value) and len(verdict.split()) > 1)  # "too few to tell"
    if not told or not label:
        return None
    dated = columns.label == columns.when
    when = cells.get(columns.when, "")
    measure = label if _WORD.search(label) and not dated else names[at]
    group = cells.get(columns.group, "")
    if group and _WORD.search(group):
        measure = f"{group}: {measure}" if columns.group < columns.label else f"{measure}: {group}"
    elif not dated and measure != label:
        measure = f"{measure} {label}"
    asked = re.search(r"\d+[.,]\d+|\d+\s?%", names[columns.verdict]) if columns.verdict >= 0 else None
    return Row(
        measure,
        value if filled(value) else "",
        cells.get(columns.limit, "") or (asked[0] if asked else ""),
        _said(names[columns.verdict], verdict) if columns.verdict >= 0 else "",
        cells.get(columns.system, ""),
        reading.day_of(when) or when,
        record.span,
    )


def _said(name: str, words: str) -> str:
    """A verdict as written; with the question that the column asks where the cell answers yes or no."""
    return words if _PLAIN.fullmatch(name) or not words else f"{name.rstrip('?')}: {words}"


def _cells(record: Record, width: int) -> dict[int, str]:
    pairs = zip(record.row.cells, record.entries, strict=True)
    return {cell.column: entry.text.strip() for cell, entry in pairs if cell.column < width}
