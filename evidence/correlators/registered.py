"""Works that only a register of documents names: their reviews, and who answers for them.

Where a work itself is in the archive, ``documents`` judges it by its own words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from evidence.correlators.lists import GONE_WORDS
from evidence.findings import Context, Finding, day_of, finding, side, spoken
from evidence.model import StoredFact
from evidence.people import fold
from evidence.titles import is_deputy

_ROWS = 3  # works of a page from which on it is a register of them
_KINDS = ("review", "ownership")


def registered(context: Context) -> Iterator[Finding]:
    """Overdue reviews, and owners who have left or whose post has ended, by the newest register of each work."""
    for kind in _KINDS:
        for _, fact in sorted(_newest(context, kind).items()):
            if GONE_WORDS.search(_line(context, fact)):
                continue
            yield from _overdue(context, fact) if kind == "review" else _unanswerable(context, fact)


def _newest(context: Context, kind: str) -> Mapping[str, StoredFact]:
    """What the newest register says of each work of which the archive holds no document."""
    listed = Counter(fact.document for fact in context.facts(kind) if fact.get("subject"))
    found: dict[str, list[tuple[date, int, StoredFact]]] = defaultdict(list)
    for fact in context.facts(kind):
        name = fold(fact.get("subject"))
        if name and listed[fact.document] >= _ROWS and not _held(context, fact):
            day = day_of(fact, "written") or context.written(fact.document) or date.min
            if day <= context.today:
                found[name].append((day, -fact.ordinal, fact))
    return {name: max(facts, key=lambda each: each[:2])[2] for name, facts in found.items()}


def _held(context: Context, fact: StoredFact) -> bool:
    """Whether the archive holds the work that a row lists, by its title or by the number beside it."""
    families = context.entities.families
    return bool(families.key(fact.get("subject")) or families.named_in(_line(context, fact)))


def _line(context: Context, fact: StoredFact) -> str:
    text, span = context.text(fact.document), fact.fact.spans[0]
    end = text.find("\n", span.start)
    return text[text.rfind("\n", 0, span.start) + 1 : end if end >= 0 else len(text)]


def _overdue(context: Context, fact: StoredFact) -> Iterator[Finding]:
    due, name = day_of(fact, "due"), fact.get("subject")
    if due is None or due >= context.today:
        return
    approvals = (each for each in context.facts("approval") if fold(each.get("subject")) == fold(name))
    if any((day_of(each, "approved") or date.min) >= due for each in approvals):
        return
    yield finding(
        "overdue_review", (fold(name),),
        f"The review of {name} was due on {spoken(due)}, {(context.today - due).days} days ago, by the register that "
        "lists it; no later edition is approved.",
        [side(fact, f"due {spoken(due)}")], owner=fact.get("owner"),
    )  # fmt: skip


def _unanswerable(context: Context, fact: StoredFact) -> Iterator[Finding]:
    owner, name = fact.get("owner"), fact.get("subject")
    ended = context.entities.ended_role(owner, context.today) if owner and not is_deputy(owner) else None
    if ended is not None:
        yield finding(
            "obsolete_role", (fold(name),), f"{name} rests with the {owner}, a role that no longer exists.",
            [side(fact, owner), side(ended, "the role ended")],
        )  # fmt: skip
        return
    gone = context.entities.left(owner, context.today, fact.document) if owner else None
    if gone is not None:
        who, proof = gone
        yield finding(
            "owner_left", (fold(name),),
            f"{name} is listed with {who.name} as owner, who left on {spoken(day_of(proof, 'until'))}.",
            [side(fact, f"owner {who.name}"), side(proof, "left")],
        )  # fmt: skip
