"""Who is meant by a few words: people, roles and bodies, as written.

Used on values ("Owner: Priya Raman, CISO"), cells, lists of attendance and around verbs ("approved by the Board").
Names of people are recognised by their form, roles and bodies by the words that every organisation uses for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_UP = r"[^\W\d_a-zà-öø-ÿ]"  # an upper-case letter
_WORD = rf"{_UP}(?:[^\W\d_]+|['’][^\W\d_]+)(?:['’-][^\W\d_]+)*"
_INITIAL = rf"{_UP}\.(?:-?{_UP}\.)*"
_BARE = rf"{_UP}(?:[ \t]+{_UP})?(?=[ \t]+{_WORD})"  # "S Okafor", "S J Okafor"
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|bin|ibn|al|el|ter|ten|zu|y|Ó|Uí|Ua|O)"
_TITLE = r"(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sir|Dame|Ir|Ing|Eng|Judge|Hon|Rev|Adv|Col|Capt|Sgt)\b\.?"
_NAME = re.compile(
    rf"(?P<title>{_TITLE}\s+)?(?P<name>(?:{_INITIAL}|{_BARE}|{_WORD})(?:[ \t]+(?:{_PARTICLE}\b|{_INITIAL}|{_WORD})){{0,4}})"
)
_ROLE_NOUN = (
    r"(?:officer|executive|manager|director|head|lead|leader|owner|counsel|secretary|chair|chairman|chairwoman|chairperson|president|"
    r"treasurer|auditor|engineer|analyst|controller|coordinator|co-ordinator|administrator|specialist|scientist|architect|"
    r"advisor|adviser|representative|sponsor|supervisor|registrar|trustee|partner|principal|commissioner|custodian|steward|"
    r"moderator|facilitator|clerk|scribe|nurse|physician|consultant|planner|buyer|accountant|"
    r"technologist|technician|librarian|lecturer|bursar|rector|archivist|curator|developer|programmer|designer|pharmacist|inspector|caretaker|"
    r"instructor|foreman|statistician|surveyor|solicitor|paralegal|midwife|superintendent|harbour ?master|headteacher|head teacher|headmaster|headmistress|"
    r"chancellor|provost|comptroller|ombudsman|dean(?= of\b|$)|mayor(?= of\b|$)|minister(?= of\b| for\b|$)|actuary|underwriter|webmaster)"
)
_ACRONYM_ROLE = r"(?:C[A-Z]{1,3}O|DPO|MD|GM|EVP|SVP|VP|PM|PO|HR|GC|QM|CxO)"
_BODY_NOUN = (
    r"(?:board|committee|council|senate|cabinet|general meeting|governing (?:body|authority)|forum|panel|working group|working party|task force|steering group|executive|team|group|assembly|"
    r"directorate|commission|trustees|directors|governors|secretariat|management review|leadership|department|function|"
    r"office|unit|(?:governing|supervisory|executive|management|managing) body|senate|cabinet|syndicate|presidium)"
)
_BODY_WORD = re.compile(rf"(?<!non-)\b{_BODY_NOUN}\b|^(?:exco|excom|slt|elt|smt|manco)$", re.I)
_ROLE_WORD = re.compile(
    rf"\b{_ROLE_NOUN}s?\b|^{_ACRONYM_ROLE}$|^(?:the\s+)?chief\b|\bhead\s+of\b|\bgeneral\s+counsel\b", re.I
)
_NOT_NAMES = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday the a an and or of for in on at by to from with no not yes none nil tbc tbd tba open
    closed done high low medium all staff version draft approved final annex appendix section clause policy procedure
    standard plan report register minutes meeting agenda item action decision risk objective internal external review
    management system information security data quality environmental artificial intelligence iso iec audit""".split()
)
_MONTHS_AND_NAMES = frozenset("april may june august".split())
_SPLIT = re.compile(r"\s*(?:[;\n•|]|,(?!\s*(?:Jr|Sr|Ph\.?D|MD|MBA|CPA)\b)|\s(?:and|&|und|et|y)\s)\s*")
_MAILBOX = re.compile(
    r"[<(\[]?(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[>)\]]?"
)  # it is beside a name, and no part of it
_NOTE = re.compile(r"\s*[(\[](?P<note>[^)\]]{1,80})[)\]]")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody as written; an empty string is what is not said. ``[start, end)`` are offsets in the text given."""

    start: int
    end: int
    person: str = ""
    role: str = ""
    body: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """The most definite of person, body and role."""
        return self.person or self.body or self.role


@lru_cache(maxsize=16_384)  # names and posts recur, and each is asked about by many families
def is_person(words: str) -> bool:
    """Whether ``words`` have the form of a person's name, and are neither a role nor a body."""
    words = words.strip()
    match = _NAME.fullmatch(words)
    if match is None or is_role(words) or is_body(words):
        return False
    tokens = re.findall(r"[^\W\d_]+", match["name"])
    titled = match["title"] is not None and tokens[0].lower() in _MONTHS_AND_NAMES  # "Mrs June Tait"
    if any(token.lower() in _NOT_NAMES for token in tokens[titled:] if len(token) > 1 or len(tokens) == 1):
        return False
    long = [token for token in tokens if len(token) > 1 and not re.fullmatch(_PARTICLE, token)]
    if all(token.isupper() for token in long) and len(long) < 2:
        return False
    return bool(long) and (len(tokens) >= 2 or match["title"] is not None)


def is_listed_name(words: str) -> bool:
    """Whether ``words`` are a name with the family name first, as lists give them ("Ekwueme, Grace")."""
    family, comma, first = (part.strip() for part in words.partition(","))
    return bool(comma) and "," not in first and len(words.split()) <= 5 and is_person(f"{first} {family}")


@lru_cache(maxsize=16_384)
def is_role(words: str) -> bool:
    """Whether ``words`` name a role ("Head of People", "CISO")."""
    return bool(_ROLE_WORD.search(words.strip())) and len(words.split()) <= 8


@lru_cache(maxsize=16_384)
def is_body(words: str) -> bool:
    """Whether ``words`` name a body ("Board of Directors", "ExCo")."""
    stripped = words.strip()
    return bool(_BODY_WORD.search(stripped)) and len(stripped.split()) <= 8 and not _role_of_body(stripped)


_HEADING = re.compile(r"^[^\n]*[.:!?][*_]*\s+[Tt]he\s+")  # "Policy matters. The Board"


def _role_of_body(words: str) -> bool:
    return bool(re.search(rf"\b{_ROLE_NOUN}\b", words, re.I)) and bool(
        re.match(r"(?i)(?:the\s+)?(?:chair|secretary|member|head|president|chief|vice)", words)
    )


@lru_cache(maxsize=16_384)
def party(value: str, offset: int = 0) -> Party | None:
    """The one party that a short value names: "Helena Okafor, Chief Executive", "the Board", "CFO (J. Weber)"."""
    note = ""
    stripped = value = _MAILBOX.sub(lambda match: " " * len(match[0]), value).replace('"', " ")
    if match := _NOTE.search(value):
        note, stripped = match["note"].strip(), value[: match.start()] + " " * len(match[0]) + value[match.end() :]
    person = role = body = ""
    first = last = None
    for part in re.finditer(r"[^,;/|–—\n]+(?:-[^,;/|–—\n]+)*", stripped):
        words = re.sub(r"^(?:by|the|our)\s+", "", part[0].strip(), flags=re.I)
        if not words:
            continue
        kind = "person" if is_person(words) else "body" if is_body(words) else "role" if is_role(words) else ""
        if kind == "person" and not person:
            person = words
        elif kind == "role" and not role:
            role = words
        elif kind == "body" and not body:
            body = _HEADING.sub("", words)
        else:
            continue
        first = part.start() if first is None else first
        last = part.start() + len(part[0].rstrip())
    if note and is_person(note) and not person:
        person = note
    elif note and is_role(note) and not role:
        role = note
    if first is None or last is None:
        return _in_note(match, person, offset)
    first += len(value[first:last]) - len(value[first:last].lstrip())
    return Party(offset + first, offset + last, person, role, body, note)


def _in_note(match: re.Match[str] | None, person: str, offset: int) -> Party | None:
    """The person in a bracket behind a unit that nobody knows ("Finance (Ana Roth)")."""
    if match is None or not person:
        return None
    return Party(offset + match.start("note"), offset + match.end("note"), person, note=match["note"].strip())


def listed(value: str, offset: int = 0) -> list[Party]:
    """Everybody in a list as minutes give them: "Mei Tanaka, Oskar Brandt (from item 3) and the CFO"."""
    found: list[Party] = []
    at = 0
    for piece in _pieces(value):
        start = value.index(piece, at)
        at = start + len(piece)
        words = re.sub(r"^(?:-|\*|\d+[.)])\s*", "", piece).strip()
        lead = piece.find(words) if words else 0
        who = _NOTE.sub("", words).strip(" .:")
        note = match["note"].strip() if (match := _NOTE.search(words)) else ""
        kind = "person" if is_person(who) else "role" if is_role(who) else "body" if is_body(who) else ""
        if kind == "role" and found and found[-1].person and not found[-1].role:
            found[-1] = _with_role(found[-1], who, offset + at)
        elif kind:
            begin = offset + start + lead
            found.append(Party(begin, begin + len(words), **{kind: who}, note=note))
    return found


def _with_role(before: Party, role: str, end: int) -> Party:
    return Party(before.start, end, before.person, role, before.body, before.note)


def _pieces(value: str) -> Iterator[str]:
    shielded = _NOTE.sub(
        lambda match: match[0].replace(",", "\x00").replace(";", "\x01").replace(" and ", "\x02and\x02"), value
    )
    at = 0
    for separator in _SPLIT.finditer(shielded):
        piece = value[at : separator.start()]
        if piece.strip():
            yield piece.strip()
        at = separator.end()
    if value[at:].strip():
        yield value[at:].strip()
