"""The controlled document that a question is about, and which of its editions: the one in force unless it says another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.named_documents import named_by
from assistant.register.match import Match, Shelf, weights_of, words_of
from assistant.register.request import Request
from assistant.register.words import coverage, stems
from evidence.entities import Entities
from evidence.families import Edition, Families, Family
from evidence.lexical import analyse
from evidence.numerals import number_in
from evidence.titles import same_version, title_words, version_in

_COVERED = 0.8  # share of what is asked about that the facts of the edition and their documents must hold
_TOLD = 2  # words of a name, its sort among them
_EDITION = r"(?:version|edition|issue|revision|release)"
_ORDINAL = re.compile(
    rf"\b(?P<which>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{{1,2}}(?:st|nd|rd|th)) (?:\w+ ){{0,2}}?{_EDITION}\b",
    re.I,
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_EARLIER = re.compile(
    r"\b(?:the|our|an?|its|this|that|your)\s+(?:very\s+)?(?:old|older|former|previous|superseded|obsolete|withdrawn|replaced|outdated|earlier)\s+\w",
    re.I,
)
_SHORT = {"ai": frozenset(("artificial", "intelligence")), "infosec": frozenset(("information", "security"))}
_STATED = re.compile(
    r"\b(?:approved|adopted|ratified|endorsed|authori[sz]ed|signed off|in force|in effect|valid|current|applicable|effective"
    r"|withdrawn|superseded|obsolete|repealed|revoked|replaced)\b",
    re.I,
)
"""Words for how a document stands, which are no part of its name."""
_OF_EDITIONS = ("approve", "sign", "own", "review", "effective", "withdraw")
_ANY_SORT = stems(
    "document policy procedure standard plan version edition issue revision superseded obsolete withdrawn original former previous"
    " force valid present today second third fourth fifth sixth seventh eighth ninth tenth under"
)


def family_of(shelf: Shelf, request: Request) -> Family | None:
    """The one document that the question names, by its number or by all words of a name that documents give it."""
    families, text = shelf.view.derived("entities", Entities).families, request.query.text
    named = families.named_in(text) or families.named_in(request.query.search_text)
    if not named:
        words = _spread(title_words(text))
        fits: dict[str, int] = {}
        for family in families.all():
            held = [len(name) for name in _names(family) if len(name) > 1 and name <= words]
            if held:
                fits[family.key] = max(held)
        named = {key for key, size in fits.items() if size == max(fits.values())}
    return families.get(next(iter(named))) if len(named) == 1 else _shortened(families, request)


def edition_of(family: Family, request: Request) -> Edition | None:
    """The edition that is named, else the one in force; the only one where nothing tells since when it is.

    An owner and a day of review may be asked of one that is not in force yet.
    """
    told = version_asked(request)
    if told:
        return next((each for each in reversed(family.editions) if same_version(each.version, told)), None)
    if request.periods:
        return _of_the_time(family, request)
    current = family.current(request.as_of)
    if asks_for_an_earlier(request):
        return _before(family, current, request)
    if current is not None or len(family.editions) != 1:
        return current
    (only,) = family.editions
    lasting = request.relation is not None and (request.relation.name == "own" or request.want == "next")
    return only if lasting or not (only.begins or only.unfinished) else None


def version_asked(request: Request) -> str:
    """The version that the question names, by figures or as "the second edition"; or ""."""
    for text in (request.query.text, request.query.search_text):
        if version := version_in(text):
            return version
        if ordinal := _ORDINAL.search(text):
            word = ordinal["which"].lower()
            return str(_ORDINALS.index(word) + 1) if word in _ORDINALS else str(number_in(word[:-2]))
    return ""


def asks_for_an_earlier(request: Request) -> bool:
    """Whether the question is about an edition that came before the one in force."""
    return request.order == "first" or bool(_EARLIER.search(request.query.text))


def is_all(shelf: Shelf, request: Request, edition: Edition) -> bool:
    """Whether the edition is all that is asked about: facts about it and their documents hold nearly every word."""
    held = stems(edition.title).union(*(words_of(fact) | shelf.filed(fact) for fact in edition.facts))
    held |= _spread(held)
    named = {term: 1.0 for name in request.query.identifiers for term in stems(name)}
    named |= dict.fromkeys(_ANY_SORT, 1.0)
    return coverage(weights_of(request, shelf.rarity), held, named) >= _COVERED


def _before(family: Family, current: Edition | None, request: Request) -> Edition | None:
    """The first edition, or the one before the one in force; the last where none is in force any more."""
    if request.order == "first":
        known = len(family.editions) > 1 or same_version(family.editions[0].version, "1")
        return family.editions[0] if known else None
    earlier = list(family.editions)
    if current is not None:
        earlier = earlier[: earlier.index(current)]
    earlier = [each for each in earlier if not each.unfinished]
    return earlier[-1] if earlier else None


def _of_the_time(family: Family, request: Request) -> Edition | None:
    """The one edition that was approved, or began to hold, in the one span of time that is named."""
    if len(request.periods) != 1:
        return None
    (period,) = request.periods

    def within(day: date | None) -> bool:
        return day is not None and period.first <= day <= period.last

    found = [each for each in family.editions if within(each.approved) or within(each.begins)]
    return found[0] if len(found) == 1 else None


def _shortened(families: Families, request: Request) -> Family | None:
    """The one document whose name holds all that is asked about: "the AI policy" for the Responsible AI Policy."""
    text = request.query.text
    states = {term for match in _STATED.finditer(text) for term in analyse(match[0])}
    asked = {term for term in request.terms if term not in request.light} - states
    if not named_by(text) or len(asked) < _TOLD:
        return None
    found = [each for each in families.all() if any(asked <= stems(" ".join(name)) for name in _names(each))]
    return found[0] if len(found) == 1 else None


def _names(family: Family) -> Iterator[frozenset[str]]:
    """The words of every name of a document: its titles, what registers and minutes call it, its files' names."""
    for edition in family.editions:
        for fact in edition.facts:
            yield title_words(fact.get("title") or fact.get("subject"))
        for fact in edition.own:
            yield title_words(fact.doc_id.rsplit("/", 1)[-1].replace("_", " "))


def _spread(words: frozenset[str]) -> frozenset[str]:
    """The words with an abbreviation beside its long form, and the other way round."""
    for short, whole in _SHORT.items():
        if short in words:
            words |= whole
        elif whole <= words:
            words |= {short}
    return words


def of_the_edition(shelf: Shelf, request: Request, matches: Sequence[Match]) -> list[Match]:
    """``matches`` without what is said of other editions of a document than the one that is asked about."""
    if request.relation is None or request.relation.name not in _OF_EDITIONS:
        return list(matches)
    family = family_of(shelf, request)
    edition = edition_of(family, request) if family is not None else None
    if family is None or edition is None:
        return list(matches)
    others = [each for each in family.editions if each is not edition]
    papers = {rowid for each in others for rowid in each.documents} - edition.documents
    facts = {fact.id for each in others for fact in each.facts} - {fact.id for fact in edition.facts}
    return [each for each in matches if each.fact.document not in papers and each.fact.id not in facts]
