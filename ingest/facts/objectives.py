"""Objectives and measurements: registers, KPI reports, months as columns or as rows, slides and sentences.

A measurement is one value of one indicator; where a table gives a month a column, every filled cell is one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.dates import MONTH_NAMES, MONTH_NUMBERS
from evidence.model import Fact, Row, Span, Table
from ingest.facts.cells import Value, filled, identifier, plain, split_reference
from ingest.facts.profiles import figures, people, references
from ingest.facts.reading import Reading
from ingest.facts.registers import Line, fitting, forms, header, lines, rows, words_around
from ingest.facts.shapes import SHAPES

NAME = "objectives/1"
_POINTER = re.compile(r"(?:see|as in|refer to|cf\.?)\s", re.I)  # where the value stands, and none
_YEAR_NOTE = re.compile(r"(?<=\d)\s*\((?:in |for )?20\d\d\)$")  # "2 (2031)" is two

_CONTEXT = re.compile(
    r"\bKPIs?\b|\bindicators?\b|\bdashboard\b|\bscorecard\b|\bobjectives?\b|\bperformance\b|\bkey figures\b|\bmetrics\b|\bstatistics\b|"
    r"\btargets?\b|\bkennzahlen\b|\btrend\b",
    re.I,
)
_OTHER = re.compile(
    r"model card|validation|bias|fairness|data sheet|impact assessment|test report|\bdrift\b|budget|risk register|risk scale|price|invoice|audit report|event log|order form|provenance",
    re.I,
)
_NO_KPI = re.compile(
    r"version|comments?|remarks?|notes?|alert.*|above .*|below .*|days?|week|month|year|id|no\.?|owner|who|status|light|source|trend|release|run|by|date|signed|evidence|rag",
    re.I,
)
_LIMIT = re.compile(
    r"targets?|limits?|thresholds?|goals?|aims?|objectives?|plan|max(?:imum)?|min(?:imum)?|soll|zielwert", re.I
)
_VALUE = re.compile(
    r"(?:[<>≤≥≈~=±]\s*)?[-+−]?\s*(?:[A-Z]{3}\s|[€$£]\s?)?\d[\d\s.,'’]*(?:\s?(?:%|‰|percent|per cent|[a-zA-Zµ°€$£][\w/²³]{0,11}(?:\s[a-z]{1,10})?))?"
)
_PERIOD = re.compile(
    rf"(?P<iso>(?:19|20)\d\d)[-/.](?P<isom>0?[1-9]|1[0-2])|(?P<m2>0?[1-9]|1[0-2])[-/.](?P<y2>(?:19|20)\d\d)"
    rf"|(?P<name>{MONTH_NAMES})\.?(?:[ -/.'’]*(?P<y3>(?:19|20)\d\d|(?<=['’ -])\d\d))?"
    r"|(?P<y4>(?:19|20)\d\d)[ -/]?(?:[QqT](?P<q4>[1-4])|[Hh](?P<h4>[12]))|(?:[QqT](?P<q5>[1-4])|[Hh](?P<h5>[12]))(?:[ -/'’]*(?P<y5>(?:19|20)\d\d))?"
    r"|(?P<y6>(?:19|20)\d\d)(?:-?[Ww](?P<w6>\d\d?))?|(?:week|wk|cw|kw|w)\.? ?(?P<w7>\d{1,2})(?:[ /]+(?P<y7>(?:19|20)\d\d))?",
    re.I,
)
_TO_DATE = re.compile(r"^(?:ytd|year to date)\W+(?=(?:19|20)\d\d$)|(?<=\d)\W+(?:(?:year )?to date|ytd|so far)$", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_SPOKEN = re.compile(r"\b(first|second|third|fourth|[1-4](?:st|nd|rd|th)) quarter(?:(?: of)?,? ((?:19|20)\d\d))?", re.I)


def facts(reading: Reading) -> Iterator[Fact]:
    """Kinds ``objective`` and ``measurement``."""
    for line in lines(reading, "objective"):
        yield from _objective(reading, line)
    for line in forms(reading, "objective"):
        yield from (*_objective(reading, line), *_measured(reading, line))
    taken: set[int] = set()
    for table, _ in reading.tables:
        series = _series(reading, table)
        if series:
            taken.add(table.start)
            yield from series
    for subject in ("objective", "measurement"):
        for line in lines(reading, subject):
            if line.table is not None and line.table.start not in taken:
                yield from _measured(reading, line)
        taken |= {line.table.start for line in lines(reading, subject) if line.table is not None}
    yield from _said(reading)


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
    value = line.text("value")
    kpi = line.text("kpi")
    objective = line.text("objective")
    if line.subject == "objective":
        number, text = _named(line)
        objective = number or text
    if not kpi and line.subject == "measurement" and not identifier(objective):
        kpi, objective = objective, ""
    value = _YEAR_NOTE.sub("", value)
    if not value or not kpi or _POINTER.match(value):
        return
    stated = line.text("period")
    period = _period_of(stated) or stated or _period_around(reading, line)
    fields = {
        "kpi": kpi,
        "value": value,
        "target": line.text("target"),
        "unit": line.text("unit"),
        "period": period,
        "objective": split_reference(objective)[0] or objective,
        "owner": line.text("owner"),
        "system": line.text("system"),
        "status": line.text("status"),
    }
    yield reading.fact("measurement", fields, line.spans, extractor=NAME, origin="cell")


@dataclass(frozen=True, slots=True)
class _Series:
    """A table with periods: what its columns are."""

    names: tuple[str, ...]
    periods: Mapping[int, str]


def _series(reading: Reading, table: Table) -> list[Fact]:
    """The measurements of a table whose columns, or whose rows, are months, quarters, weeks or years."""
    words = words_around(reading, table)
    told = _CONTEXT.search(words) or _CONTEXT.search(reading.path)
    named = any(re.fullmatch(r"kpis?|indicators?|metrics?|key figures?", plain(name)) for name in table.header)
    if not named and (_OTHER.search(words) or not told):
        return []
    names = header(reading, table)
    year = _only_year(words)
    periods = {at: found for at, name in enumerate(names) if (found := _period_of(name, year))}
    targeted = any(_LIMIT.fullmatch(plain(name)) for name in names)
    if len(periods) >= 2 or (len(periods) == 1 and targeted and len(names) > 2):
        return list(_across(reading, table, _Series(names, periods)))
    return list(_down(reading, table, names, year))


def _across(reading: Reading, table: Table, series: _Series) -> Iterator[Fact]:
    """A row an indicator, a column a period."""
    body = list(rows(reading, table))
    held = {at: [cells[at].text for _, cells in body if at in cells] for at in range(len(series.names))}
    columns = _described(series, held, _describing(series, {at for at in held if figures(held[at])}))
    for row, cells in body:
        known = {name: cells[at].text for name, at in columns.items() if at in cells}
        lead, rest = split_reference(known.get("objective", ""))
        last = max((at for at in series.periods if at in cells), default=-1)  # what is done answers the newest value
        kpi = known.get("kpi", "") or (rest if "kpi" not in columns else "")
        for at, period in series.periods.items():
            if at in cells and kpi and _VALUE.fullmatch(cells[at].text):
                fields = {
                    "kpi": kpi,
                    "value": cells[at].text,
                    "target": known.get("target", ""),
                    "unit": known.get("unit", ""),
                    "period": period,
                    "objective": lead or (known.get("objective", "") if "kpi" in columns else ""),
                    "owner": known.get("owner", ""),
                    "status": known.get("status", "") if at == last else "",
                    "action": known.get("action", "") if at == last else "",
                }
                yield reading.fact("measurement", fields, _spans(row, cells[at]), extractor=NAME, origin="cell")


_DESCRIBING: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "kpi",
        re.compile(
            r"(?:kpis?|(?:key )?(?:performance )?indicators?|metrics?|measures?|key figures?|kennzahl|what)(?: name)?",
            re.I,
        ),
    ),
    ("objective", re.compile(r"(?:(?:linked |related )?objectives?|goals?|aims?|ziel)(?: (?:id|no\.?|ref\.?))?", re.I)),
    ("target", _LIMIT),
    ("unit", re.compile(r"units?|uom|einheit", re.I)),
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


def _described(series: _Series, held: Mapping[int, Sequence[str]], told: Mapping[str, int]) -> dict[str, int]:
    """``told`` (field -> column) completed by what stands in the columns (column -> words) whose names tell too little.

    References are no name of an indicator where another column has words: those are what is counted.
    """
    columns = dict(told)
    free = [at for at in held if at not in series.periods and held[at]]
    worded = [at for at in free if at not in columns.values() and _worded(held[at])]
    if "kpi" in columns and references(held[columns["kpi"]]) and worded:
        columns["kpi"] = worded[0]
    for at in (at for at in free if at not in columns.values()):
        name = series.names[at]
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


def _describing(series: _Series, limits: Collection[int]) -> dict[str, int]:
    """Field -> column, of those that are no periods; a goal in figures (``limits``) is a target and no objective."""
    found: dict[str, int] = {}
    for name, pattern in _DESCRIBING:
        for at, words in enumerate(series.names):
            if (
                at not in series.periods
                and at not in found.values()
                and not (name == "objective" and at in limits)
                and pattern.fullmatch(re.sub(r"\s*[(\[].*", "", plain(words)))
            ):
                found[name] = at
                break
    if "kpi" not in found:
        free = [at for at in range(len(series.names)) if at not in series.periods and at not in found.values()]
        if free and "objective" not in found:
            found["kpi"] = free[0]
    return found


def _down(reading: Reading, table: Table, names: tuple[str, ...], year: str) -> Iterator[Fact]:
    """A row a period, a column an indicator; one column of limits serves the one indicator beside it."""
    body = list(rows(reading, table))
    named = bool(names) and (
        not names[0].strip()
        or re.fullmatch(r".*\b(?:month|quarter|period|week(?: of)?|year|monat|mois|quartal)\b.*", plain(names[0]))
    )
    periods = [_period_of(cells[0].text, year) if 0 in cells else "" for _, cells in body]
    if not named or len(body) < 2 or sum(map(bool, periods)) < max(2, 2 * len(body) // 3):
        return
    columns = [at for at in range(1, len(names)) if names[at].strip() and not _NO_KPI.fullmatch(plain(names[at]))]
    limits = [at for at in columns if _LIMIT.fullmatch(plain(names[at]))]
    columns = [at for at in columns if at not in limits and _numeric(body, at)]
    for (row, cells), period in zip(body, periods, strict=True):
        for at in columns:
            if period and at in cells and _VALUE.fullmatch(cells[at].text):
                target = cells[limits[0]].text if len(limits) == len(columns) == 1 and limits[0] in cells else ""
                fields = {"kpi": names[at].strip(), "value": cells[at].text, "target": target, "period": period}
                yield reading.fact("measurement", fields, _spans(row, cells[at]), extractor=NAME, origin="cell")


def _numeric(body: list[tuple[Row, dict[int, Value]]], at: int) -> bool:
    """Whether a column holds figures, nothing else."""
    held = [cells[at].text for _, cells in body if at in cells]
    return bool(held) and all(_VALUE.fullmatch(words) for words in held)


def _spans(row: Row, value: Value) -> tuple[Span, ...]:
    return (Span(row.start, row.end), value.span)


def _period_of(words: str, year: str = "") -> str:
    """A period as it sorts: "2026-01", "2026-Q1", "2026-W07", "2026"; "" where the words are none, or lack a year."""
    words = _TO_DATE.sub("", words.strip(" :")) or words
    match = _PERIOD.fullmatch(words.strip(" :"))
    if match is None:
        return _spoken(words)
    given = match.groupdict()
    if given["iso"] or given["y2"]:
        return f"{given['iso'] or given['y2']}-{int(given['isom'] or given['m2']):02}"
    stated = given["y3"] or given["y4"] or given["y5"] or given["y6"] or given["y7"] or year
    stated = f"20{stated}" if len(stated) == 2 else stated
    if given["name"]:
        part = f"{MONTH_NUMBERS[given['name'].casefold()]:02}"
    elif given["q4"] or given["q5"]:
        part = f"Q{given['q4'] or given['q5']}"
    elif given["h4"] or given["h5"]:
        part = f"H{given['h4'] or given['h5']}"
    elif given["w6"] or given["w7"]:
        part = f"W{int(given['w6'] or given['w7']):02}"
    else:
        return stated
    return f"{stated}-{part}" if stated else words.strip()


def _spoken(words: str) -> str:
    match = _SPOKEN.fullmatch(words.strip())
    return f"{match[2]}-Q{_QUARTERS[match[1].casefold()]}" if match and match[2] else ""


def _period_around(reading: Reading, line: Line) -> str:
    """The one period that the nearest words around a table name; objectives are those of the year in the title."""
    table = line.table
    near = [table.caption, table.sheet or "", reading.section(table.start)] if table else []
    places = [*near, reading.title, reading.path.rpartition("/")[2].rpartition(".")[0]]
    if line.subject == "objective":
        places = [reading.title, *near]
    for words in places:
        found = _periods_in(words)
        if len(found) == 1:
            return found.pop()
    return ""


_WITHIN = re.compile(
    rf"\b(?:(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?![-\d])|(?:{MONTH_NAMES})\.? (?:19|20)\d\d|[QT][1-4][ -/]*(?:19|20)\d\d|(?:19|20)\d\d[ -/]?Q[1-4]|(?:first|second|third|fourth) quarter(?: of)?,? (?:19|20)\d\d)\b",
    re.I,
)
_DAYS = re.compile(
    rf"\b\d{{1,2}}(?:\.|st|nd|rd|th)? (?:{MONTH_NAMES})\.? (?:19|20)\d\d|(?:{MONTH_NAMES})\.? \d{{1,2}},? (?:19|20)\d\d",
    re.I,
)


def _periods_in(words: str) -> set[str]:
    without = _DAYS.sub(" ", words)
    found = {_period_of(match[0]) for match in _WITHIN.finditer(without)} - {""}
    if found:
        return found
    years = set(_YEAR.findall(without))
    return years if len(years) == 1 and not _DAYS.search(words) else set()


def _only_year(words: str) -> str:
    found = set(_YEAR.findall(words))
    return found.pop() if len(found) == 1 else ""


_NUMBER = r"[-+−]?\d[\d.,'’]*(?:\s?(?:%|‰|per ?cent|points?|hours?|h|days?|minutes?|min|seconds?|s|EUR|USD|€|\$|k|m|kWh|MWh|t|kg|ms|pp)(?![\w]))?"
_LABELLED = re.compile(
    rf"^(?P<kpi>[^\W\d_][^:|\n]{{2,80}}?)\s*(?::|\s[–—-]\s)\s*(?:now |at |currently |about )?(?P<value>{_NUMBER})(?P<rest>[^\n]{{0,160}})$"
)
_NARRATED = re.compile(
    rf"(?:^|[.;:]\s+|\b)(?:[Tt]he |[Oo]ur )?(?P<kpi>[^\W\d_][^.;:|\n]{{3,90}}?)\s+(?:was|is|were|are|stood at|stands at|reached|came to|rose to|fell to|dropped to|ended at|averaged|amounted to|has reached)\s+"
    rf"(?:now |at |only |on average |about )*(?P<value>{_NUMBER})(?P<rest>[^\n]{{0,160}})"
)
_AGAINST = re.compile(
    rf"\b(?:against|versus|vs\.?|compared (?:with|to)|the )?\s*(?:an? |the |our |its )?(?:agreed |annual |yearly )?(?:targets?|goals?|limits?|thresholds?|objective|plan)\b(?: value)?(?: (?:was|is|of|at))*[:\s]*(?P<target>(?:[<>≤≥]\s*|at least |at most |below |above |under |over )?{_NUMBER})"
    rf"|^\s*(?:of|/|out of|against|versus|vs\.?)\s*(?P<plain>{_NUMBER})\s*$"
)


_REPORTED = re.compile(
    r"^(?:.{2,60}?\b(?:report|sa[iy]|not|stat|t[eo]ld|explain|announc|show|mention|inform|add|confirm)\w*\b(?: [^.]{0,40}?)? that )?(?:the |our |its )?",
    re.I,
)


def _said(reading: Reading) -> Iterator[Fact]:
    """Values against targets in slides, lists and sentences ("Trained staff: 94 % (target 95 %)")."""
    if reading.kind in ("policy", "agenda", "agreement") or _OTHER.search(reading.title):
        return
    for span in reading.sentences:
        words = " ".join(reading.quote(span).split())
        if len(words) > 400 or not any(map(str.isdigit, words)):
            continue
        match = _LABELLED.match(words) or _NARRATED.search(words)
        against = _AGAINST.search(match["rest"]) if match else None
        if match and against and filled(match["kpi"]) and not reading.dates_of(match["value"]):
            fields = {
                "kpi": _REPORTED.sub("", match["kpi"].strip(" -–—*_")),
                "value": match["value"].strip(" .,"),
                "target": (against["target"] or against["plain"]).strip(" .,"),
                "period": _period_here(reading, span, words),
            }
            yield reading.fact("measurement", fields, [span], extractor=NAME)


def _period_here(reading: Reading, span: Span, words: str) -> str:
    for place in (words, reading.section(span.start), reading.title):
        found = _periods_in(place)
        if len(found) == 1:
            return found.pop()
    return ""
