"""Incidents: reports of one incident and registers of many.

A procedure for incidents is none, and neither is an empty form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span, Strength, Table
from ingest.facts.cells import filled, references
from ingest.facts.columns import Record
from ingest.facts.days import nearest
from ingest.facts.labels import day, labelled, spans, under, unmarked, value, who
from ingest.facts.pairs import Pair
from ingest.facts.reading import Reading
from ingest.metadata import path_words

NAME = "incidents/1"

_WORD = r"(?:security |privacy |data |AI |major |service |environmental |safety |quality |cyber )*(?:incidents?|breach(?:es)?|outages?|near[- ]miss(?:es)?|accidents?|malfunctions?|post-?mortems?|data leaks?|data loss|events? report)"
_TITLE = re.compile(rf"(?i)\b{_WORD}\b")
_INCIDENT = re.compile(rf"(?i)\b(?:{_WORD}|INC-?\d[\d-]*)\b")
_NUMBER = re.compile(
    r"(?<![\w-])(?:INC|IR|SIR|INCIDENT|BR|DB|EVT|NM|PM|SEC|PRB)[-_ #/]{0,2}(?:\d{2,4}[-/])?\d{1,6}(?![\w-]*\d)", re.I
)
_OWN_NUMBER = re.compile(r"(?=[A-Z]{1,8}[-–])[A-Z]{1,8}[-–](?:\d{2,4}[-–/])?\d{1,4}(?![\w-]*\d)")
_ANNOUNCED = re.compile(
    rf"(?i)\b(?:post-)?{_WORD}(?:[ ]+(?:report|file|record|form|sheet|no\.?|number|ref\.?))*\s*[:#]?\s+(?=[A-Z])"
)
_NOT_ONE = re.compile(
    r"(?i)\b(?:procedure|policy|process|standard|plan|playbook|guideline|training|template|form to|how to|handbook|response|management|agreement|minutes|agenda|newsletter|statistics|if (?:ai|a|an|the|something))\b"
)
_TIMED = r"(?:date ?(?:/|and|&|\+)? ?time|date|time|day|when)(?: (?:of|it was|first|the incident was|incident))?"
_REPORTED = (
    rf"{_TIMED} (?:reported|opened|raised|logged|notified|created|recorded|report|notification)|(?:created|recorded)(?: on| at)?|"
    r"(?:date )?(?:reported|opened|raised|logged|notified)(?: on| at)?(?: date)?|date (?:reported|opened|raised|logged|of report|of notification)|report(?:ed)? date|opened"
)
_DETECTED = (
    rf"{_TIMED} (?:detected|noticed|discovered|spotted|found|identified|detection|discovery|awareness)|(?:identified|became aware|aware)(?: on| at)?|"
    r"(?:date )?(?:detected|noticed|discovered|spotted)(?: on| at)?(?: date)?|date (?:detected|noticed|discovered|of detection|of discovery)|detection(?: date)?"
)
_OCCURRED = (
    rf"{_TIMED} (?:occurred|happened|started|began|(?:the )?(?:accident|near[- ]miss|event|incident|breach|outage|occurrence))|(?:incident|outage|disruption|impact) (?:start(?:ed)?|began|date|time|occurred)(?: (?:date|time))*|"
    r"(?:date (?:of (?:the )?(?:incident|event|occurrence|breach|outage)|and time|occurred)|occurred(?: on)?|incident date|date of incident|happened(?: on)?|when|start(?:ed)?(?: of incident)?|date|from|day|time of (?:the )?incident|event date|began(?: ?[–-] ?ended)?|start(?:ed)? ?(?:[–-]|and) ?end(?:ed)?)"
)
_CLOSED = (
    rf"{_TIMED} (?:closed|resolved|restored|completed|closure|resolution)|(?:resolution|closure|recovery) (?:date|time)(?: (?:and|/|&) time)?|(?:incident|outage|disruption|impact) (?:end(?:ed)?|closed|resolved|over)(?: (?:date|time))*|(?:service )?restored(?: on| at)?|"
    r"(?:date closed|closed(?: on)?|closing date|closure(?: date)?|resolved(?: on)?|date resolved|resolution date|solved(?: on)?|completed(?: on)?)"
)
_REPORTER = r"(?:reported|raised|detected|noticed|discovered|opened|logged|notified|submitted|found) by|told (?:us )?by|who (?:told us|reported(?: it)?|found it|raised it|saw it|noticed)|reporter|reporting person|caller|informant"
_SYSTEM = r"(?:(?:affected|impacted) (?:systems?|services?|assets?|components?)|services? (?:affected|impacted)|components?(?: affected)?|(?:ai |affected |it )?systems?(?: affected| concerned| involved)?|application|affected (?:system|service|asset)s?|service(?: affected)?|asset|model|tool(?: or system)?|product)"
_SEVERITY = r"(?:(?:potential |actual |incident )?severity(?: level| class| rating)?|risk (?:level|rating)|priority|impact level|grade|class(?:ification)?|criticality|seriousness|gravity|level|sev\.?|rating)"
_ID = r"case|(?:(?:incident|case|ticket|breach|event|near[- ]miss|report|record|accident|nm|log) ?)?(?:no\.?|nr\.?|number|ids?|ref\.?|reference|#)"
_CAUSE = r"(?:(?:root|probable|underlying|likely|suspected|immediate|main|the )?\s?causes?(?: of (?:the )?\w+)?|root cause(?: analysis)?|why(?: it (?:happened|could happen|worked|was possible))?|reason|cause analysis)"
_ROOT = r"(?:root|underlying) causes?(?: analysis)?"
_WHAT = r"(?:(?:description|nature|details?|summary|account|type) of (?:the )?(?:incident|accident|near[- ]miss|event|breach|what happened|occurrence|outage)|(?:incident|breach|event) (?:title|name|description|summary|details?)|title|what(?: happened)?|summary|short description|description|incident|event|subject|headline)"
_LINE = re.compile(
    r"(?im)^[^\n]{0,80}?\b(?P<opened>opened|reported|raised|detected|logged|occurred|noticed)\b(?: on)?:?\s+(?P<rest>[^\n]{6,160})$"
)
_CLOSED_LINE = re.compile(r"(?i)\b(?:closed|resolved)\b(?: on| at)?:?\s+")
_NOTICED = re.compile(r"(?i)\b(?:noticed|discovered|detected|reported|observed|became aware|occurred|happened)\b")
_FILLED = re.compile(r"(?i)\b(?:template|blank form|example)\b")
_WHY = re.compile(rf"(?im)^[ \t>]*(?:[-*+•]\s+)?[*_]{{0,2}}{_CAUSE}[.:?]+[*_]{{0,2}}[ \t]+(?=\S)")
_ON = re.compile(r"(?:[Oo]n|[Bb]etween|[Ff]rom) (?:the )?(?:(?:night|morning|evening) of )?(?:\w+day,? )?(?:the )?\d")
_SEVERE = re.compile(
    r"(?i)\bseverity (?:level )?(?P<value>\d|S\d|minor|major|critical|low|medium|high)\b|\((?:level|class|grade) (?P<noted>\w{1,8})\)"
)
_LISTED = re.compile(
    rf"(?m)^[ \t]*(?:[-*+•–]|\d{{1,2}}[.)])[ \t]+[*_]{{0,2}}(?P<number>{_NUMBER.pattern})[*_]{{0,2}}(?:,|\s[–—-])?\s+\(?(?P<day>\d{{1,2}}[^:\n–—-]{{4,24}}?)\)?\s*[:,–—-]\s+(?P<text>[^\n]{{8,300}})$"
)
_PARTED = re.compile(
    rf"(?m)^[ \t]*(?:[-*+•–][ \t]+)?[*_]{{0,2}}(?P<number>{_NUMBER.pattern})[*_]{{0,2}}[ \t]*[·|•–—-][ \t]*(?P<day>\d{{1,2}} [^\W\d_]{{3,9}} \d{{4}}|\d{{4}}-\d\d-\d\d)"
    r"[ \t]*[·|•–—-][ \t]*(?:(?P<grade>(?i:(?:S|P|SEV ?|level |grade |class )\d|low|medium|high|minor|major|critical))[ \t]*[·|•–—-][ \t]*)?(?P<text>[^\n|]{8,600})$"
)  # "**INC-31-06** · 11 Aug 2031 · S4 · A lamp fell."
_ENDED = re.compile(r"\b[Cc]losed(?: on)?:? (?P<day>\d{1,2} [^\W\d_]{3,9}(?: \d{4})?|\d{4}-\d\d-\d\d)")
_BARE_NUMBER = re.compile(r"(?i)\bincident (?P<number>\d{2,4}-\d{1,3})(?![\w-])")
_SAID_TO_BE = re.compile(r"(?i)\b(?:incident|post-?mortem|breach|outage)s?\b")
_DAY_ON = re.compile(r"[Oo]n (?:\w+day,? )?(?:the )?(?P<day>\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8})\b(?! \d{4})")
_HEADLINE = 120  # characters of a line that says what happened and when
_TOP, _UNDER = 400, 3  # where the line under the title stands
_LABELLED = re.compile(r"\||^[\w ]{2,30}:\s*\d")  # a row or a date, and no heading
_SPLIT_BY = re.compile(r"(?i)\bby (?:the )?(?P<who>[^\n(;–—]{3,60}?)(?=\s*[(;–—.]|\s-\s|,|$)")


def facts(reading: Reading) -> Iterator[Fact]:
    """The incident that the document reports, and the rows of incident registers."""
    if reading.kind not in ("agenda", "policy", "agreement"):
        yield from _listed(reading)
    if reading.kind in ("minutes", "agenda", "agreement") or (reading.kind == "mail" and not _mailed(reading)):
        return
    if reading.kind == "certificate" and not _INCIDENT.search(reading.title):
        return  # "Outage due to an expired certificate" is none
    rows = [fact for table, _ in reading.tables for fact in _of_table(reading, table)]
    yield from rows
    if not rows and (fact := _of_report(reading)):
        yield fact


def _listed(reading: Reading) -> Iterator[Fact]:
    """Incidents that a list names with number and day: "- INC-31-01, 12 January: lost phone, wiped at once"."""
    for match in _LISTED.finditer(reading.text):
        span = reading.trimmed(Span(match.start(), match.end()))
        words = match["day"].strip()
        occurred = reading.day_of(words) or nearest(words, reading.written, ahead=False)
        if occurred and reading.visible(span):
            fields = {"number": match["number"], "title": match["text"].strip(" .")}
            yield reading.fact("incident", fields, [span], extractor=NAME, dates={"occurred": occurred})
    for match in _PARTED.finditer(reading.text):
        span, ended = reading.trimmed(Span(match.start(), match.end())), _ENDED.search(match["text"])
        occurred = reading.day_of(match["day"])
        if (
            occurred
            and reading.visible(span)
            and not any(table.start <= span.start < table.end for table, _ in reading.tables)
        ):
            fields = {"number": match["number"], "title": _first(match["text"]), "severity": match["grade"] or ""}
            closed = (reading.day_of(ended["day"]) or nearest(ended["day"], occurred, ahead=True)) if ended else ""
            yield reading.fact(
                "incident", fields, [span], extractor=NAME, dates={"occurred": occurred, "closed": closed}
            )


def _first(words: str) -> str:
    """The first sentence of what an entry tells."""
    return re.split(r"(?<=[\w)\"])\.\s+(?=[A-Z])", words, maxsplit=1)[0].strip(" .")


def _mailed(reading: Reading) -> bool:
    """Whether a mail is the report of an incident: its file says so, and its subject gives the number."""
    named = _SAID_TO_BE.search(path_words(reading.path).rpartition("/")[2])
    return bool(named and references(reading.title))


def _of_report(reading: Reading) -> Fact | None:
    title = reading.title or unmarked(reading.quote(reading.line(0)))
    name = path_words(reading.path)
    number = _numbered(reading)
    if number is None and not (_TITLE.search(title) or _TITLE.search(name.rpartition("/")[2])):
        return None
    if number is None and _NOT_ONE.search(title):
        return None
    if _FILLED.search(title) or (number is not None and not _is_about(reading, title, number)):
        return None
    found = {
        "reported": labelled(reading, _REPORTED),
        "occurred": labelled(reading, f"{_OCCURRED}|event"),
        "detected": labelled(reading, f"{_DETECTED}|found"),
        "closed": labelled(reading, _CLOSED),
        "reporter": labelled(reading, _REPORTER),
        "system": labelled(reading, _SYSTEM),
        "severity": labelled(reading, _SEVERITY),
        "status": labelled(reading, r"(?:incident )?(?:status|state)"),
        "cause": labelled(reading, _ROOT) or labelled(reading, _CAUSE),
    }
    cause = (under(reading, _CAUSE) or _led(reading)) if found["cause"] is None else None
    line = _opening_line(reading, found)
    fields = _fields(reading, found, number, title, cause)
    dates = {key: day(reading, found[key]) for key in ("reported", "occurred", "detected", "closed")}
    dates.update({key: date for key, date in line[1].items() if date and not dates[key]})
    fields["reporter"] = fields["reporter"] or line[2]
    if not dates["occurred"] and (began := _began(reading, fields["title"])) is not None:
        dates["occurred"] = reading.day(began) or _yearless(reading, began)
        line = ([*line[0], began], line[1], line[2])
    if not (any(dates.values()) or found["severity"] or found["status"] or cause or found["cause"]):
        return None
    if not dates["closed"] and found["status"] and re.search(r"(?i)\bclosed|resolved\b", found["status"].value):
        dates["closed"] = day(reading, found["status"])
    head = _head(reading, number)
    rest = [*spans(*found.values()), *line[0], *([cause] if cause else [])]
    strength = Strength.RECORD if reading.strength in (Strength.UNKNOWN, Strength.PUBLISHED) else None
    return reading.fact("incident", fields, [head, *rest], extractor=NAME, dates=dates, strength=strength)


def _fields(
    reading: Reading, found: dict[str, Pair | None], number: re.Match[str] | None, title: str, cause: Span | None
) -> dict[str, str]:
    reported = found["reported"]
    reporter = who(found["reporter"])
    if not reporter and reported and (by := _SPLIT_BY.search(reported.value)):
        reporter = by["who"]
    status = value(found["status"])
    state = re.match(r"(?i)(?:closed|open|resolved|contained|under investigation|in progress|solved)\b", status)
    return {
        "number": number[0]
        if number
        else value(
            labelled(reading, r"(?:(?:major )?incident|report|case|ticket) ?(?:no\.?|number|id|ref\.?|reference|#)")
        ),
        "title": _titled(reading, title, number),
        "severity": value(found["severity"]).split(";")[0].strip(". ") or _graded(reading),
        "status": state[0] if state else status if len(status) <= 40 else "",
        "system": value(found["system"]),
        "reporter": reporter,
        "cause": value(found["cause"]) or (reading.quote(cause) if cause else ""),
    }


def _titled(reading: Reading, title: str, number: re.Match[str] | None) -> str:
    """What happened in a few words: the label of a title, the document's title, the line with the number, another label."""
    if (told := labelled(reading, r"(?:incident |short )?title|headline")) is not None:
        return told.value
    line = unmarked(reading.quote(_head(reading, number)))
    for words in (title, line):
        if len(words) <= 160 and re.search(r"[^\W\d_]{3}", named := _named(words, number)) and named[-1:] != ":":
            return named
    below = [unmarked(words) for words in reading.text[:_TOP].split("\n") if words.strip()][1:_UNDER]
    heads = (
        words for words in below if re.search(r"[^\W\d_]{3}", _named(words, number)) and not _LABELLED.search(words)
    )
    what = value(labelled(reading, _WHAT))
    dated = any(each.start == 0 for each in reading.dates_of(what))  # "Event: 28 December, 06:35"
    return ("" if dated else what) or next(heads, "") or title


def _named(title: str, number: re.Match[str] | None) -> str:
    """The title without the incident's number and the word itself."""
    words = title.replace(number[0], "") if number else title
    plain = re.sub(rf"(?i)^\W*(?:(?:post-)?{_WORD}\W*)?(?:(?:report|file|record|form)\b)?\W*", "", words)
    return re.sub(r"(?i)\s*\bseverity:? (?:level )?\w{1,8}(?: of \d)?\W*$", "", plain).strip(" :–—-")


def _led(reading: Reading) -> Span | None:
    """The sentence behind words that begin a paragraph and ask why: "Cause. No range check ...", "**Why.** The job ..."."""
    for match in _WHY.finditer(reading.text):
        first = next(
            (each for each in reading.sentences if each.end > match.end() and each.start >= match.start()), None
        )
        if first is not None and first.start <= match.end() + 2:
            span = reading.trimmed(Span(max(first.start, match.end()), first.end))
            return span if reading.visible(span) else None
    return None


def _began(reading: Reading, title: str) -> Span | None:
    """The words that date what happened: the headline itself, or the first sentence that begins with its day."""
    at = reading.text.find(title, 0, _TOP) if title else -1
    if at >= 0 and reading.day(line := reading.line(at)) and not _LABELLED.search(reading.quote(line)):
        return line if line.end - line.start <= _HEADLINE else None
    opened = reading.sentences[:15]
    told = next((each for each in opened if _ON.match(reading.quote(each)) and reading.day(each)), None)
    return told or next((each for each in opened if _yearless(reading, each)), None)


def _yearless(reading: Reading, span: Span) -> str:
    """The day before the report's own that a title or sentence leads to: "What happened on 16 January", "On 3 May the ..."."""
    words = reading.quote(span)
    match = _DAY_ON.search(words) if span.start == reading.text.find(reading.title) else _DAY_ON.match(words)
    return nearest(match["day"], reading.written, ahead=False) if match and reading.written else ""


def _graded(reading: Reading) -> str:
    """The severity that a head line gives without a colon: "Severity 2 of 4"."""
    match = _SEVERE.search(reading.text, 0, _TOP)
    return (match["value"] or match["noted"]) if match else ""


def _numbered(reading: Reading) -> re.Match[str] | None:
    """The incident's number in the title, a label, the first lines or the path."""
    if match := _BARE_NUMBER.search(reading.title):
        return re.compile(re.escape(match["number"])).search(reading.title)
    for words in (reading.title, reading.text[:250]):
        if match := _NUMBER.search(words):
            return match
    own = references(reading.title) if _SAID_TO_BE.search(path_words(reading.path).rpartition("/")[2]) else []
    if len(own) == 1:
        return re.compile(re.escape(own[0])).search(reading.title)
    for words in (reading.title, reading.text[:250]):  # "Incident file P-31-07", of whatever letters
        for announced in _ANNOUNCED.finditer(words):
            if match := _OWN_NUMBER.match(words, announced.end()):
                return match
    return None


def _is_about(reading: Reading, title: str, number: re.Match[str]) -> bool:
    """Whether the number is the document's own: in its title, or a label or the first line gives it."""
    if _NOT_ONE.search(title) and number[0] not in title:
        return False
    if number[0] in title or number[0].lower().replace("-", "") in path_words(reading.path).lower().replace(
        "-", ""
    ).replace(" ", ""):
        return not re.search(r"(?i)\b(?:closure of|effectiveness|corrective|CA-\d)", title)
    label = labelled(reading, r"(?:incident|case|ticket)(?: ?(?:no\.?|number|id|ref\.?))?")
    return label is not None and number[0] in label.value


def _head(reading: Reading, number: re.Match[str] | None) -> Span:
    """The words that name the incident."""
    at = reading.text.find(number[0]) if number else reading.text.find(reading.title) if reading.title else -1
    span = reading.line(at) if at >= 0 else reading.line(len(reading.text) - len(reading.text.lstrip()))
    return span if reading.visible(span) else reading.line(len(reading.text) - len(reading.text.lstrip()))


def _opening_line(reading: Reading, found: dict[str, Pair | None]) -> tuple[list[Span], dict[str, str], str]:
    """ "Opened 12 Aug 2024 by the service desk - closed 30 Aug 2024": dates and reporter of a line without labels."""
    match = None if found["reported"] or found["detected"] else _LINE.search(reading.text[:800])
    if match is None:
        return ([], {}, "") if any(found[key] for key in ("reported", "occurred", "detected")) else _told(reading)
    span = reading.trimmed(Span(match.start("opened"), match.end()))
    if not reading.visible(span):
        return [], {}, ""
    closing = _CLOSED_LINE.search(reading.text, match.start("rest"), match.end("rest"))
    stop = closing.start() if closing else match.end("rest")
    kind = "occurred" if match["opened"].lower() == "occurred" else "reported"
    dates = {kind: reading.day(Span(match.start("rest"), stop))}
    if not dates[kind]:
        return _told(reading)
    if closing:
        dates["closed"] = reading.day(Span(closing.start(), match.end("rest")))
    by = _SPLIT_BY.search(reading.text, match.start("rest"), stop)
    return [span], dates, by["who"].strip() if by else ""


def _told(reading: Reading) -> tuple[list[Span], dict[str, str], str]:
    """ "On 21 November an agent noticed ...": the first sentence that dates the discovery."""
    for span in reading.sentences[:25]:
        match = _NOTICED.search(reading.quote(span))
        date = reading.day(span) if match else ""
        if match and date:
            kind = "occurred" if match[0].lower() in ("occurred", "happened") else "reported"
            return [span], {kind: date}, ""
    return [], {}, ""


def _of_table(reading: Reading, table: Table) -> Iterator[Fact]:
    """The rows of an incident register: a number or a day, and what happened."""
    named = f"{reading.title} {table.caption} {path_words(reading.path)} {' '.join(table.header[:3])}"
    if not _TITLE.search(named) or len(table.rows) < 1:
        return
    names = [_plain(name) for name in table.header]
    what = any(re.fullmatch(_WHAT, name, re.I) for name in names)
    kinds = [
        _SEVERITY,
        f"{_REPORTED}|{_OCCURRED}|{_DETECTED}",
        _CLOSED,
        r"status|state",
        _SYSTEM,
        _ID,
    ]
    known = sum(any(re.fullmatch(kind, name, re.I) for name in names) for kind in kinds)
    if not what or known < 3:
        return
    for record in reading.records(table):
        if reading.visible(record.span) and (fact := _of_record(reading, record)):
            yield fact


def _plain(name: str) -> str:
    """A column's name without the underscores and brackets of an export ("Root_Cause", "Closed (date)")."""
    return re.sub(r"\s*\([^()]{0,30}\)$", "", re.sub(r"[_*`]+", " ", name)).strip(" :?")


def _of_record(reading: Reading, record: Record) -> Fact | None:
    def cell(pattern: str) -> str:
        fitting = (entry for entry in record.entries if re.fullmatch(pattern, _plain(entry.name), re.I))
        return next((entry.text.strip() for entry in fitting if filled(entry.text)), "")

    title = cell(rf"(?!incident$){_WHAT}") or cell("incident")
    number = cell(f"{_ID}|incident")
    number = "" if number == title else number
    dates = {
        "reported": reading.day_of(cell(_REPORTED)),
        "occurred": reading.day_of(cell(_OCCURRED)),
        "detected": reading.day_of(cell(_DETECTED)),
        "closed": reading.day_of(cell(_CLOSED)),
    }
    if not title or not (number or any(dates.values())):
        return None
    fields = {
        "number": number,
        "title": title,
        "severity": cell(_SEVERITY),
        "status": cell(r"status|state"),
        "system": cell(_SYSTEM),
        "reporter": cell(_REPORTER),
        "cause": cell(_ROOT) or cell(_CAUSE),
    }
    return reading.fact(
        "incident", fields, [record.span], extractor=NAME, dates=dates, origin="cell", strength=Strength.RECORD
    )
