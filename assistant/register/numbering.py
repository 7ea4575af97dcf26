"""Records by their numbers: registers that number their records alike hold different ones, editions of one the same.

Pure but for the words of a sheet: the risk R-1 of one register is not the R-1 of another that says something else.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from assistant.register.match import Shelf, same_number
from assistant.register.standards import sheet_of
from assistant.register.words import stems
from evidence.model import StoredFact

_NAMED = ("text", "title", "name")
_SHARED = 0.5  # of the words of the shorter of two texts about one record
_LISTED = 2  # numbered records from which on a document numbers its own
_SAME = 0.5  # share of the numbers in two registers that must tell of alike records for them to be of one series

Words = frozenset[str]


def by_subject(facts: Sequence[StoredFact]) -> list[list[StoredFact]]:
    """Facts of one number by what they say the record is: two registers may number their records alike.

    A fact without words of its own goes with the first.
    """
    groups: list[list[StoredFact]] = []
    for fact in facts:
        own = own_words(fact)
        group = next((g for g in groups if not own or any(alike(own, own_words(each)) for each in g)), None)
        if group is None:
            groups.append([fact])
        else:
            group.append(fact)
    return groups


def alike(one: Words, other: Words) -> bool:
    """Whether two texts may be of one record; what has no words may be of any."""
    return not one or not other or _SHARED * min(len(one), len(other)) <= len(one & other)


def own_words(fact: StoredFact) -> Words:
    """The analysed words that say what a record is, without its number."""
    return stems(next((words for name in _NAMED if (words := fact.get(name))), ""))


def by_register(
    shelf: Shelf, groups: dict[tuple[str, ...], list[StoredFact]]
) -> dict[tuple[str, ...], list[StoredFact]]:
    """Groups of facts with one number each (by key), those of different registers in groups of their own.

    Where most of the numbers that two registers share tell of alike records, they are editions of one, and a number
    stands for one record over time. What minutes say of a number goes with the record that it is most like.
    """
    if all(len(facts) < 2 or len(by_subject(facts)) < 2 for facts in groups.values()):
        return groups
    series = _series(shelf, groups)
    found: dict[tuple[str, ...], list[StoredFact]] = {}
    for key, facts in groups.items():
        listed = [fact for fact in facts if _place(shelf, fact) in series]
        numbers = list(dict.fromkeys(series[_place(shelf, fact)] for fact in listed))
        parts: dict[int, list[StoredFact]] = {number: [] for number in numbers or [0]}
        for fact in facts:
            parts[_belongs(shelf, fact, parts, series)].append(fact)
        for place, part in enumerate(part for part in parts.values() if part):
            found[(*key, str(place)) if place else key] = part
    return found


def _belongs(shelf: Shelf, fact: StoredFact, parts: dict[int, list[StoredFact]], series: dict[Hashable, int]) -> int:
    """The series whose record a fact tells of: its register's own, else the one whose words are like its own."""
    own = series.get(_place(shelf, fact))
    if own is not None:
        return own
    words = own_words(fact)
    like = [number for number, held in parts.items() if any(alike(words, own_words(each)) for each in held)]
    return next(iter(like or parts))


def _place(shelf: Shelf, fact: StoredFact) -> Hashable:
    """Where a record is listed: its document, or the sheet of a workbook."""
    return (fact.document, sheet_of(shelf.view, fact))


def _series(shelf: Shelf, groups: dict[tuple[str, ...], list[StoredFact]]) -> dict[Hashable, int]:
    """Each place that numbers records -> which numbering it follows."""
    held: dict[Hashable, dict[tuple[str, ...], Words]] = {}
    for key, facts in groups.items():
        for fact in facts:
            if words := own_words(fact):
                held.setdefault(_place(shelf, fact), {}).setdefault(key, words)
    series: list[list[dict[tuple[str, ...], Words]]] = []
    found: dict[Hashable, int] = {}
    for place, numbered in held.items():
        if len(numbered) < _LISTED:
            continue
        number = next((n for n, others in enumerate(series) if any(_one(numbered, other) for other in others)), None)
        if number is None:
            number = len(series)
            series.append([])
        series[number].append(numbered)
        found[place] = number
    return found


def _one(numbered: dict[tuple[str, ...], Words], other: dict[tuple[str, ...], Words]) -> bool:
    """Whether two places number alike records alike, as far as they share numbers."""
    shared = numbered.keys() & other.keys()
    return bool(shared) and sum(alike(numbered[key], other[key]) for key in shared) >= _SAME * len(shared)


def namesakes(one: StoredFact, other: StoredFact) -> bool:
    """Whether two facts are of different records with one number: of another kind, or in another register in other words."""
    if not same_number(one.get("number"), other.get("number")):
        return False
    return one.kind != other.kind or (one.document != other.document and not alike(own_words(one), own_words(other)))
