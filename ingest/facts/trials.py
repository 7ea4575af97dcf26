"""Tests of systems in operation: bias and fairness, drift and stability, performance, continuity and recovery.

A row counts where a table gives a value; a sentence where it gives a measure, a value and a limit or a group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span, Table
from ingest.facts.aligned import aligned
from ingest.facts.blocks import blocks
from ingest.facts.columns import Record
from ingest.facts.labels import called, labelled, subject, value
from ingest.facts.lined import rated
from ingest.facts.measured import made_up, tables, tiles
from ingest.facts.reading import Reading
from ingest.facts.trial_rows import against_limits, results
from ingest.metadata import path_words

NAME = "trials/1"

_TYPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "bias",
        re.compile(
            r"(?i)\b(?:bias|fairness|disparate impact|adverse impact|equal opportunity|proxy test|discrimination)\b"
        ),
    ),
    (
        "drift",
        re.compile(
            r"(?i)\b(?:drift|stability|PSI|population shift|model monitoring|monitoring (?:of (?:ai|the models?|models)\b|(?:report|log|diary|record|results?|figures|data|sheet)))\b|\bwatch(?=\W*$|\s*[–—:(-])"
        ),
    ),
    (
        "security",
        re.compile(
            r"(?i)\b(?:penetration test|pen ?test|vulnerability scan|red team\w*|phishing (?:test|exercise|simulation))\b"
        ),
    ),
    (
        "continuity",
        re.compile(
            r"(?i)\b(?:restore test|recovery test|continuity (?:test|exercise)|failover|roll-?back test|disaster recovery|back-?up test)\b"
        ),
    ),
    (
        "performance",
        re.compile(
            r"(?i)\b(?:performance (?:test|report|monitoring)|accuracy test|robustness test|stress test|back-?test|load test)\b"
        ),
    ),
)
_NOT_ONE = re.compile(
    r"(?i)\b(?:procedure|policy|process|standard|guideline|plan|template|handbook|register|minutes|agenda|request|approval|training|budget|memo|log|incident|outage|alert limit|dashboard|kpi|objectives?)\b"
)
_NUMBER = r"(?:\d{1,3}(?:[.,]\d{1,4})?\s?%?)"
_SAID = re.compile(
    rf"(?i)(?P<measure>\b(?:[\w-]+ )?(?:ratio|population stability index|stability index|PSI|AUC|accuracy|drift index|false[- ]positive rate|false[- ]negative rate|"
    rf"error rate|demographic parity(?: difference)?|disparate impact(?: ratio)?|impact ratio|KS|Gini|calibration error)\b(?: (?:of|for|between|in) [\w ,'-]{{2,50}}?)?)"
    rf"\s*(?:was|is|gave|reached|came to|stood at|of|at|:|=|rose to|fell to|dropped to)\s*(?:an? [\w ]{{3,40}} of\s*)?(?P<value>{_NUMBER})(?![\d/])"
)
_LIMIT = re.compile(
    rf"(?i)\b(?:(?:alert |lower |upper |agreed )?(?:limit|threshold|minimum|maximum)|tolerance)\b(?: (?:is|was|of|value))*\s*[:=(]?\s*(?P<limit>[≥≤<>]?\s?{_NUMBER})"
)
_QUARTER = re.compile(
    r"(?i)\b(?:Q[1-4][ /-]?(?:20)\d\d|(?:20)\d\d[ /-]?Q[1-4]|(?:first|second|third|fourth|1st|2nd|3rd|4th) quarter (?:of )?20\d\d|H[12][ /-]?20\d\d|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december) 20\d\d)\b"
)
_MONTH = re.compile(r"(?<!\d)20\d\d-(?:0[1-9]|1[0-2]|Q[1-4])(?!\d|-\d)")
_LOG = re.compile(r"(?i)\b(?:log|diary|record|dashboard)\b")  # of what a report of that type tells once
_LINES = re.compile(r"[^\n]+")
_COLUMNS = re.compile(
    r"(?P<label>[^\W_][\w (),.'’/-]{1,50}?)(?:[ .]{2,}|\t+)(?P<value>\d{1,3}(?:[.,]\d{1,4})?(?:\s?%)?)(?:\s{2,}.*|\s*)"
)
_MEASURE = re.compile(
    r"(?i)\b(?:PSI|population stability index|stability index|approval[- ]rate ratio|impact ratio|ratio|AUC|accuracy|error rate|drift index|KS|Gini)\b(?: of the [\w]+)?"
)
_LIMIT_WORD = re.compile(r"(?i)\b(?:limit|threshold|minimum|maximum|volume|page|version)\b")
_REPEATED = re.compile(
    r"(?i)\b(?:daily|weekly|fortnightly|monthly|quarterly|regular|periodic|routine|spot)[ -](?:quality |sample |accuracy |control )?(?:checks?|tests?|samples?|sampling|watch|monitoring|measurements?|readings?)\b"
)
_WHEN_NAME = re.compile(
    r"(?i)(?:week|month|quarter|day|date|run|w/c)(?: (?:of|commencing|beginning|ending|starting))?(?: run)?"
)
_RATE_NAME = re.compile(r"(?i)%|\b(?:rate|share|ratio|accuracy|pct|per ?cent(?:age)?)\b")
_RESULT = re.compile(r"^\s*(?:\d[\d.,]*\s?(?:%|per cent)|\d[\d,.]* (?:of|out of) \d[\d,.]*\b)")
_LONGEST_LABEL = 60
_VALIDATION = re.compile(r"(?i)\bvalidation\b|\b(?:acceptance|verification) test")
_SCORED = re.compile(
    r"(?:^|(?<=[.;] ))(?P<measure>(?:Mean |Overall )?(?:[Rr]ecall|[Pp]recision|[Aa]ccuracy|AUC|F1|[Ss]ensitivity|[Ss]pecificity|Gini|WAPE|MAPE))"
    r" (?P<value>\d{1,3}(?:[.,]\d{1,4})?(?:\s?%)?)(?![\d/])"
)
_VALIDATION_NAME = r"(?:(?:independent|model|annual|external) )*(?:validation|acceptance test|verification)(?: report| note| memo| statement)?"
_LINE_LIMIT = 2_000
_NAME_WORDS = 4  # of the name of a system
_NO_SYSTEM = re.compile(
    r"(?i)\b(?:results?|findings?|measures?|tests?|testing|checks?|summary|overview|details?|method\w*|data|bias|fairness|drift|conclusions?|"
    r"limits?|table|annex|appendix|january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|week|month|quarter)\b"
)


def facts(reading: Reading) -> Iterator[Fact]:
    """Results of a report on a test; nothing from plans, procedures and minutes."""
    if reading.kind in ("minutes", "agenda", "mail", "agreement", "certificate", "policy"):
        return
    kind, told = _type(reading), False
    if _NOT_ONE.search(_LOG.sub(" ", reading.title) if kind else reading.title):
        return
    for fact in _of_kind(reading, kind) if kind else ():
        told = True
        yield fact
    if not told:
        found = [*_repeated(reading), *_validated(reading)]
        yield from found or _of_card(reading)


def _of_kind(reading: Reading, kind: str) -> Iterator[Fact]:
    """The results of a report whose name tells what was tested."""
    system, period = _system(reading), _period(reading)
    limit, limit_span = _limit(reading)
    common = {"system": system, "type": kind, "period": period}
    for table, _ in reading.tables:
        yield from _of_table(reading, table, common, limit, limit_span)
    yield from _of_columns(reading, common, limit, limit_span)
    for result in tiles(reading):
        fields = {**common, "measure": result.measure, "value": result.value, "limit": result.limit or limit}
        fields["period"] = result.period or period
        yield reading.fact("test", fields, [result.span], extractor=NAME)
    yield from _of_sentences(reading, common, limit, limit_span)


def _repeated(reading: Reading) -> Iterator[Fact]:
    """A log of checks that are made again and again: a row a day or week, a column that gives a share or a rate."""
    name = path_words(reading.path).rpartition("/")[2]
    if not any(_REPEATED.search(words) for words in (reading.title, name)):
        return
    system = re.sub(r"(?i)\W*\b(?:20\d\d)\b\W*", "", _REPEATED.split(reading.title)[0]).strip(" :–—-,(")
    for table, _ in reading.tables:
        names = [" ".join(each.replace("_", " ").split()) for each in table.header]
        label = next((at for at, each in enumerate(names) if _WHEN_NAME.fullmatch(each)), None)
        limits = next((at for at, each in enumerate(names) if re.search(r"(?i)\blimit\b|\btarget\b", each)), None)
        rates = [at for at, each in enumerate(names) if _RATE_NAME.search(each) and at not in (label, limits)]
        for record in reading.records(table) if label is not None and rates else ():
            by = dict(_cells(record, names))
            when = by.get(label, "") if label is not None else ""
            for rate in rates if when and reading.visible(record.span) else ():
                if re.fullmatch(_NUMBER, by.get(rate, "")):
                    fields = {
                        "system": system,
                        "type": "performance",
                        "measure": names[rate],
                        "value": by[rate],
                        "limit": by.get(limits, "") if limits is not None else "",
                        "period": reading.day_of(when) or when,
                    }
                    yield reading.fact("test", fields, [record.span], extractor=NAME, origin="cell")


def _validated(reading: Reading) -> Iterator[Fact]:
    """The results that a report of a validation gives under labels: "Faults found | 239 of 240 (99.6 %)"."""
    named = next((words for words in called(reading) if _VALIDATION.search(words)), "")
    if not named:
        return
    taken = [Span(table.start, table.end) for table, _ in reading.tables if made_up(table)]
    system = _validated_system(reading, named)
    against = [Span(table.start, table.end) for table, _ in reading.tables if against_limits(table)]
    for table, _ in reading.tables:
        if against_limits(table):
            yield from _of_table(reading, table, {"system": system, "type": "validation"}, "", None)
    taken += against
    for result in tables(reading):
        if any(span.start <= result.span.start < span.end for span in against):
            continue
        taken.append(result.span)
        fields = {"system": system, "type": "validation", "measure": result.measure, "value": result.value}
        fields["limit"] = result.limit
        yield reading.fact("test", fields, [result.span], extractor=NAME, origin="cell")
    yield from _in_text(reading, {"system": system, "type": "validation"}, taken)


def _in_text(reading: Reading, common: dict[str, str], taken: list[Span]) -> Iterator[Fact]:
    """The results of a validation outside its tables: in columns that blanks set apart, in sentences, under labels."""
    for result in aligned(reading):
        taken.append(result.span)
        fields = {**common, "measure": result.measure, "value": result.value, "limit": result.limit}
        yield reading.fact("test", fields, [result.span], extractor=NAME)
    for span, match in _scored(reading):
        fields = {**common, "measure": match["measure"], "value": match["value"]}
        yield reading.fact("test", fields, [span], extractor=NAME)
    for block in blocks(reading):
        for measure, found in block:
            told = any(span.start <= found.span.start < span.end for span in taken)
            if told or len(measure) > _LONGEST_LABEL or not re.search(r"[^\W\d_]{3}", measure):
                continue
            if _RESULT.search(found.text):
                share = re.search(r"\d[\d.,]*\s?(?:%|per cent)", found.text)
                fields = {**common, "measure": measure, "value": share[0] if share else found.text}
                yield reading.fact("test", fields, [reading.line(found.span.start)], extractor=NAME, origin="cell")


def _scored(reading: Reading) -> Iterator[tuple[Span, re.Match[str]]]:
    """Scores that a sentence of its own gives: "Recall 0.83 (last year 0.71)."."""
    for span in reading.sentences:
        words = re.sub(r"^\d{1,2}[.)]\s+|[*_]{2}", "", reading.quote(span))
        for match in _SCORED.finditer(words):
            yield span, match


def _validated_system(reading: Reading, named: str) -> str:
    """The system that a report of a validation is about, by a label or by what the report is ``named``."""
    stated = _system(reading, own=False)
    last = re.sub(
        r"(?i)^.*?\b(?:validation|test)\b(?: report| of| for|:|\s)*|[–—:-]?\s*\b(?:validation|acceptance test)\b.*$",
        "",
        named,
    ).strip(" :–—-")
    first = subject(named, _VALIDATION_NAME) if named == reading.title else ""
    return stated or last or first


def _of_card(reading: Reading) -> Iterator[Fact]:
    """How good a model is by the lines of its card."""
    system = _system(reading, own=False) or subject(
        reading.title, r"(?:model|system|algorithm) (?:card|summary|sheet)|fact ?sheet"
    )
    for each in rated(reading):
        fields = {"system": system, "type": "performance", "measure": each.measure, "value": each.value}
        yield reading.fact("test", fields, [each.span], extractor=NAME)


def _of_columns(reading: Reading, common: dict[str, str], limit: str, limit_span: Span | None) -> Iterator[Fact]:
    """Lines of a plain text report that set a label and a value apart by blanks: "26 Jan   0.11"."""
    if not reading.document.parser.startswith(("text", "markdown", "rtf")):
        return
    heading = ""
    for number, match in enumerate(_LINES.finditer(reading.text)):
        line = match[0].strip()
        row = _COLUMNS.fullmatch(line)
        span = reading.trimmed(Span(match.start(), match.end()))
        if row is None or _LIMIT_WORD.search(row["label"]):
            heading = line if re.search(r"[^\W\d_]{3}", line) and row is None else heading
            continue
        if (
            number > _LINE_LIMIT
            or not reading.visible(span)
            or any(table.start <= span.start < table.end for table in reading.document.tables)
        ):
            continue
        known = next((pattern[0] for pattern in (_MEASURE.search(heading),) if pattern), "")
        fields = {
            **common,
            "measure": f"{known} {row['label']}".strip(),
            "value": row["value"],
            "limit": limit if known else "",
        }
        if known:
            yield reading.fact("test", fields, [span, *([limit_span] if limit_span else [])], extractor=NAME)


def _type(reading: Reading) -> str:
    name = path_words(reading.path).rpartition("/")[2]
    for words in (reading.title, name, value(labelled(reading, r"report|type(?: of (?:test|report))?|test"))):
        for kind, pattern in _TYPES:
            if pattern.search(words):
                return kind
    return ""


def _system(reading: Reading, *, own: bool = True) -> str:
    """The system that a label names, or else (``own``) the report's title."""
    pair = labelled(reading, r"(?:ai )?(?:system|model|application)(?: tested| name)?")
    if pair is not None or not own:
        return value(pair)
    generic = r"(?:bias|fairness|drift|stability|performance|monitoring|penetration|recovery|restore|continuity|failover)\b(?: and \w+)?(?: (?:tests?|checks?|report|monitoring|analysis|results?|exercise|review|log|diary|figures))*|alert|test(?:s|ing)? of|report"
    return re.sub(
        r"(?i),.*|(?:^|\s+)(?:for|in|of)?\s*(?:the\s+)?(?:[QH][1-4]\b|january|february|march|april|may|june|july|august|september|october|november|december|20\d\d|"
        r"(?:first|second|third|fourth|last|[1-4](?:st|nd|rd|th)) (?:half|quarter|term|semester|year|week|month)\b|(?:spring|summer|autumn|winter)\b).*",
        "",
        subject(reading.title, generic),
    )


def _period(reading: Reading) -> str:
    for words in (
        value(labelled(reading, r"(?:reporting )?(?:period|month|quarter)")),
        reading.title,
        reading.text[:250],
        path_words(reading.path),
    ):
        match = _QUARTER.search(words) or _MONTH.search(words)
        if match:
            return match[0]
    return ""


def _limit(reading: Reading) -> tuple[str, Span | None]:
    """The one limit that the report states in words; none where it states several."""
    found = [
        match for match in _LIMIT.finditer(reading.text, 0, 20_000) if reading.visible(Span(match.start(), match.end()))
    ]
    values = {match["limit"].strip(" <>≤≥").rstrip(".") for match in found}
    if len(values) != 1:
        return "", None
    return values.pop(), reading.line(found[0].start())


def _of_table(
    reading: Reading, table: Table, common: dict[str, str], limit: str, limit_span: Span | None
) -> Iterator[Fact]:
    below = _section_system(reading, table) if not common["system"] else ""
    for row in results(reading, table):
        fitting = limit if row.value and ("%" in row.value) == ("%" in limit) else ""
        fields = {
            **common,
            "system": row.system or common["system"] or below,
            "measure": row.measure,
            "value": row.value,
            "limit": row.limit or fitting,
            "verdict": row.verdict,
            "period": row.period or common.get("period", ""),
        }
        rest = [limit_span] if limit_span and fitting and not row.limit else []
        yield reading.fact("test", fields, [row.span, *rest], extractor=NAME, origin="cell")


def _section_system(reading: Reading, table: Table) -> str:
    """The system that the heading of a table names where the report is about several: "Tern, spring 2031 (40 trips)"."""
    heading = re.sub(r"^[\dA-Z]{1,3}(?:\.\d+)*[.)]?\s+", "", reading.section(table.start).strip())
    words = re.split(r"\s*[,(:]|\s[–—-]\s", heading)[0].strip()
    named = words[:1].isupper() and len(words.split()) <= _NAME_WORDS and heading != reading.title
    return words if named and not _NO_SYSTEM.search(words) else ""


def _cells(record: Record, names: list[str]) -> Iterator[tuple[int, str]]:
    for cell, entry in zip(record.row.cells, record.entries, strict=True):
        if cell.column < len(names):
            yield cell.column, entry.text.strip()


def _of_sentences(reading: Reading, common: dict[str, str], limit: str, limit_span: Span | None) -> Iterator[Fact]:
    for span in reading.sentences:
        words = reading.quote(span)
        if len(words) > 600 or re.search(r"(?i)\b(?:will|should|must|would|if)\b", words):
            continue
        for match in list(_SAID.finditer(words))[:4]:
            if re.search(r"(?i)\b(?:limit|threshold)\s*$", words[: match.start("value")].rstrip(" :=of")):
                continue
            if re.search(
                r"(?i)\b(?:before|previous|last|earlier|year ago|compared|against)\b",
                words[match.end() : match.end() + 40],
            ):
                continue
            own = _LIMIT.search(words)
            fields = {
                **common,
                "measure": re.sub(r"(?i)^(?:the|an?|its)\s+", "", match["measure"]),
                "value": match["value"].strip(),
                "limit": own["limit"].strip() if own else limit,
            }
            yield reading.fact(
                "test", fields, [span, *([limit_span] if limit_span and not own else [])], extractor=NAME
            )
