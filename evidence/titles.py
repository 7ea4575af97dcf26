"""Titles, roles and bodies as keys: what is said in two ways is one thing.

"The new Risk Management Framework v4.1" and "Risk Management Framework (POL-09)" are one work; "CEO" and "Chief
Executive Officer" one role; "AIGC" and "AI Governance Committee" one body.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from evidence.people import fold

_VERSION = re.compile(
    r"(?i)[\s_(,–—-]*\b(?:(?:version|edition|issue|revision|release|ver|rev|ed)\.?\s*\d+(?:\.\d+)*|v\.?\s?\d+(?:\.\d+)*|\d+\.\d+(?:\.\d+)*)\b\)?"
)
_NUMBER = re.compile(r"\b[A-Z][A-Z0-9]{1,9}(?:[-/ ][A-Z]{1,6})?[- ]?\d{1,5}(?:[-.]\d{1,4})*\b|\b[A-Z]-\d{2,4}\b")
_AI = re.compile(r"\bartificial[\s_]+intelligence\b")
_NOISE = frozenset(
    "the our a an new revised updated current final draft signed copy of and for on to in company approved announcing "
    "published".split()
)
_ROLES = {
    "ceo": "chief executive", "chief executive officer": "chief executive", "cfo": "chief financial officer",
    "coo": "chief operating officer", "cro": "chief risk officer", "cto": "chief technology officer",
    "cio": "chief information officer", "ciso": "chief information security officer", "cso": "chief security officer",
    "cco": "chief compliance officer", "cdo": "chief data officer", "chro": "chief human resources officer",
    "cmo": "chief marketing officer", "cpo": "chief privacy officer", "cao": "chief ai officer",
    "caio": "chief ai officer", "dpo": "data protection officer", "md": "managing director", "gc": "general counsel",
    "gm": "general manager", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
    "chairman of the board": "chair of the board", "board chair": "chair of the board",
    "chair of the board of directors": "chair of the board", "finance director": "chief financial officer",
}  # fmt: skip
_BODIES = {
    "exco": "executive committee", "excom": "executive committee", "executive board": "executive board",
    "slt": "senior leadership team", "elt": "executive leadership team", "smt": "senior management team",
    "bod": "board of directors", "the board": "board of directors",
}  # fmt: skip
_LEAD = re.compile(r"^(?:the|our|a|an|this|its|company(?:'s)?)\s+")
_DEPUTY = re.compile(r"^(?:acting|interim|deputy|vice)\s+")
_ACTING = re.compile(r"^(?:acting|interim)\s+")  # who acts holds the post; a deputy does not
_DUTY = re.compile(
    r"(?i),\s*(?:(?:kept |took )?(?:the )?(?:minutes|notes)|(?:minute|note)[ -]?taker|observ(?:ing|er))\s*$"
)
_WHILE = re.compile(r"\s*[;(]\s*|\s+(?:while|until|pending)\b")
_FORM = re.compile(r"\s+(?:ltd|limited|inc|llc|plc|gmbh|ag|oy|ab|aps|bv|nv|sa|srl|kft)$")
_DASH = re.compile(r"\s+[–—-]\s+")
_BODY = re.compile(
    r"(?:.+ )?(?:board|committee|council|forum|panel|group|team|party|office|department|directorate|unit|authority|"
    r"commission|agency|desk)|board of \w+"
)
_POST = re.compile(
    r"\b(?:chair(?:man|woman|person)?|head|member|secretary|director|officer|manager|lead(?:er)?|clerk|president)\b"
)


@lru_cache(maxsize=65_536)
def title_words(title: str) -> frozenset[str]:
    """The words by which a work is known: without version, number, articles and file suffix; plurals as singulars."""
    plain = _NUMBER.sub(" ", _VERSION.sub(" ", re.sub(r"\.\w{2,4}$", "", title)))
    words = re.findall(r"[^\W_]+", _AI.sub("ai", fold(plain)))
    return frozenset(_singular(word) for word in words if word not in _NOISE and not word.isdigit())


@lru_cache(maxsize=4096)
def other_forms(title: str) -> frozenset[frozenset[str]]:
    """The words of what a title is called besides: its head before a dash; words that stand together as their initials.

    "Access Standard – intranet" is the Access Standard, "Artificial Intelligence Policy" the AI policy.
    """
    head, *rest = re.split(r"\s+[–—-]\s+", title)
    forms = {title_words(head)} if rest and len(title_words(head)) > 1 else set()
    words = re.findall(r"[^\W_]+", fold(_NUMBER.sub(" ", _VERSION.sub(" ", title))))
    for start in range(len(words)):
        for end in range(start + 2, min(len(words), start + 5)):  # the last word stays: policy, plan, standard
            short = "".join(word[0] for word in words[start:end])
            forms.add(title_words(" ".join([*words[:start], short, *words[end:]])))
    return frozenset(forms)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=65_536)
def numbers_in(words: str) -> tuple[str, ...]:
    """Document and item numbers in words, upper-cased without blanks: "POL 09" -> "POL-09"."""
    return tuple(dict.fromkeys(re.sub(r"\s+", "-", match[0].upper()) for match in _NUMBER.finditer(words)))


@lru_cache(maxsize=65_536)
def version_in(words: str) -> str:
    """The version a few words name ("issue 3.0 of May" -> "3.0"), or ""."""
    match = _VERSION.search(words)
    digits = re.search(r"\d+(?:\.\d+)*", match[0]) if match else None
    return digits[0] if digits else ""


def version_key(version: str) -> tuple[int, ...]:
    """For ordering versions: "3.10" after "3.9"; () where there is no number."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:4])


def same_version(one: str, other: str) -> bool:
    """Whether two versions are one: "5" is "5.0"."""
    first, second = version_key(one), version_key(other)
    longest = max(len(first), len(second))
    return first + (0,) * (longest - len(first)) == second + (0,) * (longest - len(second))


@lru_cache(maxsize=65_536)
def role_key(role: str) -> str:
    """One form of a role: "The CEO" and "Chief Executive Officer" are "chief executive"."""
    post = _ACTING.sub("", _role(role))
    return _ROLES.get(post, post)


def _role(role: str) -> str:
    """A role's words, without what somebody did at a meeting besides, and without for how long they hold it."""
    folded = _LEAD.sub("", fold(_DUTY.sub("", role))).strip(" .,;:")
    return _WHILE.split(folded)[0]


def is_deputy(role: str) -> bool:
    """Whether a role is that of a deputy or somebody acting for another."""
    return bool(_DEPUTY.match(_role(role)))


class Roles:
    """The roles that some mentions name; an abbreviation is the one role with its initials, else what it mostly is."""

    def __init__(self, mentions: Iterable[str]) -> None:
        self._by_initials: dict[str, set[str]] = defaultdict(set)
        for role in {role_key(mention) for mention in mentions if " " in _role(mention)}:
            for initials in _initials(role):
                self._by_initials[initials].add(role)

    def key(self, mention: str) -> str:
        """One form of a role; "" for no words."""
        fits = self._by_initials.get(_ACTING.sub("", _role(mention)), set())
        return next(iter(fits)) if len(fits) == 1 else role_key(mention)

    def is_short(self, mention: str) -> bool:
        """Whether a mention is the abbreviation of a role."""
        post = _role(mention)
        return " " not in post and self.key(mention) != post


class Bodies:
    """The bodies that some mentions name; an abbreviation is the body whose initials it has, if there is one only."""

    def __init__(self, mentions: Iterable[str]) -> None:
        counts = Counter(body for mention in mentions if (body := _body(mention)))
        self._known = set(counts)
        self._long = {body for body in counts if len(body.split()) > 1}
        self._by_initials: dict[str, set[str]] = defaultdict(set)
        for body in self._long:
            for initials in _initials(body):
                self._by_initials[initials].add(body)

    def key(self, mention: str) -> str:
        """One form of a body; "" for no words."""
        body = _body(mention)
        if not body:
            return ""
        *before, last = _DASH.split(body)  # "Hill Mill Ltd – Board of Directors" names whose it is first
        body = last if before and last in self._known else body
        fits = self._by_initials.get(body.replace(" ", ""), set()) if " " not in body else set()
        if len(fits) == 1:
            return next(iter(fits))
        return "board of directors" if body == "board" else body

    def is_body(self, mention: str) -> bool:
        """Whether a mention has the form of a body and not of a post: "PACS team", but not "Head of the PACS team"."""
        key = self.key(mention)
        return bool(_BODY.fullmatch(key)) and not _POST.search(key)


def _body(mention: str) -> str:
    words = _LEAD.sub("", fold(re.sub(r"\([^)]*\)", "", mention))).strip(" .,;:")
    words = re.sub(r"\s+(?:meeting|minutes|resolution)$", "", _FORM.sub("", words))
    words = re.sub(r"\bof the\b", "of", words)
    return _BODIES.get(words, words)


def _initials(body: str) -> set[str]:
    words = [word for word in body.split() if word not in ("of", "for", "and", "the", "on")]
    short = "".join(word[0] for word in words)
    kept = "".join(word if word in ("ai", "it", "hr", "esg", "qa") else word[0] for word in words)
    return {each for each in (short, kept) if len(each) > 1}


def same_title(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two works' words mean one work: equal, or all of the shorter (of at least two) with one word more."""
    if not one or not other:
        return False
    small, large = sorted((one, other), key=len)
    return one == other or (len(small) >= 2 and small <= large and len(large) - len(small) <= 1)


def closest(words: frozenset[str], known: Mapping[str, frozenset[str]]) -> str:
    """The key of the one work that some words name, "" for none or several: equal words first, then contained ones."""
    if not words:
        return ""
    equal = [key for key, title in known.items() if title == words]
    if equal:
        return equal[0] if len(equal) == 1 else ""
    near = [key for key, title in known.items() if same_title(title, words)]
    if len(near) == 1:
        return near[0]
    held = [key for key, title in known.items() if len(title) >= 2 and title <= words]
    longest = max((len(known[key]) for key in held), default=0)
    best = [key for key in held if len(known[key]) == longest]
    return best[0] if len(best) == 1 else ""
