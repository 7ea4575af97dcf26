"""Audits that a certification body's letter tells of in sentences, and those that somebody says are to come.

"The audit took place on 10 and 11 February 2031. The team was Ms Ann Orme (lead) ...", "The second surveillance audit
is set for 9 and 10 February 2032". ``held_days`` and ``lead_auditor`` also complete reports that state them in a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.dates import MONTH_NUMBERS, calendar_date
from evidence.model import Fact, Span
from ingest.facts.certified import STANDARD
from ingest.facts.days import last_day, nearest
from ingest.facts.parties import is_person
from ingest.facts.reading import Reading

NAME = "audits/1"

_MONTH = "|".join(sorted((name for name in MONTH_NUMBERS), key=len, reverse=True))
_DAYS = (
    rf"(?:\w+day,? )?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: (?P<m1>{_MONTH}))?(?: (?P<y1>\d{{4}}))?"
    rf"(?:\s?(?:to|and|until|–|—|-|&)\s?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: (?P<m2>{_MONTH}))?)?(?:,? (?P<y>\d{{4}}))?(?![\d:.]*\d)"
)
_RANGE = re.compile(_DAYS, re.I)
_MONTH_FIRST = re.compile(
    rf"\b(?P<m1>{_MONTH}) (?P<d1>\d{{1,2}})\s?(?:to|and|through|–|—|-|&)\s?(?:(?P<m2>{_MONTH}) )?(?P<d2>\d{{1,2}}),? (?P<y>\d{{4}})\b",
    re.I,
)
_AT_WORK = re.compile(r"\b(?:audit(?:ed)?|visit(?:ed)?|field ?work|on[ -]site|assessment|interviews?|dates?)\b", re.I)
_MONTH_ONLY = re.compile(rf"(?P<month>{_MONTH}) (?P<year>\d{{4}})", re.I)
_ORDER = r"(?:(?:first|second|third|next|annual|yearly|initial|internal|external|supplier|certification|re-?certification|renewal|follow-?up|surveillance|stage (?:1|2|one|two)) )"
_OUTSIDE = r"(?:surveillance|certification|re-?certification|renewal|follow-?up)"
_SORT = (
    rf"{_ORDER}+audit(?: against (?:ISO[ /\w]* )?\d{{4,5}})?|{_ORDER}*{_OUTSIDE} (?:visit|assessment)|(?:first|second|third) surveillance|"
    r"stage (?:1|2|one|two)(?: assessment)?|re-?certification"
)
_NO_AUDIT = r"(?! (?:report|programme|program|plan|schedule|fees?|findings?|team|procedure|certificate|letter|results?|committee|cycle|reports)\b)"
_TITLE = re.compile(rf"\b(?P<title>{_SORT})\b{_NO_AUDIT}", re.I)
_BARE = re.compile(r"stage|re-?certification", re.I)  # of a crane driver, of a project: an audit only beside its words
_BESIDE = re.compile(r"\baudit|\bISO\b|surveillance|certification body", re.I)
_HELD = re.compile(
    r"\b(?:audit(?:ed)?|visit(?:ed)?|assessment|field ?work|on[ -]site|audit dates?)\b(?P<between>[^.\n;]{0,50}?)(?:\b(?:on|of|from|between)|:|(?<=ieldwork)|(?<=ite)|(?<=udit dates)|(?<=[12] audit),|(?<=ield work))\s+(?:the )?(?=(?:\w+day,? )?\d)",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:planned|set for|set on|booked|scheduled|fixed|due|proposed?|agreed for|will|would|shall|should|falls?|moved (?:from|to))\b",
    re.I,
)
_NOT = re.compile(r"\b(?:not|never|if|unless|no longer|cancelled|postponed|whether)\b", re.I)
_BODY = re.compile(
    r"\b(?:certificates?|surveillance|re-?certification|certification (?:audit|body|of)|registrars?|areas? of concern)\b",
    re.I,
)
_PERSON = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? )?(?P<{0}>[A-Z][\w'’-]+(?: (?:de|van|von|der|la|du|[A-Z]\.|[A-Z][\w'’-]+)){{1,3}})"
_LEAD = re.compile(
    r"\b(?:(?:[Ll]ead |[Oo]ur |[Tt]he )*[Aa]uditors?|[Aa]udit lead|[Ll]ead(?= ?:))(?:,| ?[:*]+| was| is)*\s+" + _PERSON.format("named")
    + "|" + _PERSON.format("noted") + r" \((?:lead|lead auditor|team leader)\)"
)  # fmt: skip
_VISITED = re.compile(
    r"\b" + _PERSON.format("named") + r"(?: and " + _PERSON.format("second") + r")? (?:visited|audited) (?:you|your)\b"
    r"|^(?:[Bb]y|[^\n]{0,60}\bcarried out [^\n]{6,40}? by) " + _PERSON.format("noted"),
    re.M,
)
_TOP = 1_500  # characters in which a letter says what it is about
_NUMBERED = re.compile(
    r"\b(?P<title>Surveillance(?: audit| visit)? \d)(?P<how>:| held(?: on)?| took place(?: on)?|,)\s+(?P<rest>[^.;:\n]{6,60})"
)
_UNDER, _LEAD_WORDS = 450, 40  # characters under a title, and before a range of days in them
_OTHER_DAYS = re.compile(
    r"(?:\b(?:next|follow-?up|planned|will|until|due|data|sample|review(?:ed)? period|between|plan|last|previous)\b[^\n]*|[\d/.-])\Z",
    re.I,
)
_ABOVE = 400  # characters above a sentence of minutes, in which the audit is named
_REACH = 75  # characters from the name of an audit to its day


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day of an audit as ISO, and where they stand."""

    first: str
    last: str
    span: Span


def held_days(reading: Reading, limit: int = 2_500) -> Days | None:
    """The days behind "audit of", "fieldwork", "visited you from" in a sentence that tells of the past."""
    for match in _HELD.finditer(reading.text, 0, limit):
        line = reading.line(match.start())
        sentence = reading.text[max(line.start, reading.text.rfind(". ", 0, match.start())) : match.end()]
        if _AHEAD.search(sentence) or _NOT.search(match["between"]) or not reading.visible(line):
            continue
        days = _range(reading, match.end(), ahead=False)
        if days and not (reading.written and days.first > reading.written):
            return days
    return None


def top_days(reading: Reading) -> Days | None:
    """The days in the lines under the title of a report, where a range of them stands alone: "18-21 May 2031. Report ..."."""
    start = reading.line(len(reading.text) - len(reading.text.lstrip())).end
    for match in _RANGE.finditer(reading.text, start, start + _UNDER):
        before = reading.text[max(start, match.start() - _LEAD_WORDS) : match.start()]
        if match["d2"] and (match["y"] or match["y1"]) and not _OTHER_DAYS.search(before):
            days = _range(reading, match.start(), ahead=False)
            if days and reading.visible(reading.line(match.start())):
                return days
    return None


def month_first(reading: Reading, limit: int = 2_500) -> Days | None:
    """The days of field work as they are written with the month first: "Field work November 3-13, 2031"."""
    for match in _MONTH_FIRST.finditer(reading.text, 0, limit):
        line = reading.line(match.start())
        before = reading.text[line.start : match.start()]
        if not _AT_WORK.search(before) or _AHEAD.search(before) or not reading.visible(line):
            continue
        first, last = (
            f"{match[name]} {match['m2'] if name == 'd2' and match['m2'] else match['m1']}" for name in ("d1", "d2")
        )
        days = [_day(reading, each, match["y"], ahead=False) for each in (first, last)]
        if all(days) and days[0] <= days[1]:
            return Days(days[0], days[1], Span(match.start(), match.end()))
    return None


def lead_auditor(reading: Reading) -> tuple[str, Span] | None:
    """Who led an audit, as a line or sentence names them: "Lead auditor Ann Orme", "Ann Orme (lead)"."""
    for match in (*_LEAD.finditer(reading.text, 0, 2 * _TOP), *_VISITED.finditer(reading.text, 0, _TOP)):
        who = match["named"] or match["noted"]
        at = match.start("named" if match["named"] else "noted")
        while who and not is_person(who) and " " in who:
            who = who.rpartition(" ")[0]
        if is_person(who):
            return who, Span(at, at + len(who))
    return None


def letter(reading: Reading) -> Fact | None:
    """The audit that a certification body's letter or report is about, where no title says that it reports one."""
    top = reading.text[:_TOP]
    title = _TITLE.search(top)
    if title is None or not _BODY.search(top) or not (lead := lead_auditor(reading)):
        return None
    days = held_days(reading)
    standard = STANDARD.search(reading.text, 0, _TOP)
    if days is None:
        return None
    words = " ".join(title["title"].split())
    fields = {
        "title": words,
        "type": "internal" if "internal" in words.casefold() else "external",
        "auditor": lead[0],
        "standard": standard[0] if standard else "",
    }
    spans = [reading.line(days.span.start), lead[1]]
    return reading.fact("audit", fields, spans, extractor=NAME, dates={"from": days.first, "to": days.last})


def numbered(reading: Reading) -> Iterator[Fact]:
    """The surveillance visits that a certificate numbers: "Surveillance 1 held 9-12 June 2031: one minor"."""
    for match in _NUMBERED.finditer(reading.text):
        place = Span(match.start("rest"), match.end("rest"))
        days, found = _range(reading, place.start, ahead=False), reading.dates_in(place)
        first = days.first if days else found[0].value.isoformat() if found else ""
        if not first or not reading.visible(reading.line(match.start())) or _NOT.search(match["rest"]):
            continue
        ahead = re.search(r"\bplanned|\bdue\b", match["rest"], re.I) or (reading.written and first > reading.written)
        told = match["how"].strip().startswith(("held", "took"))
        dates = {"planned": first} if ahead and not told else {"from": first, "to": days.last if days else first}
        fields = {"title": match["title"], "type": "external"}
        yield reading.fact("audit", fields, [reading.line(match.start())], extractor=NAME, dates=dates)


def stages_to_come(reading: Reading) -> Iterator[Fact]:
    """The stages of a certification that minutes say are booked, where they speak of an audit or a standard nearby."""
    for fact in to_come(reading, _ABOVE):
        if fact.fields["title"].casefold().startswith("stage"):
            yield fact


def to_come(reading: Reading, above: int = 0) -> Iterator[Fact]:
    """The audits that sentences say are planned, each with the first day named for it.

    So many characters ``above`` a sentence may say that a stage in it is one of an audit.
    """
    told: set[str] = set()
    for span in reading.sentences:
        words = reading.quote(span)
        titles = list(_TITLE.finditer(words))
        for at, title in enumerate(titles):
            stop = titles[at + 1].start() if at + 1 < len(titles) else len(words)
            between = words[title.end() : min(stop, title.end() + _REACH)]
            named = " ".join(title["title"].split())
            day = _next_day(reading, span.start + title.end(), between)
            head = words[words.rfind("\n", 0, title.start()) + 1 : title.start()]
            listed = bool(_COLUMN.match(between)) and not head.strip()
            top = reading.text[:_TOP] if listed else reading.text[max(0, span.start - above) : span.start]
            if _BARE.match(named) and not _BESIDE.search(f"{reading.title}\n{words}\n{top}"):
                continue
            if not day or _NOT.search(words) or day <= reading.written:
                continue
            if (
                _AHEAD.search(words[: title.end() + len(between)]) or _LABEL.match(between) or listed
            ) and f"{named} {day}" not in told:
                told.add(f"{named} {day}")
                lead = _BY.search(words[title.end() : stop]) or _BY_LEAD.search(words[title.end() : stop])
                fields = {
                    "title": named,
                    "type": _type(named),
                    "auditor": lead["who"] if lead and is_person(lead["who"]) else "",
                }
                yield reading.fact("audit", fields, [span], extractor=NAME, dates={"planned": day})


_LABEL = re.compile(r"\s*:\s")
_COLUMN = re.compile(r"(?:[ ]{3,}|\t+)(?=\d)")  # "Stage 1      14 September 2031" in a letter's list
_BY_LEAD = re.compile(
    r"\blead auditor:? (?:Mr\.? |Ms\.? |Mrs\.? |Dr\.? )?(?P<who>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})\b"
)
_BY = re.compile(r"\bby (?P<who>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})\b")


def _type(named: str) -> str:
    """Internal or external, as the name of an audit says; else ""."""
    if re.search(r"internal", named, re.I):
        return "internal"
    return "external" if re.search(r"surveillance|certification|stage|external", named, re.I) else ""


def _next_day(reading: Reading, start: int, between: str) -> str:
    """The first day, or the end of the first month, that ``between`` (at ``start``) gives."""
    for match in re.finditer(r"(?<![\w.])\d{1,2}(?:st|nd|rd|th)?\b", between):
        if days := _range(reading, start + match.start(), ahead=True):
            return days.first
    month = _MONTH_ONLY.search(between)
    if month is None:
        return ""
    first = calendar_date(int(month["year"]), MONTH_NUMBERS[month["month"].casefold()], 1)
    return last_day(first).isoformat() if first else ""


def _range(reading: Reading, start: int, *, ahead: bool) -> Days | None:
    """The day or days that begin at ``start``: "10 and 11 February 2031", "25 to 28 August"."""
    match = _RANGE.match(reading.text, start)
    if match is None or not (match["m1"] or match["m2"]):
        return None
    last_month, year = match["m2"] or match["m1"], match["y"] or match["y1"]
    first = f"{match['d1']} {match['m1'] or match['m2']}"
    last = f"{match['d2'] or match['d1']} {last_month}"
    days = [_day(reading, each, year, ahead) for each in (first, last)]
    if not all(days) or days[1] < days[0]:
        return None
    return Days(days[0], days[1], Span(match.start(), match.end()))


def _day(reading: Reading, words: str, year: str | None, ahead: bool) -> str:
    """ "9 March" of a year, or of the one nearest the document's day."""
    if not year:
        return nearest(words, reading.written, ahead=ahead)
    number, month = words.split()
    found = calendar_date(int(year), MONTH_NUMBERS[month.casefold()], int(number))
    return found.isoformat() if found else ""
