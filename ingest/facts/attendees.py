"""The people of a list of attendance: its entries, the names in them and what stands beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from evidence.model import Span
from ingest.facts.name_runs import cuts as run_on
from ingest.facts.parties import is_body, is_listed_name, is_person, is_role
from ingest.facts.reading import Reading

_MOST_TOKENS = 5
_SHORTEST = 2  # letters of a first name ("Bo")
HONOURS = frozenset(
    "dr dr. mr mr. mrs mrs. ms ms. miss mx mx. prof prof. professor cllr cllr. sir dame adv adv. col col. capt capt. sgt sgt.".split()
)
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORT_NAME = (
    r"(?:[^\W\d_a-zà-öø-ÿ]{2,4}|[^\W\d_a-zà-öø-ÿ]{1,2}(?:Mc|Mac)[^\W\d_a-zà-öø-ÿ])(?![^\W\d_])"  # "AB", "DMcG"
)
_TOGETHER = re.compile(rf"{_SHORT_NAME}(?:(?:[ \t]*[/+][ \t]*|[ \t]+){_SHORT_NAME})+")  # "AB CD EF", "AB/CD"
_PIECE = re.compile(r"(?:\([^()\n]*\)?|\[[^\[\]\n]*\]?|[^,;|\n•()\[\]])+")
_AND = re.compile(r"\s(?:and|&|und|et|y|e|en)\s(?![^()]*\))")
CUT = re.compile(
    r"\s+(?:with|accompanied by|represented by)(?=\s+(?:an?|his|her|their|the)\b|\s*$)|\s+(?:for|from|until)\s+(?:items?\s+|minutes?\s+)?(?=\d)|\s*[(\[<]|\s+@|\s+(?:(?:is|was)\s+)?(?:on\s+(?:[a-z]+\s+)?leave|on\s+holiday|sick|ill|unwell|away)(?=\s*$)|\s+\+\s+(?=\d)|\s+[-–—]+\s|\s*:\s|\s*\t"
)
DASH = re.compile(r"\s[-–—]\s")
_NOTE = re.compile(r"[(\[](?P<note>[^()\[\]\n]{1,80})|\s[-–—]+\s+(?P<dash>[^()\n]{1,80})")
_ITEMS = re.compile(r",?\s*(?:for |from |until |only )?(?:agenda )?items?\s[\d, and–-]+.*$", re.I)
_LEAD = re.compile(r"(?i:and)\s+|(?-i:[A-Z]{2,4})\s*[:=]\s+(?=[^\W\d_])")  # "and X", "DS: Dylan S…"
_BROKEN = re.compile(r"(?P<above>[^\n,;|]+)\n(?=[ \t]*(?P<below>[^\n,;|]*))")
_SHORT_FIRST = re.compile(
    r"(?P<short>[^\W\d_a-zà-öø-ÿ]{2,4})[ \t]+(?P<name>[^\W\d_a-zà-öø-ÿ][^\W\d_]+[ \t].*)"
)  # "DS Dylan Stone"
_RETIRED = re.compile(r"\((?:retd|ret|retired)\.?\)\s*", re.I)  # "Col. (retd) A. Holm"
_IN_PLACE = re.compile(
    r"\s+(?:for|vice|instead of|in place of|(?:deputising|standing in|sitting in) for)\s+(?=[A-Z]).*$"
)
_HANDLE = re.compile(r"[(\s]@[\w-]+")
HANDLED = re.compile(r"\(@[\w-]+\)[ \t]*$")  # an entry of a list, with or without a mark before it
_CHAIRS = re.compile(r"(?P<name>\S.*?)\s+(?:in the chair|chairing|presiding)\W*", re.I)
_LETTER = re.compile(r"[A-Z]\.?")  # an initial, and no article: "A Roth"
_FULL = 2  # words of a full name that somebody typed without capitals beside a handle
_INITIALS = re.compile(_SHORT_NAME)
_LEAST_INITIALS = 0.6  # share of a list's entries that are initials, when initials are how it names people
_TOKEN = re.compile(r"[‘'\"“]?[^\W\d_][^\W\d_.’'‘-]*(?:[.’'‘-]+[^\W\d_]*)*[’'\"”]?")
PARTICLES = frozenset("van von de der den del della di da dos du la le bin ibn al el ter ten zu y jr sr".split())
_NO_NAME = frozenset(
    """sorry adv col capt sgt lt none nil no not nobody all staff members member maintainers directors representatives observers contributors managers
    officers trustees governors employees colleagues engineers leads owners developers guests volunteers quorum apologies
    present absent items item foundation inc ltd llc gmbh plc corp university company group board tbc tbd tba n/a the a an and
    others other public everyone everybody see list attached as above for from with by on at video phone zoom teams remote
    distribution circulation copies minutes notes agenda links date time place venue location room action actions decision decisions introduction welcome
    announcements recording yes monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december meeting name role chair chairman chairperson secretary half day whole
    part morning afternoon project department unit office if in is it of or so to up we as be do go he me my us am pm ok hq hr it""".split()
)
_OF_HOUSE = re.compile(r"(?<=[^\W\d_]{3})\s+(?:of|from)\s+(?=(?:the )?[^\W\d_a-zà-öø-ÿ]).+$")  # "Ana Roth of Lund Bros"
_ELIDED = re.compile(r"^[dl]['’](?=[^\W\d_a-zà-öø-ÿ])")  # "d'Arcy"
_MONTHS_AND_NAMES = frozenset("april may june august".split())
CHAIR = re.compile(
    r"\b(?:chair(?:man|woman|person|ing|ed)?|presid(?:ing|ed)|vorsitz\w*|facilitator|moderator|conven[eo]r)\b", re.I
)
_LEADS = re.compile(r"leads?|leading|(?:meeting|group) lead", re.I)
CHAIR_NOT = re.compile(
    r"\b(?:vice|deputy|former|past|elect)\b|(?-i:\b(?!Acting|Interim|Committee|Board|Meeting|Panel|Group|Forum|Council|Trust|The|Co|Vorsitz)[A-Z][\w&]+)\s+(?:co-)?chair|\bchair (?:of|person of)\b(?! the meeting)",
    re.I,
)
SECRETARY = re.compile(
    r"\b(?:minutes|minute[- ]?taker|notes|note[- ]?taker|scribe|secretary|clerk|recorder|protokoll)\b", re.I
)
APOLOGY = re.compile(r"\bapol(?:og\w+)?\b|\bregrets\b", re.I)
_ABSENT = re.compile(r"\b(?:apolog\w+|absent|excused|regrets|not present)\b", re.I)
_BRACKETED = r"(?:[^()\[\]\n]|[(\[][^()\[\]\n]*[)\]])"
_DESCRIBED = re.compile(  # "Berta Rust (BR): Director of Nursing", "Mr. Holm ..... Absent", "Rust, Berta, present"
    rf"(?P<head>{_BRACKETED}{{2,90}}?)(?:[ \t]*:[ \t]+|[ \t]+[-–—]{{1,2}}[ \t]+|[ \t]*\.{{3,}}[ \t]*|(?:[ \t]{{2,}}|[ \t]*\t)[ \t]*(?:[-–—:][ \t]*)?"
    r"|,[ \t]+(?=(?:not )?(?:present|absent|excused|attended|attending|apologies|regrets)\b))(?P<rest>\S[^\n]*)"
)
_IS_AWAY = re.compile(
    r"(?:^|[-–—,;(])\W*(?:absent|excused|apolog\w+|apols?\b|(?:has |had )?sent (?:(?:his|her|their) )?(?:apologies|regrets)|regrets|not (?:present|here|attending)|on leave|did not (?:attend|come)|unable to)",
    re.I,
)
_ALONE = re.compile(
    r"(?:^|[(\[,;–—-])\s*(?:acting |meeting |the |in the )?chair(?:man|woman|person|ing)?\s*(?=$|[)\],;–—-])", re.I
)
TICK = re.compile(r"\[(?P<mark>[ xX✓✔])?\][ \t]+")  # "- [x] A. Holm"
_GROUP_WORDS = 6  # words of a group or post that stands before names: "For the Contractor: ..."
_POST = re.compile(
    r"(?:(?P<chair>(?:acting )?chair(?:man|woman|person)?)|(?:(?:vice|deputy|acting|co)[- ])?(?:chair(?:man|woman|person)?|president|treasurer|secretary)|(?:minute|note)[- ]?taker|scribe|clerk|guest:?"
    r"|commissioners|councillors|senators|trustees|directors|members|governors|supervisors)\s+(?=(?-i:[^\W\d_a-zà-öø-ÿ]))",
    re.I,
)
_RANK = re.compile(
    r"(?:deputy|assistant|associate|vice|senior|acting|interim|principal|chief|group|city|county|state|regional)\s(?!.*\b(?:Cllr|Dr|Mr|Mrs|Ms|Prof)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody on a list of attendance. ``part`` is chair, present, in attendance, apologies or secretary."""

    person: str
    role: str
    part: str
    span: Span
    secretary: bool = False
    note: str = ""  # how an absence is written, where it is no plain apology ("leave of absence", "No (ill)")


def people(reading: Reading, span: Span, part: str, *, strict: bool, wrapped: bool = False) -> Iterator[Attendee]:
    """The people of one list; with ``strict`` only full names count. A list that is ``wrapped`` may break inside a name."""
    if not reading.visible(span):
        return
    before: Attendee | None = None
    entries = list(pieces(_unbroken(reading.text, span) if wrapped else reading.text, span))
    short = {piece for piece in entries if _INITIALS.fullmatch(head_of(reading.quote(piece)))}
    if len(short) < _LEAST_INITIALS * len(entries):  # among names, those that the minutes use again
        short = {piece for piece in short if _used_again(reading, piece)}
    by_initials = not strict and bool(short)
    for piece in entries:
        if (
            before is not None
            and before.person
            and _RANK.match(reading.quote(piece))
            and not _POST.match(reading.quote(piece))
        ):
            continue  # "Joe Tran, Deputy City Attorney"
        chairs = _CHAIRS.fullmatch(reading.quote(piece)) if part == "present" else None
        named = Span(piece.start, piece.start + chairs.end("name")) if chairs else piece
        own = "chair" if chairs else part
        who = _attendee(reading, named, own, strict=strict, initials=by_initials and piece in short)
        if who is None:
            continue
        if not who.person and before is not None and before.person and not before.role:
            before = replace(before, role=who.role, span=Span(before.span.start, who.span.end))
            if CHAIR.search(who.role) and not CHAIR_NOT.search(who.role) and part in ("present", "in attendance"):
                before = replace(before, part="chair")
            continue
        if before is not None:
            yield before
        before = who
    if before is not None:
        yield before


def _unbroken(text: str, span: Span) -> str:
    """``text`` with a blank for each line break in ``span`` that stands inside an entry: "..., Ona\nLund, ..."."""
    listed = text[span.start : span.end]
    if "," not in listed and ";" not in listed:
        return text
    joined = _BROKEN.sub(lambda match: f"{match['above']} " if _one_entry(match) else match[0], listed)
    return text[: span.start] + joined + text[span.end :]


def _one_entry(match: re.Match[str]) -> bool:
    """Whether what a line ends with and what the next begins with are one name, or a name and its bracket."""
    above, below = match["above"].strip(), match["below"].strip()
    if above.count("(") > above.count(")"):
        return True
    halves = len(above.split()) == 1 or len(below.split(".")[0].split()) == 1
    return bool(above and below) and not above.endswith(")") and (below[0] == "(" or halves)


def _used_again(reading: Reading, piece: Span) -> bool:
    """Whether initials stand elsewhere in the text too, and are no word of their own."""
    short = head_of(reading.quote(piece))
    if short.casefold() in _NO_NAME:
        return False
    return len(re.findall(rf"(?<![\w-]){short}(?![\w-])", reading.text)) > 1


def of_line(reading: Reading, span: Span, part: str, *, strict: bool) -> list[Attendee]:
    """Who stands on a line of a list: one person with what is said of them, a group with its names, or several names."""
    found = _DESCRIBED.fullmatch(reading.text, span.start, span.end) if part != "secretary" else None
    if found is None or _INITIALS.fullmatch(found["head"].strip()):
        return list(people(reading, span, part, strict=strict))
    head, rest = Span(*found.span("head")), Span(*found.span("rest"))
    second = head_of(re.split(r"[,;]", found["rest"], maxsplit=1)[0])
    first = head_of(found["head"]).strip(" *_")
    if is_person(second) and not is_person(first):
        return _grouped(reading, head, rest, part)
    if is_person(second) and is_person(first) and ":" not in reading.text[head.end : rest.start]:
        return [each for side in (head, rest) for each in people(reading, side, part, strict=True)]
    if is_person(first) or is_listed_name(first) or (not strict and name_of(first)):
        return _with(reading, head, rest, part, first)
    return list(people(reading, span, part, strict=strict))


def _grouped(reading: Reading, head: Span, rest: Span, part: str) -> list[Attendee]:
    """The names that stand after their group or post: "For the Contractor: ...", "Estates - A. Holm"."""
    words = reading.quote(head).strip(" *_")
    if len(words.split()) > _GROUP_WORDS:
        return []
    found = list(people(reading, rest, part, strict=True))
    if len(found) == 1 and is_role(words) and not found[0].role:
        chairs = part in ("present", "in attendance") and _ALONE.search(words)
        found = [replace(found[0], role="" if chairs else words, part="chair" if chairs else part)]
    return found


def _with(reading: Reading, head: Span, rest: Span, part: str, name: str) -> list[Attendee]:
    """One person with what a line says of them: a post, a house, whether they came."""
    said = reading.quote(rest).strip(" *_")
    before = next(iter(people(reading, head, part, strict=False)), None)
    own = before.part if before else part
    role = next((each for each in (before.role if before else "", head_of(said.split(",")[0])) if is_role(each)), "")
    note = ""
    if own in ("present", "in attendance", "chair") and _IS_AWAY.search(said):
        own, note = "apologies", "" if APOLOGY.search(said) else said
    elif own in ("present", "in attendance") and _ALONE.search(said) and not CHAIR_NOT.search(said):
        own = "chair"
    keeps = part == "secretary" or bool(SECRETARY.search(said)) or bool(before and before.secretary)
    role = "" if _ALONE.search(role) or (own == "apologies" and _IS_AWAY.search(said)) else role
    return [Attendee(name, role, own, Span(head.start, rest.end), keeps, note)] if reading.visible(head) else []


def pieces(text: str, span: Span) -> Iterator[Span]:
    """The entries of a list; initials that stand together are one each."""
    for piece in _parted(text, span):
        if _TOGETHER.fullmatch(text, piece.start, piece.end):
            yield from (Span(each.start(), each.end()) for each in _LETTERS.finditer(text, piece.start, piece.end))
        else:
            yield piece


def _parted(text: str, span: Span) -> Iterator[Span]:
    for match in _PIECE.finditer(text, span.start, span.end):
        cuts = [
            match.start(),
            *(
                x
                for found in _AND.finditer(match[0])
                for x in (match.start() + found.start(), match.start() + found.end())
            ),
            match.end(),
        ]
        inner = [(match.start() + begin, match.start() + end) for begin, end in run_on(match[0])]
        cuts = sorted([*cuts, *(x for gap in inner for x in gap)])
        for start, end in list(pairwise(cuts))[::2]:
            words = text[start:end]
            left = len(words) - len(words.lstrip(" \t*_\"'[-"))
            words = re.sub(r"\s+(?:and|&)\s*$", "", words)  # a list that goes on in the next line
            yield Span(start + left, max(start + left, start + len(words.rstrip(" \t*_\"'.:|]/–—"))))


def head_of(words: str) -> str:
    """An entry without what stands in brackets or after a dash."""
    cut = CUT.search(words)
    return (words[: cut.start()] if cut else words).strip(" .")


def unled(reading: Reading, span: Span, part: str) -> tuple[Span, str]:
    """An entry without what leads to its name, "and", initials or a post, and its part: "Chair Dora Wick"."""
    lead = _LEAD.match(reading.quote(span))
    span = Span(span.start + lead.end(), span.end) if lead else span
    short = _SHORT_FIRST.match(reading.quote(span))
    if short and short["short"] in _initials_of(head_of(short["name"])):
        span = Span(span.start + short.start("name"), span.end)
    post = _POST.match(reading.quote(span))
    if post is None or not name_of(head_of(reading.quote(Span(span.start + post.end(), span.end)))):
        return span, part
    chairs = post["chair"] and part in ("present", "in attendance")
    return Span(span.start + post.end(), span.end), "chair" if chairs else part


def _initials_of(name: str) -> tuple[str, ...]:
    """The initials that a list may set before a name: of all its words, and of the first and the last."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if word.casefold() not in HONOURS]
    capital = [word for word in words if word[0].isupper()]
    return ("".join(word[0] for word in words).upper(), "".join(word[0] for word in capital))


def _split(words: str) -> tuple[str, re.Match[str] | None]:
    """An entry's name and the note beside it; after a post or a house and a dash the name stands last."""
    cut = CUT.search(words)
    head = words[: cut.start()] if cut else words
    match = _NOTE.search(words)
    if match and match["dash"] and is_person(match["dash"].strip()) and not is_person(head.strip()):
        return match["dash"], None  # "Estates - A. Holm"
    return head, match


def _attendee(reading: Reading, span: Span, part: str, *, strict: bool, initials: bool = False) -> Attendee | None:
    span, part = unled(reading, span, part)
    words = _RETIRED.sub("", reading.quote(span).replace("\n", " "))
    head, match = _split(words)
    head = _IN_PLACE.sub("", head) if is_person(_IN_PLACE.sub("", head).strip(" .")) else head
    note = _ITEMS.sub("", (match["note"] or match["dash"]) if match else "").strip()
    person = head.strip(" .") if initials else name_of(head) if not strict or is_person(head.strip()) else ""
    if not person and _HANDLE.search(words) and not strict:
        person = " ".join(head.split()) if len(head.split()) == _FULL and name_of(head.title()) else ""
    role = note if (is_role(note) or is_body(note)) and (part != "apologies" or note[:1].isupper()) else ""
    if is_person(note) and (re.fullmatch(r"@[\w-]{2,39}", head.strip()) or head.strip() in _initials_of(note)):
        person, role = note, ""  # "@ana (Ana Roth)", "AR (Ana Roth)"
    if not person and not strict and re.fullmatch(r"@[\w-]{2,39}", words.strip()):
        person = words.strip()  # a list of handles
    if not person:
        bare = re.sub(r"^(?:the|our)\s+", "", head.strip(" .*_"), flags=re.I)
        if not is_role(bare) or is_body(bare) or strict or part in ("secretary", "chair") or len(bare.split()) > 6:
            return None
        return Attendee("", bare, part, span)
    if part in ("present", "in attendance"):
        if (CHAIR.search(note) and not CHAIR_NOT.search(note)) or _LEADS.fullmatch(note):
            part = "chair"
        elif _ABSENT.search(note):
            part = "apologies"
    if re.fullmatch(r"(?i)(?:in the |the )?(?:acting )?(?:chair|secretary|minutes|notes)(?:man|woman|person)?", note):
        role = ""
    return Attendee(person, role, part, span, part == "secretary" or bool(SECRETARY.search(note)))


def name_of(words: str) -> str:
    """``words`` when they have the form of a name on a list of people, where one word may do; else ""."""
    words = _OF_HOUSE.sub("", " ".join(words.strip(" \t.,;:*_").split()))
    tokens = words.split()
    plain = [token for token in tokens if token.casefold() not in _MONTHS_AND_NAMES]  # "June Tait"
    tokens = plain if len(tokens) > len(plain) > 0 else tokens
    if is_person(words) and not any(token.casefold() in _NO_NAME and not _LETTER.fullmatch(token) for token in tokens):
        return words
    if not 1 <= len(tokens) <= _MOST_TOKENS or is_role(words) or is_body(words):
        return ""
    if any(
        (token.strip(".").casefold() in _NO_NAME and not _LETTER.fullmatch(token)) or not _TOKEN.fullmatch(token)
        for token in tokens
    ):
        return ""
    proper = [token for token in tokens if token.casefold() not in PARTICLES and token[0] not in "‘'\"“"]
    proper = [_ELIDED.sub("", token) for token in proper]
    if (
        not proper
        or not all(token[0].isupper() for token in proper)
        or (len(proper) == 1 and (len(proper[0]) < _SHORTEST or proper[0].isupper()))
    ):
        return ""
    return words
