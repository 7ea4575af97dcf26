"""Attendance as quick notes give it below the day, with hardly a word: "AB chairs. Also CD, EF. GH notes. Sorry: IJ."

Each clause is a list of names or initials, with a word before it or behind it that says which part they had. A clause
that holds anything else is no attendance, and where fewer than three people are left nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from evidence.model import Span
from ingest.facts.attendees import Attendee
from ingest.facts.days import NUMERIC
from ingest.facts.reading import Reading

_HEAD_LINES = 3  # lines among which the day stands
_MOST_LINES = 9  # lines of an opening in which attendance is told
_LEAST = 3  # people who were there
_LEAST_BARE = 3  # people of a clause that no word calls present
_LEADS: tuple[tuple[str, str], ...] = (
    ("apologies", r"apolog(?:ies|y)(?: from)?|apols?\.?|sorry|absent(?: without [a-z ]{2,20})?|not (?:here|there|in|present)|regrets|excused|away"),
    ("in attendance", r"also(?: (?:present|here|there|attending))?|guests?"),
    ("chair", r"chair(?:ed by)?|in the chair"),
    ("secretary", r"(?:notes|minutes)(?: by)?|scribe"),
    ("present", r"present|here|there|attending|attended(?: by)?|in the room|dialled in|with"),
)  # fmt: skip
_LEAD = re.compile(
    rf"[*_]{{0,3}}(?:{'|'.join(f'(?P<l{at}>{words})' for at, (_, words) in enumerate(_LEADS))})[*_]{{0,3}}(?:[ \t]*[:–—-])?[*_]{{0,3}}\s+(?=[^\W\d_])",
    re.I,
)
_TAILS: tuple[tuple[str, str], ...] = (
    ("chair", r"chairs|chair|chaired|chairing|in the chair|presiding|presides|presided|convenes|leads|leading|convenor|convener"),
    ("secretary", r"(?:takes? |took |taking )?(?:the )?(?:notes|minutes)|minuting|scribe"),
    ("apologies", r"(?:sent )?(?:apologies|apols|regrets)|sorry|(?:is |was )?(?:absent|away|sick|ill|unwell|excused|on leave)|not here"),
    ("present", r"(?:joined |came |was )?(?:late|from (?:item )?\d.*)|(?:joined|came) (?:at )?\d{1,2}[.:]\d\d|(?:left|leaving|until|till) .*\d.*|for (?:items? )?\d.*|(?:(?:were |was )?(?:all )?)?(?:present|there|here)"),
)  # fmt: skip
_TAIL = re.compile(
    rf"\s(?:{'|'.join(f'(?P<t{at}>{words})' for at, (_, words) in enumerate(_TAILS))})(?:\s*\([^()]*\))?\W*$",
    re.I,
)
_INITIALS = re.compile(r"[^\W\d_a-zà-öø-ÿ]{2,4}")
_GIVEN = re.compile(r"(?:(?P<short>[^\W\d_a-zà-öø-ÿ]{2,4})\s*[=:]\s*)(?P<name>\S.*)")  # "TA = Tom Ash"
_FIRST_AND_LETTER = re.compile(r"[^\W\d_a-zà-öø-ÿ][^\W\d_]+ [^\W\d_a-zà-öø-ÿ]\.?")  # "Iain R"
_BRACKET = re.compile(r"\s*[(\[](?P<note>[^()\[\]]{1,60})[)\]]\s*")
_CHAIRS = re.compile(r"(?:in the )?ch(?:\.|(?=$)|air)(?:s|ing|man|woman|person)?(?:,.*)?|conven[eo]r|leads?|lead", re.I)
_KEEPS = re.compile(r"notes|minutes|scribe|secretary|minute[- ]?taker|note[- ]?taker", re.I)
_OF = re.compile(r"\s+(?:of|from)\s+(?=[A-Z]).*$")
_AFAR = r"(?:(?:by|via|over|on) (?:the )?(?:phone|telephone|video|teams|zoom|web ?call|screen|line)|online|remotely|dial(?:l)?ed in)"
_FROM_AFAR = re.compile(rf"^{_AFAR}:?\s+|,?\s+{_AFAR}$", re.I)
_NO_PERSON = frozenset(
    "AM PM AOB TBC TBD ISO EU UK US USA VAT HR IT AI CEO CFO COO CTO CIO CISO DPO MD GM QA QC PDF NB".split()
)
_NO_END = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Mx|Prof|Adv|Col|Capt|Cllr|Ir|Sr|St|apols?)|(?<![^\W\d_])[^\W\d_])\.$", re.I
)  # a point that ends an initial or a short form and no clause
_HEAD_BRACKET = re.compile(r"[(\[](?P<listed>[^()\[\]\n]{8,200})[)\]][ \t*_]*$")
_CHAIRED = re.compile(r"[(\[](?:(?:in the )?chair\w*|ch\.?|conven[eo]r)[)\]]", re.I)
_STOP = re.compile(
    r"\s*(?:#|\d{1,2}(?:[.):/]|[ \t]{2,}(?=[^\W\d_]))|[-+•–]\s|\(\d|[a-z]\)\s|\||[A-Z]\.\s(?![A-Z][\w'’-]+ ?[,;(]))"
)
_CUT = re.compile(
    r"(?:(?<=[\w)\]][.;])|(?<=[.;]\*\*)|(?<=[.;]__))\s+(?=[^\W\d_])|\n(?=[ \t]*[*_]{0,3}[^\W\d_])|[ \t]{3,}(?=(?i:apols|apologies|sorry|absent|excused|regrets|not (?:here|there|in))\b)"
)
_PARTED = re.compile(
    r"\s*(?:[,/;]|\s&\s|\sand\s)\s*(?![^()]*\))|\s{2,}(?=[^\W\d_a-zà-öø-ÿ]{2,4}\s*[=:]\s)"
)  # also "TA = Tom Ash   OL = Ona Lund"


def terse(reading: Reading, name: Callable[[str], str]) -> Iterator[Attendee]:
    """Who came and who did not, by the clauses of the opening; ``name`` gives the name that some words are, or ""."""
    found: list[Attendee] = []
    for clause in _clauses(reading):
        found += _people(reading, clause, name)
    here = {each.person for each in found if each.part in ("present", "chair", "in attendance")}
    if len(here) >= _LEAST:
        yield from found


def _clauses(reading: Reading) -> Iterator[Span]:
    """The clauses of the lines between the head of a document and its first item."""
    lines = list(_opening(reading))
    dated = next(
        (
            at
            for at, line in enumerate(lines[:_HEAD_LINES])
            if reading.dates_in(line) or NUMERIC.search(reading.quote(line))
        ),
        None,
    )
    if dated is None:
        return
    rest = [line for line in lines[dated:] if reading.visible(line)]
    if not rest:
        return
    if bracket := _HEAD_BRACKET.search(reading.text, rest[0].start, rest[0].end):  # "Forum, 3 May (AB leading, CD, EF)"
        yield Span(*bracket.span("listed"))
    begin, text = rest[0].start, reading.text[: rest[-1].end]
    for cut in (*_CUT.finditer(text, begin), None):
        end = cut.start() if cut else len(text)
        if cut and _NO_END.search(text[begin:end]):
            continue
        if cut and cut[0].startswith("\n") and _goes_on(text[begin:end], text[cut.end() :], head=end <= rest[0].end):
            continue
        yield reading.trimmed(Span(begin, end))
        begin = cut.end() if cut else end


def _opening(reading: Reading) -> Iterator[Span]:
    at = given = 0
    while given < _MOST_LINES and at < len(reading.text):
        line = reading.line(at)
        if line.end > line.start:
            if given and _STOP.match(reading.quote(line)):
                return
            given += 1
            yield line
        end = reading.text.find("\n", at)
        if end < 0:
            return
        at = end + 1


def _goes_on(above: str, below: str, *, head: bool) -> bool:
    """Whether a line goes on in the next: it ends in a comma or a word that leads to a name, or inside brackets.

    Below the ``head``, which holds the day, a line that begins with a name and a comma begins the list.
    """
    if _LEAD.match(below.lstrip()):
        return False
    return bool(re.search(r"(?:[,/;&]|\b(?:and|also|with|present))\s*$", above, re.I)) or (
        above.count("(") > above.count(")") or (not head and bool(re.match(r"[^\W\d_][\w'’-]*[,/;]", below.lstrip())))
    )


def _people(reading: Reading, clause: Span, name: Callable[[str], str]) -> list[Attendee]:
    """The people of a clause; none where a piece of it is nobody."""
    start = clause.start
    part = ""
    if lead := _LEAD.match(reading.text, clause.start, clause.end):
        part = next(each for at, (each, _) in enumerate(_LEADS) if lead[f"l{at}"])
        start = lead.end()
    found: list[Attendee] = []
    single = bool(_CHAIRED.search(reading.text, start, clause.end))
    for piece in _pieces(reading, Span(start, clause.end)):
        who = _one(reading, piece, name, part, single=single)
        if who is None:
            return []
        found.append(who)
    told = part or any(each.note or each.part != "present" for each in found)
    return [replace(each, note="") for each in found] if told or len(found) >= _LEAST_BARE else []


def _pieces(reading: Reading, span: Span) -> Iterator[Span]:
    words = reading.quote(span)
    begin = 0
    for cut in (*_PARTED.finditer(words), None):
        end = cut.start() if cut else len(words)
        if words[begin:end].strip(" .*_\n"):
            yield reading.trimmed(Span(span.start + begin, span.start + end))
        begin = cut.end() if cut else end


def _one(reading: Reading, piece: Span, name: Callable[[str], str], part: str, *, single: bool) -> Attendee | None:
    """One person of a clause, with ``single`` also by a surname alone; its note says that a word behind told the part."""
    words = " ".join(reading.quote(piece).split()).strip(" .*_:")
    own, tail = part or "present", _TAIL.search(words)
    if tail:
        said = next(each for at, (each, _) in enumerate(_TAILS) if tail[f"t{at}"])
        own = own if said == "present" else said
        words = words[: tail.start()]
    afar = _FROM_AFAR.search(words)
    note = match["note"] if (match := _BRACKET.search(words)) else ""
    words = _FROM_AFAR.sub("", _OF.sub("", _BRACKET.sub(" ", words)).strip(" .*_"))
    given = _GIVEN.fullmatch(words)
    bare = given["name"].strip() if given else words
    if _INITIALS.fullmatch(bare) and len(note.split()) > 1 and name(note):
        bare = note  # "AR (Ana Roth)"
    person = bare if _is_name(bare) else name(bare) if single or len(bare.split()) > 1 else ""
    if not person:
        return None
    if own in ("present", "in attendance") and _CHAIRS.fullmatch(note):
        own = "chair"
    keeps = own == "secretary" or bool(_KEEPS.fullmatch(note))
    return Attendee(person, "", own, piece, keeps, "told" if tail or afar else "")


def _is_name(words: str) -> bool:
    return bool(_INITIALS.fullmatch(words) and words not in _NO_PERSON) or bool(_FIRST_AND_LETTER.fullmatch(words))
