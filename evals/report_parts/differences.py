"""What changed between an earlier run and this one, question by question and figure by figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.report_parts.measures import Figure, Measure, describe, ordered
from evals.report_parts.reading import Entry, Sheet, Verdict
from evals.scoring import Outcome, QuestionScore
from evals.summary import Change as Turn
from evals.summary import Interval, compare


@dataclass(frozen=True, slots=True)
class Change:
    """A question that came out differently."""

    before: Entry
    after: Entry


@dataclass(frozen=True, slots=True)
class Shift:
    """A figure's paired difference, now less then. ``verdict`` is "better", "worse" or "" (zero is inside)."""

    measure: Measure
    difference: Figure
    verdict: str


@dataclass(frozen=True, slots=True)
class Differences:
    """Of an earlier run (``than``) and this one, over ``common`` questions; ``only`` counts those of one run only."""

    than: Sheet
    common: int
    only: int
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    shifts: tuple[Shift, ...]
    same_answers: int


def differences(now: Sheet, then: Sheet) -> Differences:
    """Compare two runs (see ``evals.summary.compare``); figures that did not move are left out."""
    found = compare(_scores(then), _scores(now))
    before, after = ({entry.id: entry for entry in sheet.entries} for sheet in (then, now))

    def changes(turns: Sequence[Turn]) -> tuple[Change, ...]:
        return tuple(Change(before[turn.id], after[turn.id]) for turn in turns)

    moved = [key for key, interval in found.differences.items() if interval.low != 0 or interval.high != 0]
    return Differences(
        than=then,
        common=found.common,
        only=len(found.only_first) + len(found.only_second),
        better=changes(found.better),
        worse=changes(found.worse),
        shifts=tuple(_shift(measure.key, found.differences[measure.key]) for measure in ordered(moved)),
        same_answers=sum(name in before and before[name].text == entry.text for name, entry in after.items()),
    )


def by_id(found: Differences | None) -> Mapping[str, Verdict]:
    """The earlier outcome of each question that changed."""
    changes = (*found.better, *found.worse) if found else ()
    return {change.after.id: change.before.verdict for change in changes}


def _scores(sheet: Sheet) -> list[QuestionScore]:
    return [
        QuestionScore(each.id, each.kind, each.answerable, _outcome(each.verdict), each.metrics, each.why, each.cluster)
        for each in sheet.entries
    ]


def _outcome(verdict: Verdict) -> Outcome:
    if verdict in ("missed", "silent"):
        return "refused"
    return "right" if verdict == "right" else "wrong" if verdict == "wrong" else "error"


def _shift(key: str, difference: Interval) -> Shift:
    measure = describe(key)
    verdict = ""
    if difference.excludes_zero and measure.better != "neither":
        verdict = "better" if (difference.low > 0) == (measure.better == "high") else "worse"
    return Shift(measure, Figure(difference.mean, difference.low, difference.high, difference.n), verdict)
