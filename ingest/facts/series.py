"""Tables with periods: months, quarters, weeks or years as columns, or as rows. Every filled cell is one value.

A column is told by its name, in one row of names or two ("Q1 / Target", "Q1 / Actual", "Outturn 2025/26"): a value of
a period, the target or the status of one, or what describes the indicator. What is forecast or planned is no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evidence.dates import MONTH_NAMES
from evidence.model import Fact, Row, Span, Table
from ingest.facts.cells import Value, plain, split_reference
from ingest.facts.periods import first_period, only_year, period_of
from ingest.facts.profiles import figures, people, references
from ingest.facts.reading import Reading
from ingest.facts.registers import fitting, header, rows, words_around
from ingest.facts.shapes import SHAPES

NAME = "objectives/1"
_CONTEXT = re.compile(
    r"\bKPIs?\b|\bindicators?\b|\bdashboard\b|\bscorecard\b|\bobjectives?\b|\bperformance\b|\bkey figures\b|\bmetrics\b|\bstatistics\b|"
    r"\btargets?\b|\bkennzahlen\b|\btrend\b|\bservice levels?\b|\bSLAs?\b",
    re.I,
)
_OTHER = re.compile(
    r"model card|validation|bias|fairness|data sheet|impact assessment|test report|\bdrift\b|budget|risk register|risk scale|price|invoice|audit report|event log|order form|provenance|"
    r"\btemplate\b",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:road ?map|forecasts?|projections?|projected|planned|trajectory|milestones?|targets? (?:for|to|by) 20\d\d)\b|^\s*(?:our |the )?targets?\s*$",
    re.I | re.M,
)
_NO_KPI = re.compile(
    r"version|comments?|remarks?|notes?|alert.*|above .*|below .*|days?|week|month|year|id|no\.?|owner|who|status|light|source|trend|release|run|by|date|signed|evidence|rag",
    re.I,
)
_LIMIT = re.compile(
    r"(?:targets?|limits?|thresholds?|goals?|aims?|objectives?|plan(?:ned)?|budget|standard|max(?:imum)?|min(?:imum)?|soll|ziel|zielwert|target (?:value|level))(?: (?:for )?(?:the )?(?:year|20\d\d(?: ?[/-] ?\d\d)?|FY ?\d\d.{0,5}))?",
    re.I,
)
_KEY = re.compile(
    r"kpis?|indicators?|metrics?|key figures?|(?:performance )?(?:measure|indicator)s?|service levels?", re.I
)
_AIM = re.compile(r"(?:objectives?|goals?|aims?|ziele?)(?: (?:and|&) (?:measures?|indicators?))?(?: 20\d\d)?", re.I)
_MONTH_ONLY = re.compile(rf"(?:{MONTH_NAMES})\.?", re.I)
_TWO = re.compile(r"(?P<first>20\d\d) ?[-/–] ?(?P<second>(?:20)?\d\d)")
_VALUE = re.compile(
    r"(?:[<>≤≥≈~=±]\s*)?[-+−]?\s*(?:[A-Z]{3}\s|[€$£]\s?)?\d[\d\s.,'’]*(?:\s?(?:%|‰|percent|per cent|[a-zA-Zµ°€$£][\w/²³]{0,11}(?:\s[a-z0-9]{1,10}){0,2}))?(?:\s?[/:]\s?\d[\d.,]*|\s(?:of|out of)\s\d[\d.,]*)?"
)
_NOTE = re.compile(r"\s*\((?![^()]*\b(?:forecast|expect|estimat|target|plan|budget))[^()]{1,40}\)$", re.I)
_MARKS = re.compile(r"^[^\w<>≤≥≈~=±+\-−€$£([]+|[^\w%‰)\]°²³€$£+]+$")
_STATED = re.compile(
    r"\b(?:actuals?|results?|outturn|achiev\w+|measured|reported|performance|reached|attained|reali[sz]ed|ist|values?)\b",
    re.I,
)
_WISHED = re.compile(r"\b(?:targets?|limits?|thresholds?|goals?|plan(?:ned)?|budget|standard|soll|ziel)\b", re.I)
_JUDGED = re.compile(r"\b(?:rag|status|rating|light)\b", re.I)
_SEPARATED = re.compile(r"\s+[/–—|-]\s+|[()\[\]:,|\n]")
_IN_NAME = re.compile(
    r"\s*[(\[,–—-]\s*(?:(?:the )?(?:target|goal|limit|threshold|standard|max(?:imum)?|min(?:imum)?)\b(?: (?:is|of))?[\s:=]*|(?=[<>≤≥]))(?P<target>[<>≤≥]?\s?\d[\d.,]*\s?(?:%|[a-z]{1,8})?)\s*[)\]]?$",
    re.I,
)
_UNIT = re.compile(r".+[(\[](?:%|[€$£]|[A-Za-zµ°]{1,6}[²³\d]?(?:[/ ][A-Za-z\d]{1,6}[²³]?)?|number|count)[)\]]|.*%.*")
_WHEN = re.compile(r".*\b(?:month|quarter|period|week(?: of)?|year|monat|mois|quartal|date|day|w/[ce])\b.*", re.I)
_SPAN_OF_TIME = re.compile(r"(?:reporting )?(?:month|quarter|half[- ]year|year|period)(?: (?:19|20)\d\d)?", re.I)
_LEAST_PERIODS = 3
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_YEAR_LENGTH = 4
_PLACEHOLDER = re.compile(r"e\.g\.|(?:for )?example\b|.*\b[Xx]{2,}\b|[\[<{]", re.I)


def bare(words: str) -> str:
    """A cell's words without emphasis and without the signs of judgement before or after them ("✅", "▲")."""
    return _MARKS.sub("", re.sub(r"\*\*|__|`", "", words).strip()).strip()


def figure(words: str) -> str:
    """The value that a cell gives, without marks and a note in brackets; "" where it gives no figure."""
    words = bare(words)
    return next((each for each in (words, _NOTE.sub("", words)) if _VALUE.fullmatch(each)), "")


def named(words: str) -> str:
    """The name of an indicator as a cell gives it; "" for an example or a place to fill in."""
    words = bare(words)
    return "" if _PLACEHOLDER.match(words) else words


def foreseen(words: str) -> bool:
    """Whether the words around a table say that it gives what is planned or expected, or how it is to be filled in."""
    ahead = bool(_AHEAD.search(words)) and not _STATED.search(words)
    return ahead or bool(re.search(r"\btemplate\b", words, re.I))


@dataclass(frozen=True, slots=True)
class _Series:
    """What the columns of a table with periods hold: column -> period of its values; period -> its other columns."""

    names: tuple[str, ...]
    periods: Mapping[int, str]
    limits: Mapping[str, int] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)

    def limit(self, period: str) -> int:
        """The column of a period's target: its own, else that of the year it lies in; -1 where there is none."""
        own = self.limits.get(period, -1)
        return own if own >= 0 else next((at for year, at in self.limits.items() if _lies_in(period, year)), -1)

    def free(self, at: int) -> bool:
        """Whether a column belongs to no period."""
        return at not in (*self.periods, *self.limits.values(), *self.states.values())


def _lies_in(period: str, year: str) -> bool:
    """Whether a period is a part of a calendar year: "2031-05" and "Jan-Aug 2031" of "2031"."""
    return len(year) == _YEAR_LENGTH and only_year(period.replace("-", " ")) == year


def series(reading: Reading, table: Table) -> list[Fact]:
    """The measurements of a table whose columns, or whose rows, are periods."""
    words = words_around(reading, table)
    names = header(reading, table)
    keyed = any(_KEY.fullmatch(plain(name)) for name in names) or _aimed(names)
    units = sum(bool(_UNIT.fullmatch(name.strip())) for name in names[1:])
    told = bool(_CONTEXT.search(words) or _CONTEXT.search(reading.path) or _by_time(reading, table, names))
    if foreseen(words) or (not keyed and (_OTHER.search(words) or not (told or units > 1))):
        return []
    year = _second(names, only_year(words))
    if beside := list(_beside(reading, table, names)):
        return beside
    across = _columns(names, year)
    told = told and not _OTHER.search(f"{words}\n{reading.path}")
    targeted = any(_LIMIT.fullmatch(plain(name)) for name in names) or across.limits
    if len(across.periods) >= 2 or (across.periods and targeted and len(names) > 2):
        return list(_across(reading, table, across))
    return list(_down(reading, table, names, year, days=told))


def _aimed(names: Sequence[str]) -> bool:
    """Whether one column names goals and another says how much is wanted."""
    aims = [at for at, name in enumerate(names) if _AIM.fullmatch(plain(name))]
    return any(at not in aims[:1] and _LIMIT.fullmatch(plain(name)) for at, name in enumerate(names) if aims)


def _second(names: Sequence[str], year: str) -> str:
    """The calendar year of months that run from January past March under two years ("2031/32"): the second of them.

    Whether such a year begins in April or in September, its January to March lie in the second; only where it begins
    later than March can April follow on them.
    """
    months = [period_of(bare(name), "2000")[5:] for name in names if _MONTH_ONLY.fullmatch(bare(name))]
    if not (match := _TWO.fullmatch(year)) or months[:4] != ["01", "02", "03", "04"]:
        return year
    return f"{match['first'][:2]}{match['second'][-2:]}"


def _by_time(reading: Reading, table: Table, names: tuple[str, ...]) -> bool:
    """Whether a table has a row a month, quarter or year and nothing but figures beside it: it counts something."""
    body = list(rows(reading, table))
    at = _period_column(names, body)
    if len(names) < at + 2 or not _SPAN_OF_TIME.fullmatch(plain(names[at])) or len(body) < _LEAST_PERIODS:
        return False
    year = only_year(names[at]) or only_year(words_around(reading, table))
    dated = all(at in cells and _when(reading, cells[at].text, year, False) for _, cells in body)
    return dated and all(_numeric(body, each) for each in range(at + 1, len(names)))


def _beside(reading: Reading, table: Table, names: tuple[str, ...]) -> Iterator[Fact]:
    """A column an indicator, its target and its value in rows that say so."""
    lines = {
        role: (row, cells) for row, cells in rows(reading, table) if 0 in cells and (role := _row_role(cells[0].text))
    }
    if not {"value", "limit"} <= lines.keys() or len(names) < 3:
        return
    (row, values), (_, limits) = lines["value"], lines["limit"]
    states = lines["status"][1] if "status" in lines else {}
    period = first_period((table.caption, table.sheet or "", reading.section(table.start), reading.title))
    for at, name in enumerate(names[1:], 1):
        value = figure(values[at].text) if at in values else ""
        if value and named(name) and not period_of(name, "2000"):
            fields = {"kpi": named(name), "value": value, "target": _cell(limits, at), "period": period}
            fields["status"] = _cell(states, at)
            yield reading.fact(
                "measurement", fields, [values[at].span, Span(row.start, row.end)], extractor=NAME, origin="cell"
            )


def _row_role(words: str) -> str:
    words = plain(bare(words))
    patterns = (("value", _STATED), ("limit", _WISHED), ("status", _JUDGED))
    return next((role for role, pattern in patterns if pattern.fullmatch(words)), "")


def _columns(names: tuple[str, ...], year: str) -> _Series:
    periods: dict[int, str] = {}
    limits: dict[str, int] = {}
    states: dict[str, int] = {}
    judged = [at for at, name in enumerate(names) if _JUDGED.fullmatch(plain(name))]
    for at, name in enumerate(names):
        role, found = _role(name, year)
        if found and role == "value":
            periods[at] = found
        elif found:
            (limits if role == "limit" else states).setdefault(found, at)
        elif len(judged) > 1 and at in judged and at - 1 in periods:
            states.setdefault(periods[at - 1], at)
    return _Series(names, periods, limits, states)


def _role(name: str, year: str) -> tuple[str, str]:
    """What a column named after a period gives, and the period: "Q2 / Target" -> ("limit", "2031-Q2")."""
    words = bare(name)
    if found := period_of(words, year):
        return "value", found
    for role, pattern in (("value", _STATED), ("limit", _WISHED), ("status", _JUDGED)):
        rest = pattern.sub(" ", _SEPARATED.sub(" ", words), count=1)
        if pattern.search(words) and (found := period_of(rest, year)):
            return role, found
    return "", ""


def _across(reading: Reading, table: Table, found: _Series) -> Iterator[Fact]:
    """A row an indicator, a column a period."""
    body = list(rows(reading, table))
    held = {at: [cells[at].text for _, cells in body if at in cells] for at in range(len(found.names))}
    columns = _described(found, held, _describing(found, {at for at in held if figures(held[at])}))
    for row, cells in body:
        known = {
            name: cells[at].text if name == "unit" else bare(cells[at].text)
            for name, at in columns.items()
            if at in cells
        }
        lead, rest = split_reference(known.get("objective", ""))
        last = max((at for at in found.periods if at in cells), default=-1)  # what is done answers the newest value
        kpi = named(known.get("kpi", "") or (rest if "kpi" not in columns else ""))
        for at, period in found.periods.items():
            value = figure(cells[at].text) if at in cells and kpi else ""
            if value:
                own = {
                    "target": _cell(cells, found.limit(period)),
                    "status": _cell(cells, found.states.get(period, -1)),
                }
                fields = {
                    "kpi": kpi,
                    "value": value,
                    "target": own["target"] or known.get("target", ""),
                    "unit": known.get("unit", ""),
                    "period": period,
                    "objective": lead or (known.get("objective", "") if "kpi" in columns else ""),
                    "owner": known.get("owner", ""),
                    "status": own["status"] or (known.get("status", "") if at == last else ""),
                    "action": known.get("action", "") if at == last else "",
                }
                yield reading.fact("measurement", fields, _spans(row, cells[at]), extractor=NAME, origin="cell")


def _cell(cells: Mapping[int, Value], at: int) -> str:
    return bare(cells[at].text) if at in cells else ""


_DESCRIBING: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "kpi",
        re.compile(
            r"(?:kpis?|(?:key )?(?:performance )?indicators?|metrics?|(?:performance )?measures?|service levels?|key figures?|kennzahl|what)(?: names?| title| description)?",
            re.I,
        ),
    ),
    ("objective", re.compile(r"(?:(?:linked |related )?objectives?|goals?|aims?|ziel)(?: (?:id|no\.?|ref\.?))?", re.I)),
    ("target", _LIMIT),
    ("unit", re.compile(r"units?(?: of measure)?|uom|einheit", re.I)),
    (
        "action",
        re.compile(
            r"(?:corrective |agreed )?actions?(?: taken| agreed)?|what (?:we|is being|we(?:['’]re| are)|was) (?:are )?(?:do(?:ne|ing)?)(?: about it)?|response|measures? taken|next steps?",
            re.I,
        ),
    ),
    ("owner", re.compile(r"owner|responsible|who|accountable|lead|verantwortlich", re.I)),
)
_WANTED = re.compile(r"\b(?:should|must|ought|want\w*|reach|allowed|agreed|good|expected|promised|norm)\b", re.I)
_SERVED = re.compile(
    r"(?:(?:it )?(?:for|serves|supports|helps|belongs to|part of|from)|objectives?.*|goals?.*|aims?.*)", re.I
)


def _described(found: _Series, held: Mapping[int, Sequence[str]], told: Mapping[str, int]) -> dict[str, int]:
    """``told`` (field -> column) completed by what stands in the columns (column -> words) whose names tell too little.

    References are no name of an indicator where another column has words: those are what is counted.
    """
    columns = dict(told)
    free = [at for at in held if found.free(at) and held[at]]
    worded = [at for at in free if at not in columns.values() and _worded(held[at])]
    if "kpi" in columns and references(held[columns["kpi"]]) and worded:
        columns["kpi"] = worded[0]
    for at in (at for at in free if at not in columns.values()):
        name = found.names[at]
        if figures(held[at]) and _WANTED.search(name):
            columns.setdefault("target", at)
        elif references(held[at]) and _SERVED.fullmatch(plain(name)):
            columns.setdefault("objective", at)
        elif not figures(held[at]) and fitting(name, SHAPES["measurement"], "status"):
            columns.setdefault("status", at)
        elif people(held[at]) and fitting(name, SHAPES["measurement"], "owner"):
            columns.setdefault("owner", at)
    return columns


def _worded(held: Sequence[str]) -> bool:
    said = [words for words in held if len(re.findall(r"[^\W\d_]{3,}", words)) > 1]
    return 2 * len(said) > len(held) and not (references(held) or figures(held) or people(held))


def _describing(found: _Series, limits: set[int]) -> dict[str, int]:
    """Field -> column, of those that are no periods; a goal in figures (``limits``) is a target and no objective."""
    columns: dict[str, int] = {}
    for name, pattern in _DESCRIBING:
        for at, words in enumerate(found.names):
            if (
                found.free(at)
                and at not in columns.values()
                and not (name == "objective" and at in limits)
                and pattern.fullmatch(re.sub(r"\s*[(\[].*", "", plain(words)))
            ):
                columns[name] = at
                break
    if "kpi" not in columns:
        free = [at for at in range(len(found.names)) if found.free(at) and at not in columns.values()]
        if free and "objective" not in columns:
            columns["kpi"] = free[0]
    return columns


def _down(reading: Reading, table: Table, names: tuple[str, ...], year: str, *, days: bool) -> Iterator[Fact]:
    """A row a period (or with ``days`` a day), a column an indicator; one column of limits serves the one indicator beside it."""
    body = list(rows(reading, table))
    limited = next((cells for _, cells in body if 0 in cells and _LIMIT.fullmatch(plain(bare(cells[0].text)))), {})
    body = [each for each in body if each[1] is not limited]
    at_period = _period_column(names, body)
    dated = bool(names) and (not names[at_period].strip() or _WHEN.fullmatch(plain(names[at_period])))
    year = only_year(names[at_period]) or year if dated else year
    periods = [_when(reading, cells[at_period].text, year, days) if at_period in cells else "" for _, cells in body]
    if _listed(names, body):
        return  # a row an indicator and a period: "Month, KPI, Value"
    if not dated or len(body) < 2 or sum(map(bool, periods)) < max(2, 2 * len(body) // 3):
        return
    rest = range(at_period + 1, len(names))
    columns = [at for at in rest if names[at].strip() and not _NO_KPI.fullmatch(plain(names[at]))]
    limits = [at for at in columns if _LIMIT.fullmatch(plain(names[at]))]
    columns = [at for at in columns if at not in limits and _numeric(body, at)]
    for (row, cells), period in zip(body, periods, strict=True):
        for at in columns:
            value = figure(cells[at].text) if period and at in cells else ""
            if value:
                inside = _IN_NAME.search(bare(names[at]))
                beside = limits[0] if len(limits) == len(columns) == 1 else -1
                whose = f", {bare(cells[0].text)}" if at_period and 0 in cells else ""
                fields = {
                    "kpi": _IN_NAME.sub("", bare(names[at])) + whose,
                    "value": value,
                    "target": inside["target"].strip() if inside else _cell(cells, beside) or _cell(limited, at),
                    "period": period,
                }
                yield reading.fact("measurement", fields, _spans(row, cells[at]), extractor=NAME, origin="cell")


def _period_column(names: Sequence[str], body: Sequence[tuple[Row, Mapping[int, Value]]]) -> int:
    """The column of the periods: the first, or the second after that of whatever is told of in each ("Site | Month")."""
    second = len(names) > 2 and _WHEN.fullmatch(plain(names[1])) and not _WHEN.fullmatch(plain(names[0]))
    held = [cells[0].text for _, cells in body if 0 in cells]
    return 1 if second and held and not (figures(held) or references(held) or any(map(period_of, held))) else 0


def _listed(names: Sequence[str], body: list[tuple[Row, dict[int, Value]]]) -> bool:
    """Whether a column names indicators, or the figures stand under a name that says nothing but that they are values."""
    for at, name in enumerate(names):
        words = plain(name.replace("_", " "))
        held = [cells[at].text for _, cells in body if at in cells]
        described = any(role == "kpi" and pattern.fullmatch(words) for role, pattern in _DESCRIBING)
        if held and ((described and not figures(held)) or (at and _STATED.fullmatch(words))):
            return True
    return False


def _when(reading: Reading, words: str, year: str, days: bool) -> str:
    """The period of a row: one that a register may sort, or a day."""
    words = bare(words)
    return period_of(_IN_BRACKETS.sub("", words), year) or (reading.day_of(words) if days and len(words) <= 30 else "")


def _numeric(body: list[tuple[Row, dict[int, Value]]], at: int) -> bool:
    """Whether a column holds figures, nothing else."""
    held = [cells[at].text for _, cells in body if at in cells]
    return bool(held) and all(map(figure, held))


def _spans(row: Row, value: Value) -> tuple[Span, ...]:
    return (Span(row.start, row.end), value.span)
