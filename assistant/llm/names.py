"""Proper names and roles of a claim that its cited words do not hold."""

# ruff: noqa: E501 - vocabularies: one meaning a line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.llm.figures import without
from assistant.llm.thesaurus import common
from assistant.llm.words import FUNCTION, Token, stem_of, tokens
from assistant.words import akin
from evidence.people import fold, is_name

_ROLES = """board committee council forum panel president chair chairman chairwoman chairperson director manager officer head
    lead secretary treasurer trustee auditor assessor owner supervisor engineer analyst counsel administrator coordinator
    executive management regulator supplier vendor contractor processor customer client consultant shareholder deputy
    ceo cfo cto ciso coo dpo cio hr founder lawyer developer team department employee staff""".split()
_ROLE_STEMS = {stem_of(role): role for role in _ROLES}
_HEADED = frozenset("manager director officer committee department team group council panel".split())
_FAMILIES = (
    frozenset(map(stem_of, "chair chairman chairwoman chairperson".split())),
    frozenset(map(stem_of, "staff employee personnel worker".split())),
    frozenset(map(stem_of, "supplier vendor provider contractor".split())),
    frozenset(map(stem_of, "customer client".split())),
    frozenset(map(stem_of, "team department group".split())),
)
_GIVEN = frozenset("mark grant will rose frank bill chase drew sue rob pat art grace hope faith joy miles dean page wade clay"
                   " guy nick rich ray hunter reed price day park white black brown green young long small".split())  # fmt: skip
"""Words of ordinary English that people are called by."""
TITLES = frozenset("mr mrs ms miss mdm madam captain dr prof professor sir dame".split())
_SAME = 6  # letters in which a role and its verb agree: deputy, deputises
_GAP = 2  # words that may stand inside a name: an initial, "of the"
_NOUN = re.compile(
    r"(?:ing|ed|ly|ion|ions|ment|ments|ance|ence|ity|ness|ship|age|ism|ure|sis|al|ware|ery|hip|work|data)$"
)
_PLURAL_VERB = re.compile(r"(?:are|were|have|do|must|shall|will|should|may|can|need|who|that|in|of|and|for|to)$")
_WORDS = re.compile(r"[^\W\d_]")


def missing_names(claim: str, evidence: str) -> list[str]:
    """Proper names of ``claim`` that ``evidence`` does not name as a whole, as the claim writes them."""
    held = _folded(evidence)
    return [" ".join(t.text for t in name) for name in names(claim, evidence) if not _held(name, held, evidence)]


def missing_roles(claim: str, evidence: str) -> list[str]:
    """Roles and bodies of ``claim`` that ``evidence`` does not name."""
    held = {stem for token in tokens(evidence) for stem in (token.stem, *map(stem_of, re.split(r"[-/]", token.low)))}
    words = tokens(claim)
    found = [place for place, token in enumerate(words) if is_role(token)]
    missing = [words[place] for place in found if not _role_held(words[place], held, evidence)]
    of = [other for place in found for other in _of_role(claim, words, place) if other.stem not in held]
    return [token.text for token in (*missing, *of)]


def _of_role(claim: str, words: Sequence[Token], place: int) -> list[Token]:
    """What a role is over: "quality" in "head of quality" and in "quality manager"."""
    token = words[place]
    following, before = words[place + 1 : place + 3], words[max(0, place - 1) : place]
    found = [following[1]] if len(following) == 2 and following[0].low in ("of", "for") and following[1].stem else []
    if token.low.rstrip("s") in _HEADED and before and before[0].stem and claim[before[0].end : token.start] == " ":
        found.append(before[0])
    return [
        each for each in found if each.stem not in _ROLE_STEMS and not each.text[0].isupper() and each.low.isalpha()
    ]


def is_role(token: Token) -> bool:
    """Whether a word names a role or a body."""
    return token.stem in _ROLE_STEMS and not token.low.endswith(("ed", "ing"))


def is_person(name: str) -> bool:
    """Whether a name has the form of a person's, not of a document or a body."""
    return is_name(name) and not any(t.stem in _ROLE_STEMS for t in tokens(name))


@lru_cache(maxsize=4_096)
def names(claim: str, evidence: str = "") -> tuple[tuple[Token, ...], ...]:
    """Runs of capitalised words of ``claim``. A sentence's first word counts unless it is plainly a common one."""
    masked = without(claim)
    words = tokens(masked)
    lowered = {token.low for token in tokens(evidence) if token.text.islower()}
    runs: list[list[Token]] = []
    joined = False
    for place, token in enumerate(words):
        gap = masked[words[place - 1].end : token.start] if place else ""
        capital = _capital(words, place, masked, lowered)
        if capital and joined and runs and not gap.strip(" .\n"):
            runs[-1].append(token)
        elif capital:
            runs.append([token])
        joined = capital
    return tuple(tuple(run) for run in runs if any(t.low not in TITLES for t in run))


def _capital(words: Sequence[Token], place: int, text: str, lowered: set[str]) -> bool:
    token = words[place]
    if not token.text[0].isupper() or token.low in FUNCTION or not _WORDS.match(token.text):
        return False
    before = text[: token.start].rstrip(" \"'“‘(*_")
    if before and before[-1] not in ".!?:\n":
        return True
    if re.search(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|[A-Z])\.$", before):
        return True
    following = words[place + 1] if place + 1 < len(words) else None
    beside = following and not text[token.end : following.start].strip(" .")
    if following and beside and following.text[0].isupper() and following.low not in FUNCTION:
        return True
    return not _common(token, following, lowered)


def _common(token: Token, following: Token | None, lowered: set[str]) -> bool:
    """Whether a sentence's lone first word is a common one: known in lower case, or formed like a noun without article."""
    if token.low in lowered or token.low.rstrip("s") in lowered or f"{token.low}s" in lowered:
        return True
    if _NOUN.search(token.low) or token.stem in _ROLE_STEMS:
        return True
    if common(token.stem) and token.low not in _GIVEN:
        return True
    plural = token.low.endswith("s") and not token.low.endswith("ss")
    return plural and following is not None and bool(_PLURAL_VERB.match(following.low))


def _folded(text: str) -> list[str]:
    """The words of ``text``, each compound also by its parts."""
    found: list[str] = []
    for token in tokens(text):
        parts = [part for part in re.split(r"[-/&]", token.text) if part]
        found += [fold(part) for part in parts] or [fold(token.text)]
    return found


def _held(name: tuple[Token, ...], held: list[str], evidence: str) -> bool:
    if _sequence(name, held) or _initials(name, evidence):
        return True
    for cut in range(1, len(name)):  # "CEO Tom Lee" for "Tom Lee, CEO"
        left, right = name[:cut], name[cut:]
        if (
            any(_titular(part) for part in (left, right))
            and _held(left, held, evidence)
            and _held(right, held, evidence)
        ):
            return True
    return False


def _titular(part: Sequence[Token]) -> bool:
    return any(t.stem in _ROLE_STEMS or t.text.isupper() or t.low in TITLES for t in part) or not is_person(
        " ".join(t.text for t in part)
    )


def _sequence(name: Sequence[Token], held: list[str]) -> bool:
    wanted = [w for t in name if t.low not in TITLES for w in _folded(t.text)]
    if not wanted:
        return True
    for start in (place for place, word in enumerate(held) if _equal(wanted[0], word)):
        at = start
        for word in wanted[1:]:
            at = next((n for n in range(at + 1, min(at + 2 + _GAP, len(held))) if _equal(word, held[n])), -1)
            if at < 0:
                break
        else:
            return True
    return False


def _equal(one: str, other: str) -> bool:
    """Equal, but for a plural: names are never compared by their stems."""
    return one == other or (len(one) > 3 and (one == f"{other}s" or other == f"{one}s"))


def _initials(name: Sequence[Token], evidence: str) -> bool:
    """An acronym for the words it stands for, either way round."""
    written = "".join(t.text for t in name)
    if len(name) == 1 and written.isupper() and 2 <= len(written) <= 6:
        return any(run == written.lower() for run in _runs(evidence, len(written)))
    letters = "".join(t.text[0] for t in name).upper()
    return 3 <= len(letters) <= 6 and any(t.text == letters for t in tokens(evidence))


def _runs(text: str, length: int) -> Iterator[str]:
    """The initials of every run of ``length`` words, small words left out."""
    letters = [part[0] for t in tokens(text) if t.low not in FUNCTION for part in t.low.split("-") if part]
    for start in range(len(letters) - length + 1):
        yield "".join(letters[start : start + length])


def _role_held(token: Token, held: set[str], evidence: str) -> bool:
    if any(
        token.stem == stem or akin(token.stem, stem) or stem.startswith(token.stem[:_SAME])
        for stem in held
        if len(token.stem) >= _SAME or token.stem == stem or akin(token.stem, stem)
    ) or any(token.stem in family and family & held for family in _FAMILIES):
        return True
    if len(token.text) <= 5 and token.text.isupper():
        return _initials((token,), evidence)
    return any(
        w.text.isupper() and 3 <= len(w.text) <= 5 and token.low[0] in w.low
        for w in tokens(evidence)
        if w.low in _ROLES
    )
