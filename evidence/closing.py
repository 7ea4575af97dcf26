"""Whether a numbered finding or action is closed, over all the documents that tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from evidence.model import StoredFact
from evidence.states import over, reopened


def in_order(facts: Iterable[StoredFact]) -> list[StoredFact]:
    """Facts of one number, the oldest document's first."""
    return sorted(facts, key=lambda fact: (fact.get("written"), fact.doc_id, fact.ordinal))


def last_status(ordered: Sequence[StoredFact]) -> str:
    """The status that the newest document gives, "" where none does."""
    return next((fact.get("status") for fact in reversed(ordered) if fact.get("status")), "")


def is_closed(ordered: Sequence[StoredFact]) -> bool:
    """Whether any document says that it is closed, and the last status does not say that it was opened again."""
    ended = any(over(fact.get("status"), bool(fact.get("closed"))) for fact in ordered)
    return ended and not reopened(last_status(ordered))


def closed_numbers(facts: Iterable[StoredFact]) -> frozenset[str]:
    """The numbers of ``facts`` (of one kind) that are closed."""
    found: dict[str, list[StoredFact]] = defaultdict(list)
    for fact in facts:
        if fact.get("number"):
            found[fact.get("number")].append(fact)
    return frozenset(number for number, told in found.items() if is_closed(in_order(told)))
