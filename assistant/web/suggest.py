"""Questions to begin with, made from what the asker can see, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evidence.model import StoredFact, Strength
from evidence.view import View

_MOST = 6
_LONGEST = 70
_REVIEW = "management review"
_GONE = frozenset({Strength.SUPERSEDED, Strength.WITHDRAWN, Strength.DRAFT, Strength.PLAN})
_OF_KINDS = (  # a kind, the field of it without which nobody can answer ("" for none), the question
    ("acceptance", "", "Which accepted risks have no management decision?"),
    ("objective", "", "Which objectives have no KPI?"),
    ("review", "due", "Which reviews are overdue?"),
    ("action", "due", "Which actions are overdue?"),
    ("training", "until", "Whose training has expired?"),
    ("corrective_action", "", "Which corrective actions are still open?"),
    ("risk", "", "Which risks have no owner?"),
)


def suggestions(view: View, today: date, most: int = _MOST) -> list[str]:
    """Up to ``most`` questions about what the view holds; none for a view without facts."""
    if not view.counts.facts:
        return []
    about = [*_policies(view), *_meetings(view, today)]
    kinds = view.fact_kinds()
    lists = [question for kind, name, question in _OF_KINDS if kinds.get(kind) and _filled(view, kind, name)]
    return [*about[: most - min(len(lists), most // 2)], *lists][:most]


def _policies(view: View) -> Iterator[str]:
    """The approved policy that the most documents speak of."""
    counted: dict[str, int] = {}
    for fact in view.facts("approval"):
        subject = fact.get("subject")
        if "policy" in subject.lower() and len(subject) <= _LONGEST and fact.fact.strength not in _GONE:
            counted[subject] = counted.get(subject, 0) + 1
    for subject in sorted(counted, key=lambda each: (-counted[each], each))[:1]:
        yield f"Who approved the {subject}?"
        yield f"When was the {subject} last reviewed?"


def _filled(view: View, kind: str, name: str) -> bool:
    return not name or any(fact.get(name) for fact in view.facts(kind))


def _meetings(view: View, today: date) -> Iterator[str]:
    """The newest meeting that decided something, or else who was at the newest; how many there were in its year."""
    held = [fact for fact in view.facts("meeting") if _held(fact) and _held(fact) <= today.isoformat()]
    decided = {(fact.document, _held(fact)) for fact in view.facts("decision")}
    deciding = [fact for fact in held if (fact.document, _held(fact)) in decided]
    newest = max(deciding or held, key=lambda fact: (_held(fact), fact.id), default=None)
    if newest is None:
        return
    body = newest.get("body") or newest.get("title")
    if body and len(body) <= _LONGEST:
        day = date.fromisoformat(_held(newest))
        on = f"on {day.day} {day:%B %Y}"
        yield f"What did the {body} decide {on}?" if deciding else f"Who attended the {body} {on}?"
    reviews = [fact for fact in held if _REVIEW in f"{fact.get('title')} {fact.get('body')}".lower()]
    year = _held(max(reviews or held, key=_held))[:4]
    yield f"How many {'management reviews' if reviews else 'meetings'} were held in {year}?"


def _held(fact: StoredFact) -> str:
    day = fact.get("held")
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""
