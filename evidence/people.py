"""Who is meant: names as written to persons, with the reason, and ambiguity kept as ambiguity.

Full names found anywhere are the persons. A shorter mention ("J. Weber", "Ms Okafor", "Helena") is a person only when
exactly one fits; when two fit it stays ambiguous and both are named.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_TITLES = frozenset("dr mr mrs ms miss mx prof professor sir dame ir ing eng judge hon rev herr frau mme".split())
_COURTESY = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Mx|Herr|Frau|Mme)\b\.?\s+")
_SMALL = frozenset("van von de der den del della di da dos du la le bin ibn al el ter ten zu y".split())
_NOT_NAMES = re.compile(
    r"(?i)\b(?:board|committee|council|forum|panel|group|team|executive|officer|manager|director|head|chair\w*|secretary|chief|"
    r"department|office|unit|owner|lead|auditor|counsel|management|review|function|all|members?|staff|service|desk|"
    r"operations|authority|commission|agency|directorate|association|party|company|ltd|inc|plc|gmbh|limited|aps|bv|oy|trustees?|president|treasurer|engineer|analyst|policy)\b"
    r"|\b(?:I|we|you|they|he|she|it|that|there|who)['’](?:m|ve|re|ll|d|s)\b"
)
_CLAN = frozenset("ó ní nic uí".split())  # they begin a surname and are never a given name
_PART = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_INITIALS = re.compile(r"[^\W\d_a-zà-öø-ÿ]{2,4}")
_INITIAL = re.compile(r"[^\W\d_]\.? [^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_MAIL = re.compile(r"([\w.+-]+)@[\w.-]+")


@dataclass(frozen=True, slots=True)
class Person:
    """One person: ``key`` is the folded full name, ``name`` the fullest form written, ``former`` other surnames."""

    key: str
    name: str
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a mention means: one person, or several candidates (ambiguous), or nobody known; and why."""

    mention: str
    person: Person | None
    reason: str
    candidates: tuple[Person, ...] = ()


@lru_cache(maxsize=65_536)
def fold(words: str) -> str:
    """Lower case, without accents and titles; blanks closed up. "Dr Mei  Tanaka" -> "mei tanaka"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    plain = plain.replace("ø", "o").replace("Ø", "O").replace("ß", "ss").replace("ł", "l").replace("’", "'")
    parts = plain.casefold().replace(".", ". ").split()
    kept = [part for part in parts if part.strip(".,") not in _TITLES]
    return " ".join(part.strip(",") for part in kept)


@lru_cache(maxsize=65_536)
def is_name(words: str) -> bool:
    """Whether words have the form of a person's name, full or short."""
    stripped = words.strip()
    if not stripped or len(stripped) > 60 or _NOT_NAMES.search(stripped) or any(c.isdigit() for c in stripped):
        return False
    before, comma, after = stripped.partition(",")
    if comma and (not _is_surname(before, listed=True) or "," in after):
        return False  # several people, or a name and something else; "Surname, Given" is a name
    parts = stripped.split()
    named = [part for part in parts if part.lower() not in _SMALL or (len(parts) == 1 and part.isupper())]  # AL, DE
    formed = all(_PART.fullmatch(part.strip(",")) and part[0].isupper() for part in named)
    return len(parts) <= 6 and bool(named) and formed


def _is_surname(words: str, listed: bool = False) -> bool:
    """Whether words are one surname: a single word, or one with what begins surnames ("Ní Bhriain", "van der Berg").

    Before a comma (``listed``) "Van Dam" is one too; by itself it may be Mr Van Dam or Van, who is called Dam.
    """
    *before, _ = words.split() or [""]
    return all(part.lower() in _CLAN or (part.lower() if listed else part) in _SMALL for part in before)


def _straight(name: str) -> str:
    """ "Okafor, Helena" as "Helena Okafor"; other names as they are."""
    last, comma, given = name.partition(",")
    return f"{given.strip()} {last.strip()}" if comma and given.strip() else name


def _parts(folded: str) -> list[str]:
    return [part.strip(".") for part in folded.split()]


class People:
    """The persons that some mentions name; ``mentions`` in any order give the same persons."""

    def __init__(self, mentions: Iterable[str], renamed: Mapping[str, str] | None = None) -> None:
        """``renamed``: former full name -> present full name, where a document says so."""
        forms, short = _told(mentions)
        known = {(key[0], _parts(key)[-1]) for key in forms} | {
            (key[0], _parts(key)[-1].rpartition("-")[2]) for key in forms
        }
        for key, name in sorted(short.items()):  # nobody's full name is anywhere: the short one has to do
            if (key[0], _parts(key)[-1]) not in known:
                forms[key].add(name)
        self._persons = _merged(forms, {fold(old): fold(new) for old, new in (renamed or {}).items()})
        self._by_last: dict[str, set[Person]] = defaultdict(set)
        self._by_first: dict[str, set[Person]] = defaultdict(set)
        self._by_initials: dict[str, set[Person]] = defaultdict(set)
        for key, person in self._persons.items():
            parts = _parts(key)
            for surname in {parts[-1], *parts[-1].split("-"), " ".join(parts[1:])}:
                self._by_last[surname].add(person)
            self._by_first[parts[0]].add(person)
            self._by_initials["".join(part[0] for part in re.split(r"[ -]", key) if part)].add(person)
        self._known: dict[str, Resolved] = {}

    def all(self) -> tuple[Person, ...]:
        """Every person, by key."""
        return tuple(sorted(set(self._persons.values()), key=lambda person: person.key))

    def resolve(self, mention: str) -> Resolved:
        """Who a mention is."""
        if mention not in self._known:
            self._known[mention] = self._resolve(mention.strip())
        return self._known[mention]

    def _resolve(self, mention: str) -> Resolved:
        if match := _MAIL.search(mention):
            mention = re.sub(r"[._+-]+", " ", match[1]).title()
        if is_name(mention) and "," in mention and (person := self._persons.get(fold(_straight(mention)))):
            return Resolved(mention, person, "surname first")
        folded = fold(mention)
        if person := self._persons.get(folded):
            renamed = folded != person.key
            return Resolved(mention, person, "a former or other surname" if renamed else "the full name")
        parts = _parts(folded)
        if not parts or not is_name(mention):
            return Resolved(mention, None, "not a name")
        found, reason = self._shorter(parts)
        if not found and _INITIALS.fullmatch(mention):
            found, reason = self._by_initials.get(folded, set()), "the initials"
        if len(found) == 1:
            return Resolved(mention, next(iter(found)), reason)
        ordered = tuple(sorted(found, key=lambda person: person.key))
        return Resolved(mention, None, f"{reason}, of several" if ordered else "nobody known", ordered)

    def _shorter(self, parts: list[str]) -> tuple[set[Person], str]:
        whole = self._by_last.get(" ".join(parts), set())
        if len(parts) > 1 and whole:
            return whole, "the surname"
        if len(parts) == 1:
            by_last = self._by_last.get(parts[0], set())
            return (by_last, "the surname") if by_last else (self._by_first.get(parts[0], set()), "the given name")
        if "," in parts[0] or len(parts[0]) > 2:
            turned = " ".join([*parts[1:], parts[0]])
            if turned in self._persons:
                return {self._persons[turned]}, "surname first"
            fits = {p for p in self._by_first.get(parts[0], set()) if parts[-1] in _surnames(p)}
            return fits, "given name and surname"
        fits = {p for p in self._by_last.get(parts[-1], set()) if p.key[0] == parts[0][0]}
        return fits, "initial and surname"


def _told(mentions: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, str]]:
    """The full names among mentions, folded, each with its forms; and those of an initial and a surname."""
    forms: dict[str, set[str]] = defaultdict(set)
    short: dict[str, str] = {}
    turned: set[str] = set()
    for mention in mentions:
        name = mention.strip(" ,.")
        if not is_name(name) or _is_surname(name):
            continue
        if "," in name:
            turned.add(name)
        elif _is_full(fold(name)):
            forms[fold(name)].add(_COURTESY.sub("", name))
        elif _INITIAL.fullmatch(fold(name)):
            short.setdefault(fold(name).replace(". ", " "), _COURTESY.sub("", name))
    for name in sorted(_one_person(turned, forms)):
        forms[fold(name)].add(name)
    return forms, short


def _one_person(turned: Iterable[str], forms: Mapping[str, object]) -> Iterator[str]:
    """The names of "Surname, Given" straight, without those that name two people by their given or last names."""
    given = {_parts(key)[0] for key in forms}
    last = {_parts(key)[-1] for key in forms}
    for name in turned:
        straight = _straight(name)
        ends = {_parts(fold(straight))[0], _parts(fold(straight))[-1]}
        if fold(straight) in forms or not (ends <= given or ends <= last):
            yield straight


def _surnames(person: Person) -> set[str]:
    last = _parts(person.key)[-1]
    return {last, *last.split("-"), *(_parts(former)[-1] for former in person.former)}


def _is_full(folded: str) -> bool:
    parts = _parts(folded)
    return len(parts) >= 2 and len(parts[0]) > 1 and len(parts[-1]) > 1


def _merged(forms: Mapping[str, set[str]], renamed: Mapping[str, str]) -> dict[str, Person]:
    """Folded full name -> person; names that differ by a middle name or an added surname are one person."""
    target = {name: name for name in forms}
    for old, new in renamed.items():
        if old in target and new in target and old != new:
            target[old] = new
    for name in sorted(forms):
        if target[name] == name:
            longer = [other for other in forms if other != name and _extends(other, name)]
            if len(longer) == 1:
                target[name] = longer[0]
    persons: dict[str, Person] = {}
    for name in sorted(forms):
        last = _end(target, name)
        others = tuple(sorted(other for other in forms if other != last and _end(target, other) == last))
        persons[name] = Person(last, max(sorted(forms[last]), key=_fullness), others)
    return persons


def _fullness(form: str) -> tuple[int, int]:
    return len(form), sum(not character.isascii() for character in form)


def _end(target: Mapping[str, str], name: str) -> str:
    seen = {name}
    while target[name] not in seen:
        name = target[name]
        seen.add(name)
    return name


def _extends(longer: str, shorter: str) -> bool:
    """ "karen holt-jensen" extends "karen holt"; "helena m okafor" extends "helena okafor"."""
    a, b = _parts(longer), _parts(shorter)
    if a[0] != b[0]:
        return False
    if a[-1] == b[-1]:
        return len(a) > len(b) == 2
    return len(a) == len(b) and b[-1] in a[-1].split("-")
