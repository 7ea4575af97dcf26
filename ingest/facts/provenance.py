"""Where data come from, and where logs of events are kept and for how long.

Rows of data sheets and of retention schedules; sentences with a log, a time and a verb of keeping.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span, Table
from ingest.facts.columns import Record
from ingest.facts.labels import labelled, subject, value
from ingest.facts.parties import party
from ingest.facts.reading import Reading
from ingest.metadata import path_words

NAME = "provenance/1"

_DATASET = r"(?:(?:data ?set|data|training data|name of (?:the )?data ?set|data ?set name|data source|corpus|table|collection|file)s?|data category|source data)"
_NAMED_SET = r"(?:name of (?:the )?)?data ?sets?(?: names?)?"
_SOURCE = r"(?:source(?: system)?|origin|from|where from|provider|obtained from|data owner|supplier|provenance|comes from|collected from)"
_LICENCE = r"(?:licen[cs]e(?: ?/ ?legal basis)?|legal basis|rights|terms of use|permission|licen[cs]e or legal basis|usage rights|basis)"
_OWNER = r"(?:(?:data |dataset )?(?:owner|steward|responsible|custodian)|responsible person|maintained by|contact)"
_PERIOD = (
    r"(?:(?:collection )?period|time span|years?|time range|date range|coverage|collected|from[- –]to|range|timeframe)"
)
_SHEET = re.compile(
    r"(?i)\b(?:data ?sheet|provenance|data ?sets?|data (?:card|register|inventory|sources?)|where the data|training data|origin of (?:the )?data|datasheet|data for (?:ai|models?|training)|where (?:it|they|our data) comes? from)\b"
)
_TRAINED = re.compile(
    r"(?i)\b(?:trained|fine-tuned|calibrated|developed|built) (?:on|with|from|using) (?P<dataset>[^.;\n]{6,160}?)(?=(?:,| and)? (?:from|covering|collected between|between|of the years) (?P<period>(?:[A-Z]\w+ )?(?:19|20)\d\d[^.;\n,]{0,40})|[.;,\n]|$)"
)
_FROM = re.compile(
    r"^(?:(?:the )?data (?:are|is|come|comes|were|was) )?(?P<dataset>[A-Z*][\w *-]{3,50}?)\s+(?:(?:come|comes|came|taken|obtained|collected|drawn|extracted) )?from (?P<source>(?:the |our |an? )?[\w -]{3,60}?)(?=[.,;(]|\s(?:between|since|up to|of|for|under|from)\b|$)"
)
_PERIOD_SAID = re.compile(
    r"(?i)(?:\b(?:since|from|between|up to|until)?\s*)?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? )?(?:19|20)\d\d(?:\s*(?:-|–|to|and|until)\s*(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? )?(?:19|20)\d\d)?"
)
_TIME = r"(?:(?:\d{1,4}|six|seven|ten|twelve|two|three|five|eighteen|twenty-four|thirty|sixty|ninety|one|a) (?:full |calendar )?(?:days?|weeks?|months?|years?))"
_LOG = r"(?:(?:the |all |our |security |ai |system |application |access |audit )*(?:event |audit |access |activity |decision |system |operation |usage |security |server )*(?:logs?|log files|audit trails?|event records|log data|protocols)\b(?: of [\w ,'-]{2,60}?)?)"
_KEPT = re.compile(
    rf"(?i)\b(?P<log>{_LOG})\s*:?\s*(?:(?:are|is|will be|shall be|must be) (?:kept|stored|retained|archived|preserved|held|saved)|(?:kept|stored|retained))"
    rf"(?P<middle>[^.;\n]{{0,80}}?)(?:\bfor |\bat least |: )?(?:at least |a minimum of )?(?P<retention>{_TIME})"
)
_SESSIONS = re.compile(
    rf"(?i)\b(?P<log>sessions)\b (?:are|is) (?:recorded|logged)(?P<middle>[^.;\n]{{0,60}}?)\b(?:kept|stored|retained) (?:for )?(?P<retention>{_TIME})"
)
_KEEP_THEM = re.compile(
    rf"(?i)\b(?P<log>(?:all |the )?logs?(?: and [\w ]{{3,30}}?)?)\s*[;,.]\s*keep (?P<middle>them|these|both) (?:for )?(?:at least )?(?P<retention>{_TIME})"
)
_WIPED = re.compile(
    rf"(?i)\b(?P<log>(?:[\w]+[ -])?logs?(?: of [\w ,'-]{{2,40}}?)?) (?P<middle>(?:(?:are|is) (?:wiped|deleted|erased|purged|overwritten|rotated)|clean-?up|deletion|rotation|purge)(?: automatically)?) after (?P<retention>{_TIME})"
)
_OF_LOGS = re.compile(
    r"(?i)(?:\d+[.)]?\s+)?(?P<log>(?:[\w-]+ ){0,2}(?:logs?|log files|audit trails?)(?: retention| of (?:the |our )?[\w -]{2,40})?)"
)
_SETTLED = re.compile(
    rf"(?i)\b(?:kept|stored|retained|settled at|set (?:at|to)|raised? to|extend(?:ed)? to|shorten(?:ed)? to) (?:for )?(?:at least )?(?P<retention>{_TIME})"
)
_KEEPING = (_KEPT, _SESSIONS, _KEEP_THEM, _WIPED)
_CELL_PART = re.compile(r"[^.;]+(?:[.;](?!\s|$)[^.;]*)*[.;]?")
_PLACE = re.compile(
    r"(?i)\b(?:in|on|at|to)\s+(?:the |our |a )?(?P<place>(?:central |log |event )?[\w -]{0,30}?(?:archive|server|storage|system|platform|repository|siem|database|vault|bucket|data centre|data center|cloud))\b"
)
_LOG_ROW = re.compile(r"(?i)\b(?:logs?|log files|audit trails?|event records)\b")
_RETENTION_NAME = r"(?:retention(?: period| time)?|(?:kept|keep|how long|period|duration|storage (?:period|time))(?: how long| for)?|kept for|time|months|how long kept)"
_RECORD_NAME = r"(?:record(?:s|s? type| category)?|document(?: type)?|what|data|category|type(?: of record)?|information|log|item|kind of record|series|class)"
_PLACE_NAME = r"(?:place|location|where(?: kept)?|storage|stored(?: in| at)?|system|medium|archive|kept (?:in|where|at)|repository)"
_EVENT_NAMES = (
    r"(?:time ?stamp|time|date ?time|when|date and time|logged at|at)",
    r"(?:event|action|activity|message|operation|event type|log entry|entry)",
)


def facts(reading: Reading) -> Iterator[Fact]:
    """Provenance first, then event logs."""
    if reading.kind in ("agenda", "mail"):
        return
    sheet = bool(_SHEET.search(reading.title) or _SHEET.search(path_words(reading.path)))
    for table, _ in reading.tables:
        yield from _of_table(reading, table, sheet)
        yield from _log_rows(reading, table)
    if sheet:
        yield from _listed(reading)
    yield from _trained(reading)
    yield from _kept(reading)


def _of_table(reading: Reading, table: Table, sheet: bool) -> Iterator[Fact]:
    names = [name.strip() for name in table.header]

    def has(pattern: str) -> bool:
        return any(re.fullmatch(pattern, name, re.I) for name in names)

    owned = sheet and has(_NAMED_SET) and has(_OWNER)
    if not has(_DATASET) or not (owned or has(_SOURCE) or has(_LICENCE)):
        return
    if not (sheet or (has(_SOURCE) and has(_LICENCE))):
        return
    for record in reading.records(table):
        dataset, source, licence = record.named(_DATASET), record.named(_SOURCE), record.named(_LICENCE)
        owner, period = record.named(_OWNER), record.named(_PERIOD)
        told = source or licence or (owner if owned else None)
        if dataset is None or not told or not reading.visible(record.span):
            continue
        who = party(owner.text) if owner else None
        fields = {
            "dataset": dataset.text,
            "source": source.text if source else "",
            "licence": licence.text if licence else "",
            "owner": who.name if who else owner.text if owner else "",
            "period": period.text if period else "",
        }
        yield reading.fact("provenance", fields, [record.span], extractor=NAME, origin="cell")


def _listed(reading: Reading) -> Iterator[Fact]:
    """ "Applications from the loan desk, January 2018 to December 2023" in the list of a data sheet."""
    for span in reading.sentences:
        words = reading.quote(span).replace("**", "")
        match = _FROM.match(words)
        if match is None or len(words) > 400 or re.match(r"(?i)(?:no|steps|taken|apart|data (?:are|is))\b", words):
            continue
        period = _PERIOD_SAID.search(words, match.end())
        fields = {"dataset": match["dataset"], "source": match["source"], "period": period[0].strip() if period else ""}
        yield reading.fact("provenance", fields, [span], extractor=NAME)


def _trained(reading: Reading) -> Iterator[Fact]:
    """ "trained on 412,000 applications from 2019 to 2024"."""
    for span in reading.sentences:
        words = reading.quote(span)
        match = _TRAINED.search(words)
        if (
            match is None
            or re.search(r"(?i)\b(?:not|never|must|should|will|if)\b", words[: match.start()][-40:])
            or not re.search(r"\d", match["dataset"])
        ):
            continue
        fields = {"dataset": match["dataset"].strip(" *"), "period": match["period"] or ""}
        yield reading.fact("provenance", fields, [span], extractor=NAME)


def _kept(reading: Reading) -> Iterator[Fact]:
    """ "Event logs are kept for 24 months", in prose or in a cell."""
    for span in (*reading.sentences, *_cells(reading)):
        words = reading.quote(span)
        match = next((found for pattern in _KEEPING if (found := pattern.search(words))), None)
        if match is None or len(words) > 600 or re.search(r"(?i)\bnot\b|n['’]t\b", match[0]):
            continue
        place = _PLACE.search(words, match.start("middle"))
        of = re.search(
            r"(?i)\b(?:of|for) (?:the )?(?P<system>[A-Z][\w-]*(?:(?:,| and|, and) [A-Z][\w-]*)*)", match["log"]
        )
        fields = {
            "system": of["system"] if of else _system(reading) or _whose(match["log"]),
            "retention": match["retention"],
            "place": place["place"] if place else "",
        }
        yield reading.fact("event_log", fields, [span], extractor=NAME)


def _whose(log: str) -> str:
    """What a log is of, as its own name says it ("prompt logs"); "" for any log."""
    words = re.sub(r"(?i)^(?:the|all|our)\s+", "", log.strip())
    return (
        ""
        if re.fullmatch(
            r"(?i)(?:event |audit |access |activity |system |security )*(?:logs?|log files|audit trails?|event records|log data|protocols)",
            words,
        )
        else words
    )


def _cells(reading: Reading) -> Iterator[Span]:
    """The sentences of the visible cells that speak of logs."""
    for table, _ in reading.tables:
        for row in table.rows:
            for cell in row.cells if not row.hidden else ():
                for part in _CELL_PART.finditer(reading.text, cell.start, cell.end):
                    span = reading.trimmed(Span(part.start(), part.end()))
                    if _LOG_ROW.search(part[0]) and reading.visible(span):
                        yield span


def _settled(reading: Reading, table: Table) -> Iterator[Fact]:
    """A row of minutes about a log, where another cell says for how long it is kept: "Prompt logs | Settled at 180 days"."""
    for row in table.rows:
        spans = [Span(cell.start, cell.end) for cell in row.cells]
        log = next((found for span in spans if (found := _OF_LOGS.fullmatch(reading.quote(span).strip()))), None)
        kept = [found for span in spans if (found := _SETTLED.search(reading.quote(span)))]
        if log and len(kept) == 1 and not row.hidden and reading.visible(Span(row.start, row.end)):
            fields = {"system": log["log"], "retention": kept[0]["retention"]}
            yield reading.fact("event_log", fields, [Span(row.start, row.end)], extractor=NAME, origin="cell")


def _system(reading: Reading) -> str:
    return value(labelled(reading, r"(?:ai )?(?:system|model|application)(?: name)?"))


def _log_rows(reading: Reading, table: Table) -> Iterator[Fact]:
    """The log's row of a retention schedule; and a table that is itself a log of events, as one fact."""
    names = [name.strip() for name in table.header]
    if all(any(re.fullmatch(pattern, name, re.I) for name in names) for pattern in _EVENT_NAMES) and _stamped(
        reading, table
    ):
        named = subject(
            reading.title, r"(?:event|audit|access|system|activity)?\s*(?:logs?|events?)(?: file| extract| export)?"
        ) or _system(reading)
        fields = {
            "system": re.sub(
                r"(?i)\s*(?:events?|log|\d{4}[ -]\d\d([ -]\d\d)?)\s*$", "", re.sub(r"[ -]\d{4}.*", "", named)
            ).strip()
        }
        place = (
            Span(table.header_start, table.header_end)
            if table.header_end > table.header_start
            else Span(table.rows[0].start, table.rows[0].end)
        )
        first = Span(table.rows[0].start, table.rows[0].end)
        if fields["system"] and reading.visible(place):
            yield reading.fact("event_log", fields, [place, first], extractor=NAME, origin="cell")
        return
    if not any(re.fullmatch(_RETENTION_NAME, name, re.I) for name in names):
        yield from _settled(reading, table)
        return
    for record in reading.records(table):
        fact = _log_row(reading, record)
        if fact is not None:
            yield fact


def _stamped(reading: Reading, table: Table) -> bool:
    """Whether the first rows carry a time of day: a log, not a list of what was done on which day."""
    first = table.rows[:5]
    return len(table.rows) >= 3 and all(re.search(r"\d{1,2}:\d\d", reading.text[row.start : row.end]) for row in first)


def _log_row(reading: Reading, record: Record) -> Fact | None:
    what, time, place = record.named(_RECORD_NAME), record.named(_RETENTION_NAME), record.named(_PLACE_NAME)
    if (
        what is None
        or time is None
        or not _LOG_ROW.search(what.text)
        or not re.search(rf"(?i){_TIME}", time.text)
        or not reading.visible(record.span)
    ):
        return None
    fields = {"system": what.text, "retention": time.text, "place": place.text if place else ""}
    return reading.fact("event_log", fields, [record.span], extractor=NAME, origin="cell")
