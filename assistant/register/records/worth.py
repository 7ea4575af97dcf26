"""What a value is: a day, people, a number, a yes, nothing; told from its characters alone."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from assistant.register import people
from evidence.dates import find_dates
from evidence.states import ahead

_NOTHING = re.compile(
    r"[\s.…_?/—–-]*|(?:n\.? ?/ ?a\.?|none(?: (?:seen|yet|given|named|recorded|set|so far|known))?|nil|nobody|no ?one|not (?:yet )?"
    r"(?:assigned|allocated|set|named|known|recorded|given|done|started|applicable)|not yet|unassigned|unknown|vacant|blank|"
    r"t\.?b\.?[acd]\.?|to be (?:confirmed|agreed|decided|named|set|assigned|filled|appointed|announced|determined|defined|found)|open|missing|outstanding|(?:none|nil|nobody|not yet)\s*[,;:(–—-].*)",
    re.I,
)
_LACKING = re.compile(r"(?:no|not|never|none|nil|nobody|missing|outstanding|pending)\b(?! ?\.? ?\d)|[✗✘☐]", re.I)
_UNSETTLED = re.compile(
    r"(?:pending|planned|proposed|requested|awaiting|draft|in (?:approval|progress|preparation))\b(?! (?-i:[A-Z]))",
    re.I,
)
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]|(?:[,;]|\s[-–—])\s+\D*$")
_NEVER = re.compile(r"never(?: (?:done|so far|yet|before))?|not (?:so far|yet(?: \w+)?|done)|none (?:yet|so far)", re.I)
_SKIPPED = frozenset({"open", "missing", "outstanding", "not applicable", "n/a", "na"})
_LETTER = r"(?=\W*$|\s*[(,;:/–—-])"  # a letter that stands for a word, and is no initial
_YES = re.compile(rf"[yx]{_LETTER}|(?:yes|ja|true|ok|passed|done|complete[d]?|met)\b|[✓✔☑]", re.I)
_NO = re.compile(rf"n{_LETTER}|(?:no|nein|false|not)\b|[✗✘☐]", re.I)
_PLAIN = re.compile(rf"[ynx]{_LETTER}|(?:yes|ja|no|nein|true|false)\b|[✓✔☑✗✘☐]", re.I)
_NUMBER = re.compile(
    r"[<>≤≥~]?\s*(?:[£$€]|GBP|EUR|USD|CHF|kr\.?)?\s*\d[\d.,' ]*\s*(?:%|[£$€]|GBP|EUR|USD|CHF|[a-zA-Zµ/°]{1,12})?(?: or (?:less|more|fewer|under|over|below|above))?",
)
_NAME = r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Sir|Dame)\.?\s+)?(?:[A-Z]\.?\s?){0,3}[A-Z][\w'’-]+(?:\s+(?:de|van|der|den|von|al|el|bin|di|da|le|la)?\s*[A-Z][\w'’.-]*){0,3}"
_PEOPLE = re.compile(rf"{_NAME}(?:\s*(?:,|;|/|&|and|\+|with)\s*{_NAME})*")
_INITIALS = re.compile(r"[A-Z]{2,4}(?:\s*(?:,|/|&|and|\+)\s*[A-Z]{2,4})*")


@lru_cache(maxsize=50_000)
def nothing(value: str) -> bool:
    """Whether a cell says that there is nothing: it is empty, a dash, "none", "tbc", a dotted line."""
    return bool(_NOTHING.fullmatch(value.strip(" .:;*()[]"))) and value.strip(" .").lower() not in _SKIPPED


@lru_cache(maxsize=50_000)
def lacking(value: str) -> bool:
    """Whether a cell says that what its column is for is not there: nothing, "no", "not returned"."""
    return nothing(value) or bool(_LACKING.match(value.strip()))


@lru_cache(maxsize=50_000)
def days(value: str) -> tuple[date, ...]:
    """The days that a value gives, in order; day before month where figures allow both."""
    return tuple(found.value for found in find_dates(value, order="dmy") if found.precision == "day")


@lru_cache(maxsize=50_000)
def day(value: str) -> date | None:
    """The one day that a value is, and little else."""
    found = find_dates(value, order="dmy")
    if len(found) != 1 or found[0].precision != "day":
        return None
    rest = value[: found[0].start] + value[found[0].end :]
    return found[0].value if len(re.findall(r"\w+", rest)) <= 4 else None


@lru_cache(maxsize=50_000)
def names(value: str) -> bool:
    """Whether a value is, or begins with, people, a role or a body: "C Aske", "HO", "Finance Director", "Jo Day, 3 May"."""
    head = re.split(r"\s*[,;(]\s*|\s+[-–—]\s+", value.strip(), maxsplit=1)[0].strip(" .")
    head = re.sub(r"^(?:yes|no)\s*[-–—:]?\s*", "", head, flags=re.I)
    if not head or re.search(r"\d", head) or len(head) > 60:
        return False
    if people.sort(head) in ("role", "body"):
        return len(head.split()) <= 6 and not (head.isupper() and not _INITIALS.fullmatch(head))
    return bool(_INITIALS.fullmatch(head) or (len(head.split()) > 1 and _PEOPLE.fullmatch(head)))


@lru_cache(maxsize=50_000)
def unsettled(value: str) -> bool:
    """Whether a value only says that somebody or something is still to come: "pending", "(planned)", "P. Vane (proposed)"."""
    rest = value if _UNSETTLED.match(value.strip(" .:;*()[]")) else " ".join(_ASIDE.findall(value))
    return ahead(rest) or bool(_UNSETTLED.match(rest.strip(" .:;*()[]")))


@lru_cache(maxsize=50_000)
def never(value: str) -> bool:
    """Whether a value says that something has not been done so far."""
    return bool(_NEVER.fullmatch(value.strip(" .:;*()[]")))


@lru_cache(maxsize=50_000)
def number(value: str) -> bool:
    """Whether a value is a figure, with or without a unit."""
    return bool(_NUMBER.fullmatch(value.strip()))


def plain_verdict(value: str) -> bool:
    """Whether a value says yes or no itself, or has a tick or a cross, rather than a state that may answer so."""
    return bool(_PLAIN.match(value.strip()))


def verdict(value: str) -> bool | None:
    """What a value says to "is it so?": yes, no, or neither."""
    text = value.strip()
    return False if _NO.match(text) else True if _YES.match(text) else None
