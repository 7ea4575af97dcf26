"""The meeting that a document records or announces: title, body, day, state, and who was there.

Minutes, notes and records of meetings are held meetings; agendas and invitations are planned ones; a notice can cancel
or move one. Templates, terms of reference and whatever merely has "meeting" in its name are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from evidence.dates import find_dates, without_dates
from evidence.model import Origin, Span
from ingest.facts.attendees import Attendee
from ingest.facts.days import NUMERIC, PARTIAL, nearest
from ingest.facts.nearby import spoken_day
from ingest.facts.parties import is_body, is_person
from ingest.facts.reading import Reading
from ingest.facts.roster import lists, roster
from ingest.facts.sittings import Sitting, sittings
from ingest.metadata import path_words

_OPENING = 1_500  # characters in which minutes state their body and day
_SHEETS = ("xlsx", "xls", "ods", "csv", "delimited")
_MOST_CHANGES = 200  # sentences about other meetings that are read
_HEAD_LINES = 8
_MOST_BODY_WORDS = 9

_MINUTES = re.compile(
    r"\b(?:minutes|(?:meeting|committee|board|call|session|action|panel|forum|circle|council|(?:working )?group) notes|notes (?:of|from)\b|note of (?:the |a |our )?(?:meeting|session|call|review)\b|record of (?:the |a |our )?(?:meeting|session|call|proceedings|decisions)|"
    r"proceedings|protokoll|ergebnisprotokoll|niederschrift|procès-verbal|compte[- ]rendu|acta de|notulen|verbale)\b",
    re.I,
)
_MEETING = re.compile(
    r"\b(?:meetings?|mtg|minutes|sessions?|reviews?|sitting|assembly|forum|board|committee|council|working part(?:y|ies)|call|stand-?up|sync|catch[- ]?up|huddle|check-?in|retrospective|sitzung|besprechung|"
    r"réunion|reunión|riunione|vergadering|agm|egm)\b",
    re.I,
)
_ASSEMBLY = re.compile(r"\b(?:meeting|session|sitting|sitzung|réunion|reunión|vergadering)\b", re.I)
_MODAL = re.compile(r"\b(?:(?-i:may)|might|can|could|should|if|unless|whether|when|not|never)\b[^.]*$", re.I)
_HEADER_LINE = re.compile(r"(?:to|from|cc|bcc|date|sent|subject|re|von|an|betreff)[ \t]*:", re.I)
_AGENDA = re.compile(r"\b(?:agenda|order of business|tagesordnung|ordre du jour|orden del día)\b", re.I)
_INVITE = re.compile(
    r"\b(?:invitation|invite|notice of (?:the |an? )?(?:\w+ ){0,3}meeting|save the date|convocation|einladung|you are invited|calendar)\b",
    re.I,
)
_TEMPLATE = re.compile(
    r"\b(?:template|specimen|blank (?:form|minutes)|boilerplate|how to (?:take|write|keep)|guid(?:e|ance|elines?) (?:to|for|on)|example minutes|vorlage|"
    r"terms of reference|charter|procedure|policy|standard operating|index of|register of|list of|log of|pack|checklist)\b",
    re.I,
)
_CONSTITUTION = re.compile(
    r"\b(?:terms of reference|charter|constitution|rules of procedure|by-?laws|standing orders|remit|mandate|membership|rules of (?:the|our)|how (?:the|our) .{2,40} works?|what (?:it|the .{2,40}) is for)\b",
    re.I,
)
_RULES = re.compile(
    r"\b(?:meets?|(?:meetings?|it) (?:are|is|take place|shall|will|must)(?: be)?(?: held)?)\s+(?:normally |usually |at least |up to )*(?:every|each|monthly|weekly|quarterly|fortnightly|yearly|annually|once|twice|(?:\w+ )times)\b"
    r"|\bmeetings?:\s*(?:every|each|monthly|weekly|quarterly|(?:the )?(?:first|second|third|fourth|last) \w+day)\b|\bquorum (?:is|of)\b|\b(?:is|are) quorate (?:with|when|if)\b",
    re.I,
)
_CAME = re.compile(r"\b(?:present|in attendance|attended|attendees|apolog(?:y|ies)|absent|in the chair)\b", re.I)
_BLANKS = re.compile(
    r"\[(?:name|date|insert|chair|title|time|location|attendee|person|yyyy|dd|tbc)[^\]\n]{0,40}\]|<(?:name|date|insert|chair|title)[^>\n]{0,40}>|"
    r"\{\{[^}\n]{1,40}\}\}|\b(?:dd[/.-]mm[/.-]yyyy|yyyy-mm-dd|mm/dd/yyyy)\b|_{5,}|\bfirst ?name last ?name\b",
    re.I,
)
_OFF = r"(?:cancell?ed|called off|abandoned|scrapped|(?:will|does|did|do|shall) not (?:take place|be held)|(?:was|is|were) not held|abgesagt|annulée?|cancelad[oa]|afgelast)"
_MOVED = r"(?:postponed|put off|moved(?: back| forward)?|rescheduled|pushed back|adjourned|deferred|verschoben|reporté|aplazad[oa])"
_STATE = re.compile(rf"\b(?P<off>{_OFF})\b|\b(?P<moved>{_MOVED})\b", re.I)
_ACTIVE = re.compile(
    rf"\b(?:has|have|had|we|they|I|office|chair|board|committee|council)\s+(?:now |just |had to |also )?(?P<verb>{_OFF}|{_MOVED}|cancel|postpone|move)\s+(?P<what>it|this|that|(?:the |our |their |her |his |this |that )[^.;:\n]{{3,60}}?)(?=\s+(?:of|on|from|to|until|till|planned|set|by|because|due)\b|[.,;]|$)",
    re.I,
)
_ASSEMBLY_SAID = re.compile(
    r"\b(?:meeting|session|sitting|review|hearing|assembly|forum|board|committee|council|call|agm|egm)s?\b", re.I
)
_REVIEW = re.compile(r"\W*(?:\w+ ){0,3}management review\b", re.I)
_REVIEW_NOT = re.compile(r"\b(?:procedure|policy|template|agenda|plan|schedule|inputs?|slides|report)\b", re.I)
_WERE_THERE = re.compile(
    r"\b(?:attending were|present were|were present|those present|attended by|took part|taking part|present:|attended:"
    r"|(?:led|chaired) by (?-i:[A-Z])|(?-i:Present [A-Z]|Present the |(?:^|[.;\n] ?)Chair [A-Z]|[Ii]n the chair:? [A-Z]))",
    re.I,
)
_TOLD = re.compile(
    r"\b(?P<what>(?:(?-i:[A-Z])[\w-]+\s+)?(?:hearing|meeting|session|interview|conference|sitting|workshop|conversation|call))\s+(?:(?:was|were|has been)\s+)?(?:held|took place|of|on)\b"
    r"(?P<day>[^.;:\n]{4,60}|[^.;:]{4,60})[.;,:][^\n]{0,80}?\n?[^\n]{0,80}?\b(?:present|attended by|attending|in attendance|those present|participants|there)[ \t]*:",
    re.I,
)
_NOTE = 4_000  # characters of a note that tells of one meeting
_LEAST_TOLD = 2  # people who were there, of a meeting that a note tells of
_NEXT = re.compile(
    r"(?:^|(?<=[\s*_>|(]))(?:the |our )?next (?:(?!review\b)\w+ ){0,3}?(?:meeting|session|one|management review|sitting|call|circle|forum|board|panel|committee|council|gathering|round)s?\b[^\n.;]{0,60}|"
    r"(?:^|(?<=\n))[ \t>*_#-]*(?:date of (?:the )?)?next(?: meeting| time)?(?: date)?[*_]{0,3}(?::|[ ]{2,}(?=\d)|(?<=next time) (?=(?:\w+day )?\d))(?:[^\n.;]|(?<=\b[Nn]o)\.){0,60}|(?<=\n)[ \t>#]*(?:\d{1,2}[.)]?[ \t]+)?(?:date of (?:the )?)?next(?: meeting)?[ \t]*\n\s*(?=\d)(?:\d{1,2}\.\d{1,2}[.)]?[ \t]+)?[^\n.;]{0,40}|(?:^|(?<=\n))[ \t]*(?:we (?:are |meet )?)?(?:back (?:here|together|again)|again|reconvene[sd]?|see you(?: all)?)(?: again)? on [^\n.;]{0,40}|(?<=[\s.])(?:(?:will|shall|is to|are to) (?:next )?meet (?:again |next )?|meets (?:again|next) )on [^\n.;]{0,40}|nächste sitzung[^\n.;]{0,60}|prochaine réunion[^\n.;]{0,60}",
    re.I,
)
_EARLIER = re.compile(
    r"(?:last|previous|prior|next|planned for|instead of|adopted on|approved on|version of)\W+(?:\w+\W+){0,4}$", re.I
)
_PLANNED_FOR = re.compile(r"\b(?:planned|scheduled|set|called|due) (?:for|on)\s+(?:\w+day,?\s+)?(?:the\s+)?$", re.I)
_READ = re.compile(r"\W+(?:[\w']+\W+){0,4}?(?:accepted|approved|agreed|adopted|confirmed|taken as read|signed)\b", re.I)
_HELD = re.compile(
    r"\b(?:held|meeting|minutes|record|took place|convened|met|session|notes|review|call|opened|date|besprechung|sitzung|protokoll|réunion)\b",
    re.I,
)
_DATE_LABEL = re.compile(
    r"^[ \t>*_#|•-]*(?:date(?: and time)?(?: of (?:the )?(?:meeting|session|review))?|meeting date|date held|held(?: on)?|when|day|datum|fecha|data|date et heure)"
    r"[*_]{0,3}[ \t]*(?:[:：|\t])[^\n]*",
    re.I | re.M,
)
_MAIL_HEAD = re.compile(r"^(?:from|to|sent|von|an|de|para)[ \t]*:", re.I | re.M)
_BODY_LABEL = re.compile(
    r"^[ \t>*_|•-]*(?:body|committee|board|forum|group|name of (?:the )?(?:committee|body|meeting)|meeting(?: name| title| of)?|gremium)[*_]{0,3}[ \t]*[:：|\t][*_ \t]*(?P<value>[^\n|]{2,80})",
    re.I | re.M,
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_STRIP = re.compile(
    rf"\b(?:{_WEEKDAY}|draft|unconfirmed|confirmed|approved|signed|final|unapproved|agenda|action(?= notes)|extract(?:s)?|invitation|notice|cancell?ed|postponed|minutes|protokoll|notes|record|summary|proceedings|"
    r"(?:regular|ordinary|extraordinary|organi[sz]ational|special|monthly|weekly|quarterly|annual|bi-?weekly|biweekly|emergency|first|second|third|fourth)(?= meeting)|"
    r"meetings?|mtg|session|sitting|(?:tele|video)conference|telecon|(?:conference )?call|held|on|at|dated|date|no\.?|number|nr\.?|q[1-4]|\d+(?:st|nd|rd|th)?(?:/\d+)?)\b\.?",
    re.I,
)
_MARKS = re.compile(r"[#*_]+")
_PLACED = re.compile(
    r"[ \t]*[*_]{0,3}(?:,[ \t]+(?-i:[A-Z])[\w'’ -]{2,40}|,?[ \t]+(?:at|from) \d{1,2}[:.h]\d\d[^.\n]{0,60})?[*_]{0,3}\.(?=\s)",
    re.I,
)
_BEFORE_DAY = re.compile(rf"\b{_WEEKDAY}\b\.?,?\s*$", re.I)
_MOST_CALLED = 4  # words of what a meeting without a body is called
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}(?:\s?(?:am|pm|h|uhr|utc|cet))?\b|\b\d{1,2}\s?(?:am|pm)\b", re.I)
_EDGE = re.compile(
    r"^(?:\W|(?:of|for|from|the|our|a|by|to|in|and|with|re|der|des|du|de la|de)\b)+|(?:\W|\b(?:of|for|from|the|on|at|by|to|in|and|with|vom|von|am|du|del|van)\b)+$",
    re.I,
)
_BODY_WORDS = re.compile(
    r"\b(?:board|(?:sub)?committee|council|(?:university|college|high|crown|county|supreme|district|general) court(?! of)|governing body|forum|panel|group|working party|task ?force|executive|team|assembly|directorate|commission|trustees|directors|governors|secretariat|huddle|round ?table|"
    r"leadership|circle|cabinet|bureau|senate|parliament|chapter|guild|syndicate|management review|vorstand|aufsichtsrat|ausschuss|gremium|beirat|"
    r"arbeitskreis|conseil|comité|consejo|comitato|raad|commissie|exco|excom|slt|elt|smt|manco)\b",
    re.I,
)
_BODY_LAST = re.compile(
    r"\b(?:board|committee|sub-?committee|council|panel|group|forum|team)\b[\s,:–—-]*(?:\d.*)?$", re.I
)
_ACRONYM_LETTERS = 3  # a word of more, in capitals, is more likely shouted than short for something
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,5}")
_NO_BODY = re.compile(
    r"\b(?:template|report|policy|proposal|(?<!management )review of|discussion|update|issues?|plan|kick-?off)\b(?!(?:,? (?:(?!to|of|for|from|by|in)[\w&]+)){1,4}? (?:sub-?)?(?:committee|board|panel|council)\b)",
    re.I,
)
_KIND = re.compile(r"\b(?:review|annual general|extraordinary|special|workshop|retrospective|emergency)\b", re.I)
_PLACE = re.compile(
    r"\b(?:board)?room\b|\b(?:hall|centre|center|hospital|building|street|floor|hotel|library|office)\b|,", re.I
)
_PARTED = re.compile(r"\s[|·•]\s|\s{3,}")
_DASHED = re.compile(r"\s[-–—]+\s")
_PIECES = re.compile(r"\s[-–—|·•]\s|\s{3,}|[:,;]\s|\n|\b(?:is|was|were|has|have|had|will|planned|scheduled|on)\b")
_OF_DIRECTORS = re.compile(r"\b[Mm]eeting of (?:the )?(?P<body>directors|trustees|governors|partners)\b(?! of\b)")
_ENUMERATED = re.compile(
    r"[^\W\d_][\w&'’-]*(?: [\w&'’-]+){0,3}(?:, [\w&'’-]+(?: [\w&'’-]+)?){1,3},? (?:and|&) [\w&'’-]+(?: [\w&'’-]+){0,2} "
    r"(?:committee|board|council|panel|forum|group)",
    re.I,
)  # "Risk, Audit and Technology Committee"
_ACTS = re.compile(
    r"\b[Tt]he (?P<body>(?:[A-Z][\w&-]+ ){0,4}(?:Board|Committee|Council|Forum|Panel|Group|Executive|Team|Assembly|Directorate|Commission|Trustees))\s+"
    r"(?:noted|resolved|approved|endorsed|agreed|asked|decided|adopted|accepted|thanked|sent|received|considered|discussed|heard|rejected|deferred)\b"
)
_ACTS_FIRST = re.compile(
    r"\W*(?:\d[\d./]*[.)]?\s+)?(?:(?:[Tt]he )?(?:[A-Z][\w&-]+ ){0,4}(?:Board|Committee|Council|Forum|Panel|Group|Executive|Team|Assembly|Directorate|Commission|Trustees|Directors|Governors|Members|members|trustees|directors|governors)|It was|We)\s+"
    r"(?:also |then |unanimously )?(?:noted|resolved|approved|endorsed|agreed|decided|adopted|accepted|received|considered|discussed|heard|rejected|declined|deferred|refused|ratified)\b"
)
_LEAST_ACTS = 2
_SHORT_BODY = re.compile(r"[A-Z]{2,6}(?:[/ -]\d{1,3})?[\s,:–—-]+(?:\d|[A-Z][a-z]+ \d)")
_HEAD_LINES = 3  # among which a body and a day may stand
_LONGEST_HEAD = 120
_OUTCOMES = re.compile(
    r"^\W*(?:(?:what|things) we (?:decided|agreed)|(?:key |main )?decisions?(?: (?:made|taken))?|(?:we )?(?:decided|agreed)|(?:agreed )?actions?(?: (?:items?|points?))?|to[- ]?dos?|next steps)\W*$",
    re.I | re.M,
)
_SPOKEN_OF = re.compile(
    r"\b(?:notes|minutes|summary|record|outcomes?)\b[^.\n]{0,60}\b(?:this|yesterday|today|last)\b", re.I
)
_VERB = re.compile(
    r"\b(?:noted|resolved|endorsed|agreed|asked|decided|thanked|discussed|is|was|were|has|have|had|will|planned|scheduled|cannot|because)\b|[<>@]|://",
    re.I,
)
_QUORUM = re.compile(
    r"\b(?P<no>inquorate|not quorate|no quorum|quorum (?:was|is|had|has)(?: been)? not|not (?:a |have a |reach(?:ed)? (?:a |the )?)quorum|without (?:a )?quorum|"
    r"lack(?:ed|ing)? (?:of )?(?:a )?quorum|not enough members|quorum\b[^.;\n]{0,25}?[-–—:,(=][ \t]*(?:not (?:met|reached|present|there|quorate)|missed|no)\b)\b|\b(?P<yes>quorate|quorum (?:was|is|being)(?: duly)? (?:present|reached|met|confirmed|established|noted|achieved)|"
    r"(?:a|the) quorum (?:present|reached)|quorum (?:being )?present|(?:confirmed|established|declared|achieved|recogni[sz]ed|verified|constituted|constitutes?|constitute|had|formed|was) a quorum\b(?! (?:of|is|shall|would|if))(?! was (?:not|recogni[sz]ed as not))|quorum (?:of [\w ]{1,20} )?(?:was |is )?exceeded|quorum: ?(?:yes|met|reached|present)|quorum\b[^.;\n]{0,25}?[-–—:,(=][ \t]*(?:met|reached|present|ok|yes|fulfilled|there)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting as a document knows it. ``held`` is the ISO day it was held on or set for, ``origin`` where that stands."""

    title: str
    body: str
    state: str
    head: Span
    held: str = ""
    day: Span | None = None
    origin: str = ""
    people: tuple[Attendee, ...] = ()
    quorum: str = ""
    quorum_span: Span | None = None


def gathering(reading: Reading) -> Gathering | None:
    """The meeting that the whole document is about, or None."""
    title, text = reading.title, reading.text
    named = _naming(reading)
    counted = lists(reading)  # whatever it calls itself, it says who came and who did not
    if several := sittings(reading):
        return _first_of(reading, several[0])
    if not _may_be(reading, named, counted):
        return _told_of(reading)
    listed = roster(reading)
    people = listed.people
    here = [each for each in people if each.part in ("present", "chair", "in attendance")]
    unfilled = not here and _BLANKS.search(text[:_OPENING])
    sheet = reading.document.parser.startswith(_SHEETS) and not listed.starts
    state = "" if unfilled or sheet else _state(reading, named, people, counted)
    if not state:
        return None
    held, day, origin = _held(reading, state, listed.starts)
    if state == "held" and not held and (not here or _standing(reading)):
        return None
    quorum = (
        next((match for match in _QUORUM.finditer(text) if reading.visible(Span(match.start(), match.end()))), None)
        if state == "held"
        else None
    )
    if _HEADER_LINE.match(title):  # a letter without a title: the line that names the meeting is one
        title = next(
            (line for line in named.splitlines() if not _HEADER_LINE.match(line) and _MEETING.search(line)), title
        )
    body = _body(reading, listed.starts)
    return Gathering(
        title=_second(title, body, named),
        body=body,
        state=state,
        head=_head(reading),
        held=held,
        day=day,
        origin=origin,
        people=people if state == "held" else (),
        quorum=("not quorate" if quorum["no"] else "quorate") if quorum else "",
        quorum_span=Span(quorum.start(), quorum.end()) if quorum else None,
    )


def _first_of(reading: Reading, first: Sitting) -> Gathering:
    """The first of several meetings that a document tells of, with the people listed above all of them and in it."""
    listed = roster(reading)
    people = tuple(each for each in listed.people if each.span.start < first.span.end)
    body = _body(reading, listed.starts)
    return Gathering(reading.title, body, "held", first.head, first.held, first.head, "text", people)


def _told_of(reading: Reading) -> Gathering | None:
    """The one meeting that a short note tells of: "Hearing held on 3 May 2031. Present: A. Holm, K. Rust"."""
    if len(reading.text) > _NOTE or reading.kind not in ("minutes", "other", "report", "mail", "post"):
        return None
    found = [match for match in _TOLD.finditer(reading.text) if reading.visible(Span(match.start(), match.end()))]
    people = roster(reading).people if len(found) == 1 else ()
    if len([each for each in people if each.part in ("present", "chair", "in attendance")]) < _LEAST_TOLD:
        return None
    span = reading.trimmed(Span(found[0].start(), found[0].end("day")))
    held = reading.day(Span(found[0].start("day"), found[0].end("day")))
    title = " ".join(found[0]["what"].split())
    return Gathering(title, "", "held", span, held, span, "text", people) if held else None


def _second(title: str, body: str, named: str) -> str:
    """The title; where it only names the body, the line below that says what sort of meeting it was."""
    if title.strip() != body:
        return title
    lines = [line.strip() for line in named.splitlines()[1:4] if line.strip() and line.strip() != title.strip()]
    said = [line for line in lines if _KIND.search(line) and ":" not in line and len(line) <= 120]
    return said[0] if said else title


def _standing(reading: Reading) -> bool:
    """Whether a document tells how a body works (how often it meets, when it is quorate), and not of one meeting."""
    opening = reading.text[:_OPENING]
    return bool(_RULES.search(opening)) and not _CAME.search(opening)


def _may_be(reading: Reading, named: str, counted: bool) -> bool:
    """Whether what the document calls itself leaves room for a meeting."""
    title = reading.title
    if (_TEMPLATE.search(title) and not _MINUTES.search(title) and not _BODY_LAST.search(title)) or re.search(
        r"\btemplate\b", f"{title} {reading.path}", re.I
    ):
        return False
    file = path_words(reading.path.rpartition("/")[2])
    if _CONSTITUTION.search(f"{title} {file}") and not _MINUTES.search(f"{title} {file}"):
        return False
    return bool(
        counted
        or _MEETING.search(f"{named} {reading.path}")
        or _MINUTES.search(named)
        or _AGENDA.search(title)
        or _notice(title)
        or any(_dated_body(line) for line in (title, *named.splitlines()[:_HEAD_LINES]))
        or _gathered(reading)
    )


def _gathered(reading: Reading) -> bool:
    """Whether minutes whose title gives their day, whatever they call the meeting, list who chaired it and who came."""
    dated = any(found.precision == "day" for found in find_dates(reading.title))
    body = bool(_BODY_LAST.search(reading.title)) and any(map(reading.day, islice(_first_lines(reading), _HEAD_LINES)))
    if not ((dated and reading.kind == "minutes") or body) or _NO_BODY.search(reading.title):
        return False
    people = roster(reading).people
    listed = [each for each in people if each.part in ("present", "in attendance")]
    return len(listed) >= _LEAST_TOLD and (body or any(each.part == "chair" for each in people))


def announced(reading: Reading, known: Gathering | None) -> Iterator[Gathering]:
    """Meetings that sentences say are next, cancelled or moved; a cancelled one keeps the day it was set for."""
    reference = (known.held if known else "") or reading.written
    spans = (span for span in reading.sentences if _STATE.search(reading.quote(span)))
    changed = [each for span in islice(spans, _MOST_CHANGES) for each in _changed(reading, span, reference, known)]
    off = next((each for each in changed if each.state in ("cancelled", "postponed")), None)
    if about := known if known and known.state != "planned" else off:  # a message that one is off says which is next
        yield from _next(reading, about, reference)
    yield from changed


def _next(reading: Reading, known: Gathering, reference: str) -> Iterator[Gathering]:
    for match in islice(_NEXT.finditer(reading.text), _MOST_CHANGES):
        span = reading.trimmed(Span(match.start(), match.end()))
        day = reading.day(span) or nearest(match[0], reference, ahead=True)
        if day and reading.visible(span) and (not known.held or day > known.held) and not _from_next_cell(match):
            turned = _STATE.search(match[0])
            state = "planned" if turned is None else "cancelled" if turned["off"] else "postponed"
            yield Gathering("", _other_body(match[0]) or known.body, state, span, day, span, "text")


def _from_next_cell(match: re.Match[str]) -> bool:
    """Whether the words end a cell of a table, and the day stands in another: "tell the next meeting | 3 May"."""
    cell = re.search(r"\t|\s\|\s", match[0])
    before = match.string[: match.start()].rstrip(" *_")[-1:]
    return cell is not None and before.isalnum()


def _other_body(words: str) -> str:
    """The body in "the next Board meeting", when it is said."""
    match = re.match(r"(?i)\W*(?:the |our )?next (?P<body>[^\W\d_][\w ]{1,60}?) (?:meeting|session|sitting)\b", words)
    return match["body"] if match and _BODY_WORDS.search(match["body"]) else ""


def _changed(reading: Reading, span: Span, reference: str, known: Gathering | None) -> Iterator[Gathering]:
    words = reading.quote(span)
    found = _STATE.search(words)
    active = _ACTIVE.search(words)
    if active is not None and found is not None and active.start("verb") <= found.start() < active.end("verb"):
        yield from _put_elsewhere(reading, span, active, reference, known)
        return
    subject = words[: found.start()] if found else ""
    if found is None or not re.search(
        r"\b(?:meeting|session|review|committee|board|forum|council|call)\b", subject[-160:], re.I
    ):
        return
    if (
        not re.search(
            r"\b(?:is|was|were|are|has been|have been|had been|will be|be|and|:)\s*$|\bwill|\bdo(?:es)?|\bdid|^\W*$",
            subject[-14:],
        )
        and not found["off"]
    ):
        return
    if re.search(
        r"\b(?:if|may|might|could|item|decision|request|proposal|discussion|payment|budget|was not|not be)\b[^,]{0,40}$",
        subject,
        re.I,
    ):
        return
    days = [each.value.isoformat() for each in reading.dates_in(span) if each.end <= span.start + found.start()]
    was = days[0] if len(days) == 1 else "" if days else nearest(subject, reference, ahead=True)
    if not was and not (known and known.state in ("cancelled", "postponed")):
        return
    body = _body_in(subject) or (known.body if known else "")
    if was and not (known and known.state in ("cancelled", "postponed") and known.held == was):
        yield Gathering("", body, "cancelled" if found["off"] else "postponed", span, was, span, "text")
    if found["moved"]:
        after = Span(span.start + found.end(), span.end)
        new = reading.day(after) or nearest(reading.quote(after), reference, ahead=True)
        if (
            new
            and re.match(r"\W*(?:\w+\W+){0,3}?(?:to|until|till|for|on)\b", reading.quote(after))
            and not (known and known.state == "held" and known.held == new)
        ):
            yield Gathering("", body, "planned", span, new, span, "text")


def _put_elsewhere(
    reading: Reading, span: Span, match: re.Match[str], reference: str, known: Gathering | None
) -> Iterator[Gathering]:
    """A meeting that somebody has moved or called off: "we moved the review from 3 May to 8 June", "it" of "Review: ..."."""
    words = reading.quote(span)
    about = match["what"] if not re.fullmatch(r"(?i)it|this|that", match["what"]) else words[: match.start()]
    if not _ASSEMBLY_SAID.search(about) or _MODAL.search(words[: match.start("verb")]):
        return
    rest = Span(span.start + match.end(), span.end)
    to = re.search(r"\b(?:to|until|till)\s+(?:\w+day,?\s+)?(?=(?:the )?\d|[A-Z])", reading.quote(rest))
    was = Span(rest.start, rest.start + (to.start() if to else len(reading.quote(rest))))
    said = Span(span.start + match.start("what"), was.end)  # "the review of 3 May"
    body = _body_in(re.split(r"[:–—]", about)[0]) or (known.body if known else "")
    before = reading.day(said) or nearest(reading.quote(said), reference, ahead=True)
    off = bool(re.match(_OFF, match["verb"], re.I))
    if before and not (known and known.held == before):
        yield Gathering("", body, "cancelled" if off else "postponed", span, before, span, "text")
    new = (
        ""
        if off or to is None
        else nearest(reading.quote(Span(rest.start + to.end(), rest.end)), reference, ahead=True)
    )
    if to is not None and not off:
        new = reading.day(Span(rest.start + to.end(), rest.end)) or new
    if new and not (known and known.held == new):
        yield Gathering("", body, "planned", span, new, span, "text")


def _naming(reading: Reading) -> str:
    """The words by which a document names itself: its title and its first lines."""
    lines = [reading.quote(span) for span in _first_lines(reading)]
    return "\n".join([reading.title, *lines])


def _first_lines(reading: Reading) -> Iterator[Span]:
    at, given = 0, 0
    body = max((note.end for note in reading.document.annotations if note.mark.value == "front_matter"), default=0)
    at = body
    while given < _HEAD_LINES and at < min(len(reading.text), body + _OPENING):
        line = reading.line(at)
        if line.end > line.start and reading.visible(line):
            given += 1
            yield line
        end = reading.text.find("\n", at)
        if end < 0:
            return
        at = end + 1


def _state(reading: Reading, named: str, people: tuple[Attendee, ...], counted: bool) -> str:
    """held, planned, cancelled or postponed; "" when the document is about no meeting."""
    title = reading.title
    here = [each for each in people if each.part in ("present", "chair", "in attendance")]
    listed = [each for each in here if each.part == "present"]
    head = "\n".join([title, *(line for line in named.splitlines()[1:] if len(line) <= 120)])
    minutes = bool(_MINUTES.search(head))
    if not listed and (changed := _notice(head)):
        return changed
    invited = _INVITE.search(title) and _MEETING.search(title) and not listed
    if invited or (_AGENDA.search(title) and not _MINUTES.search(title)):
        return "planned"
    if reading.kind in ("agreement", "certificate"):
        return ""
    if _reviewed(reading) or (here and _accounted(reading, people)) or (minutes and (here or _noted(reading))):
        return "held"
    if reading.kind == "minutes" and tells_of_acts(reading):
        return "held"
    return (
        "held"
        if len(here) >= 2
        and (listed or reading.kind == "minutes" or any(each.part == "chair" for each in here))
        and (
            counted
            or (reading.kind == "minutes" and len(here) > _LEAST_TOLD and _DATE_LABEL.search(reading.text, 0, _OPENING))
            or _MEETING.search(f"{head}\n{reading.path}")
            or any(_dated_body(line) for line in (title, *head.splitlines()[:_HEAD_LINES]))
            or _gathered(reading)
        )
        else ""
    )


def _reviewed(reading: Reading) -> bool:
    """Whether a document is the record of a management review: it is called one, and says when and that people came."""
    opening = reading.text[:_OPENING]
    if not _REVIEW.match(reading.title) or not _WERE_THERE.search(opening) or _REVIEW_NOT.search(reading.title):
        return False
    return any(reading.dates_in(span) for span in _first_lines(reading))


def _accounted(reading: Reading, people: tuple[Attendee, ...]) -> bool:
    """Whether a meeting that is named with its day says who led it, and who was away or kept the record."""
    parts = {each.part for each in people}
    dated = any(find_dates(line) for line in (reading.title, *map(reading.quote, _first_lines(reading))))
    named = _ASSEMBLY.search(reading.title) or _BODY_WORDS.search(reading.title)
    return bool(named) and dated and "chair" in parts and bool(parts & {"apologies", "secretary"})


def _dated_body(title: str) -> bool:
    """Whether a title is a body and a day: "Steering group, 2 February 2032", "MDG, 2 February 2032"."""
    dated = bool(NUMERIC.search(title)) or any(found.precision == "day" for found in find_dates(title))
    return dated and bool(_BODY_WORDS.search(title) or _SHORT_BODY.match(title)) and not _NO_BODY.search(title)


def _noted(reading: Reading) -> bool:
    """Whether a document is minutes, or a mail that lists what was decided or is to be done."""
    return reading.kind == "minutes" or (reading.kind == "mail" and bool(_OUTCOMES.search(reading.text)))


def tells_of_acts(reading: Reading) -> bool:
    """Whether a text headed by a body and a day says in several sentences what that body decided."""
    line = next((reading.quote(span) for span in _first_lines(reading)), "")
    if not _BODY_WORDS.search(line) or _NO_BODY.search(line) or len(line) > _LONGEST_HEAD:
        return False
    dated = any(found.precision == "day" for found in find_dates(line))
    return dated and sum(bool(_ACTS_FIRST.match(reading.quote(span))) for span in reading.sentences) >= _LEAST_ACTS


def _notice(head: str) -> str:
    """Whether a title or a line of its own near the top says that a meeting is off or moved."""
    for line in head.splitlines():
        changed = _STATE.search(line)
        if (
            changed
            and not _MODAL.search(line[: changed.start()])
            and (_BODY_WORDS.search(line) or _ASSEMBLY.search(line))
            and len(line) <= 120
        ):
            return "cancelled" if changed["off"] else "postponed"
    return ""


def _held(reading: Reading, state: str, starts: tuple[int, ...]) -> tuple[str, Span | None, str]:
    """The day of the meeting, where it stands and the kind of place: label, title, opening words, else the file's name."""
    text = reading.text
    mail = len(_MAIL_HEAD.findall(text[:600])) >= 2
    begins = _front_end(reading)
    limit = min([_OPENING + begins, *(start for start in starts if start > begins)])
    for match in _DATE_LABEL.finditer(text, 0, _OPENING):
        span = reading.trimmed(Span(match.start(), match.end()))
        if not mail and (day := reading.day(span)) and reading.visible(span):
            return day, span, "text"
    for span in (_head(reading), *_first_lines(reading)):
        if stated := _day_of(reading, span, limit, state, mail):
            return stated[0], stated[1], "text"
    if (titled := find_dates(reading.title)) and titled[0].precision == "day":
        return titled[0].value.isoformat(), None, "header"
    if mail and state == "held":
        return _spoken(reading)
    return _filed(reading, state)


def _spoken(reading: Reading) -> tuple[str, Span | None, str]:
    """The day that a mail gives a meeting by its own: "notes of this morning's group"."""
    told = (span for span in reading.sentences if _SPOKEN_OF.search(reading.quote(span)))
    for span in (_head(reading), *told):
        if day := spoken_day(reading, reading.quote(span)):
            return day, span, "text"
    return "", None, ""


def _filed(reading: Reading, state: str) -> tuple[str, Span | None, str]:
    """The day in the name of the file of minutes, or that a notice gives without its year."""
    placed = [
        found for found in reading.document.metadata.dates if found.origin is Origin.PATH and found.precision == "day"
    ]
    if placed and state == "held":
        return placed[0].value.isoformat(), None, "path"
    if state != "held" and (day := nearest(reading.title, reading.written, ahead=True)):
        return day, _head(reading), "text"
    return "", None, ""


def _day_of(reading: Reading, span: Span, limit: int, state: str, mail: bool) -> tuple[str, Span] | None:
    for found in reading.dates_in(span):
        before = reading.text[max(span.start, found.start - 60) : found.start]
        off = state in ("cancelled", "postponed") and _PLANNED_FOR.search(before)
        if found.start > max(limit, 400) or (_EARLIER.search(before) and not off):
            continue
        if _MINUTES.search(before) and _READ.match(reading.text, found.end, span.end):
            continue  # "the minutes of 12 March were approved" dates the meeting before
        if mail and not _MEETING.search(before):
            continue
        line = reading.quote(span)
        title = span.start <= _head(reading).start < span.end
        opens = not re.sub(_WEEKDAY, "", before, flags=re.I).strip(" ,*_>|#-") and _PLACED.match(
            reading.text, found.end
        )
        if title or opens or len(line) <= 110 or _HELD.search(before) or (state != "held" and _MEETING.search(before)):
            return found.value.isoformat(), span
    return None


def _front_end(reading: Reading) -> int:
    return max((note.end for note in reading.document.annotations if note.mark.value == "front_matter"), default=0)


def _head(reading: Reading) -> Span:
    """Where the title stands: its own words in the text, else the first heading, else the first line."""
    title = reading.title
    at = reading.text.find(title, 0, 4_000) if title else -1
    if at >= 0 and reading.visible(Span(at, at + len(title))):
        return reading.line(at)
    for heading in reading.document.headings[:1]:
        if reading.visible(span := Span(heading.start, heading.end)):
            return reading.trimmed(span)
    return next(_first_lines(reading), Span(0, min(1, len(reading.text))))


def _body(reading: Reading, starts: tuple[int, ...]) -> str:
    """The body that met, as written in a label, the title or the first lines; or ""."""
    for match in _BODY_LABEL.finditer(reading.text, 0, _OPENING):
        value = match["value"].strip(" *_")
        if _BODY_WORDS.search(value) and reading.visible(Span(match.start(), match.end())):
            return _plain(value)
    weak = ""
    lines = (
        reading.quote(span)[:160]
        for span in _first_lines(reading)
        if not any(span.start <= at < span.end for at in starts) and not _in_table(reading, span)
    )
    for words in (reading.title, *lines):
        if _HEADER_LINE.match(words) and not words.lower().startswith("subject"):
            continue
        name = _body_in(words)
        if name:
            return name
        plain = _plain(words)
        if (
            not weak
            and (_MINUTES.search(words) or re.search(r"\bmeeting\b", words, re.I))
            and 0 < len(plain.split()) <= 4
            and plain[:1].isupper()
        ):
            weak = "" if _NO_BODY.search(plain) or is_person(plain) or ":" in plain else plain
    return (weak if not _PLACE.search(weak) else "") or _acting(reading) or _called(reading)


def _called(reading: Reading) -> str:
    """What a title calls the meeting before its day, where no word says that it is a body: "Harbour Table, 3 May 2031"."""
    words = _MARKS.sub("", reading.title)
    days = [found for found in find_dates(words) if found.precision == "day"]
    plain = " ".join(_BEFORE_DAY.sub("", words[: days[0].start]).split()) if days else ""
    plain = re.split(r"\s[-–—]+\s|[,:(]", plain)[0].strip(" .-–—")
    long = len(plain.split()) > _MOST_CALLED or not any(len(word) > 1 for word in plain.split())
    somebody = any(plain.casefold() in each.person.casefold() for each in roster(reading).people)
    return "" if long or somebody or _NO_BODY.search(plain) or _MINUTES.search(plain) else plain


def _in_table(reading: Reading, span: Span) -> bool:
    return any(table.start <= span.start < table.end for table in reading.document.tables if len(table.rows) > 1)


def _acting(reading: Reading) -> str:
    """The one body that minutes say noted, resolved or asked something ("The Board noted ...")."""
    found = {
        match["body"] for match in _ACTS.finditer(reading.text) if reading.visible(Span(match.start(), match.end()))
    }
    return found.pop() if len(found) == 1 else ""


def _body_in(words: str) -> str:
    """The name of a body in a title or a sentence's subject, without the day and "minutes of"; or "".

    Of parts between dashes ("Acme Ltd - Works Council", "Works Council - canteen") the last that names one.
    """
    parts = _DASHED.split(words) if not _PARTED.search(words) else []
    named = (_named_body(part) for part in parts)
    dashed = [name for name in named if _BODY_WORDS.search(name) and not _PLACE.search(name)]
    if len(parts) > 1 and dashed:
        return dashed[-1]
    for piece in (words if not _PARTED.search(words) else "", *_PIECES.split(words)):
        name = _named_body(piece)
        if name and not (_ACRONYM.fullmatch(name) and _shouted(words)):
            return name
    return ""


def _shouted(words: str) -> bool:
    """Whether a line is written in capitals, so that a short word in it need be no acronym."""
    long = [word for word in words.split() if len(word) > _ACRONYM_LETTERS]
    return len(long) > 1 and sum(word.isupper() for word in long) > len(long) / 2


def _named_body(piece: str) -> str:
    if match := _OF_DIRECTORS.search(piece):
        return match["body"].capitalize()
    plain = _plain(piece)
    named = (
        plain
        and (_BODY_WORDS.search(plain) or _ACRONYM.fullmatch(plain))
        and not _VERB.search(plain)
        and len(plain.split()) <= _MOST_BODY_WORDS
        and not _NO_BODY.search(plain)
        and plain[:1].isupper()
        and ("," not in plain or _ENUMERATED.fullmatch(plain))
        and not ("(" in plain and is_person(plain[: plain.index("(")].strip()))
    )
    return plain if named else ""


def _plain(words: str) -> str:
    kept = PARTIAL.sub(" ", without_dates(words, " "))
    kept = _STRIP.sub(" ", _TIME.sub(" ", kept))
    kept = re.sub(r"[#*_|]+|\(\s*\)|(?:[ \t]+[-–—](?=\s)){2,}.*$", " ", kept)
    before = None
    while before != kept:
        before, kept = kept, _EDGE.sub("", kept)
    kept = re.sub(r"\s*\([^()]*$", "", kept)
    return " ".join(kept.split()) if is_body(kept) or len(kept.split()) <= _MOST_BODY_WORDS else ""
