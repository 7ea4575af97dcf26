"""What the lines under a title say of the document in clauses without a colon: ``head_clauses``.

"Issue 7 | effective 1 March 2031 | owner Ramp Supervisor | approved by the COO | review each March" is one line of
five such clauses; "PRO-4, v1.4. Owner Ana Roth, approved by Jo Day." are two sentences of four.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evidence.model import Span
from ingest.facts.mentions import holder
from ingest.facts.pairs import Pair
from ingest.facts.parties import is_body, is_person
from ingest.facts.reading import Reading

_LONGEST = 400  # characters of a line that is read
_DONE = (
    r"(?:(?:approved|authori[sz]ed|released|signed off|adopted|ratified|endorsed|cleared|passed|agreed|accepted|okayed|ok['’]?d|blessed|waved through|nodded through|let (?:out|go)|"
    r"given (?:free|out|the (?:go-?ahead|green light|nod|all-?clear)|(?:its |his |her )?blessing)|put in(?:to)? force)(?: for (?:use|issue|release|publication))?)"
)
_MADE = r"(?:written|prepared|drafted|compiled|authored|drawn up|put together)"
RELEASED_BY = rf"(?:who )?(?:{_DONE}|let it (?:go|out|go out))(?: (?:by|it|it out))?"
"""The heading of a column of those who let each edition of a document out."""
_EDITION = r"(?:version|edition|issue|rev(?:ision)?\.?)\s+[\w.]{1,6}"
_OWNED = r"(?:owned|maintained|kept|looked after)"
_BREAK = re.compile(
    rf"\s+\((?=(?:owner|approver|(?:{_DONE}|{_MADE}|{_OWNED})\s+by)\b)|\s+[|·•/]\s+|\s+[-–—]\s+|;\s+|[ \t]{{3,}}|(?<!\b[A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)(?<!\bAppr)[.]\s+(?=[A-Z])|,?\s+(?:and\s+)?(?=(?:{_DONE}|{_MADE}|{_OWNED})\s+by\b)"
    rf"|\n(?=(?:{_DONE}|{_MADE}|{_OWNED}|owner|approver|author)\b)|,\s+(?=(?:ok|{_DONE})\s+[A-Z])"
    r"|,\s+(?=(?:owner|approver|author)\b|(?:review|look|check)(?:ed)?\b|(?:in force|effective|valid)\b)",
    re.I,
)
_EVERY = r"(?:(?:once |twice )?(?:every|each|an?)\s.{2,40}|(?:at least )?(?:once|twice)\s.{2,30}|yearly|annually|quarterly|monthly|half-yearly)(?:,.{2,40})?"
_CLAUSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        ("owner", rf"(?P<label>(?:(?:document|policy|process|procedure|business|standard) )?(?:owner|keeper|custodian)|{_OWNED} by)\s+(?P<value>.+)"),
        ("approver", rf"(?:(?:status|state)[: ]\W*|{_EDITION}\s+(?:was )?)?(?P<label>(?:final |qa )?approver|appr\.|{_DONE} (?:by|at))[ :]\s*(?P<value>.+)"),
        ("author", rf"(?P<label>author|{_MADE} by)\s+(?P<value>.+)"),
        ("approver_named", rf"(?P<label>{_DONE}|ok):?\s+(?P<value>.+)"),
        ("author_named", rf"(?P<label>{_MADE}):?\s+(?P<value>.+)"),
        ("cadence", rf"(?P<label>(?:(?:to be |is )?(?:review(?:ed)?|revised|checked|looked at(?: it)?(?: again)?|look at it(?: again)?)))\s+(?P<value>{_EVERY})"),
        ("number", r"(?P<label>(?:ref(?:erence)?|doc(?:ument)?|policy|procedure|standard)\.?(?: ?(?:no|nr|number|id)\b\.?)?)\s+(?P<value>[A-Z]{1,6}(?:[-/][A-Z]{1,5})?[-/]?\d{1,5})(?=[\s,]|$).{0,30}"),
    )
)  # fmt: skip
_UNDATED = re.compile(
    r",?\s+(?:on\s+)?(?=\d)|\s+(?:for|after|at|with|together with|subject to)\s+(?=[a-z])"
)  # who approved stands before the day, and before what else is said of it
_PARTY = ("owner", "approver", "author")
_BARE = ("approver_named", "author_named")  # "agreed Ana Roth": without "by" only a person's name says who
_SMALL = 4  # words of a body's name in small letters
_EDGE = " \t*_()[],.;"


def head_clauses(reading: Reading, sentences: Iterable[Span]) -> Iterator[Pair]:
    """A pair for each such clause of ``sentences``, those between the title and the first section."""
    for span in sentences:
        words = reading.quote(span)
        if len(words) <= _LONGEST:
            for start, end in _parts(words):
                found = _pair(words[start:end], span.start + start)
                if found is not None:
                    yield found


def _parts(words: str) -> Iterator[tuple[int, int]]:
    """The clauses of a line as offsets, markup and brackets at their ends left out."""
    at = 0
    for cut in (*_BREAK.finditer(words), None):
        end = cut.start() if cut else len(words)
        part = words[at:end]
        lead = len(part) - len(part.lstrip(_EDGE))
        if part.strip(_EDGE):
            yield at + lead, at + len(part.rstrip(_EDGE))
        at = cut.end() if cut else end


def _pair(clause: str, at: int) -> Pair | None:
    for name, pattern in _CLAUSES:
        match = pattern.fullmatch(clause)
        if match is None or (name in _PARTY and not _names(match["value"])):
            continue
        if name in _BARE and not _is_named(match["value"]):
            continue
        value = match["value"] if name in ("cadence", "number") else _UNDATED.split(match["value"])[0]
        place = Span(at + match.start("value"), at + match.end("value"))
        return Pair(name.removesuffix("_named"), match["label"], value, Span(at, at + len(clause)), place, "text")
    return None


def _names(value: str) -> bool:
    """Whether a value begins with somebody: "the COO", "Ana Roth 3 May 2031", and no rule about owners."""
    who, *day = _UNDATED.split(re.sub(r"^(?:the|our)\s+", "", value), maxsplit=1)
    if who[:1].isupper():
        return holder(who) is not None
    return bool(day) and len(who.split()) <= _SMALL and is_body(who)  # "passed by the works group 3 May 2031"


def _is_named(value: str) -> bool:
    """Whether a value is a person's name, with or without a bracket and a day behind it."""
    return is_person(re.sub(r"\s*\([^()]*\)\s*$", "", _UNDATED.split(value)[0]).strip(" ."))
