"""KPI synthesiser: objective, indicator, latest value against target, and the decision that answers a miss."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from evidence.correlators.risks import latest
from evidence.correlators.words import content, number, share
from evidence.findings import Context, Finding, day_of, finding, side
from evidence.model import StoredFact
from evidence.targets import direction, end_of, misses, target_of

_FIGURE = re.compile(
    r"(?i)^\W*(?:(?:below|under|above|over|at (?:most|least)|less than|more than|up to|max|min)\W+)?\W*\d[\d.,]*\W*"
    r"(?:%|percent|per cent|$|(?:or (?:more|less|fewer)|a |per |in )[\w ]*$)"
)
_BY = re.compile(r"(?i)\b(?:by|until|before|end of)\b")
_MONTHS = "january february march april may june july august september october november december".split()
_STILL = timedelta(days=124)  # what was measured this long before the newest figure is no longer reported
_SAME = 0.75  # share of the shorter name's words that makes two indicators one
_ANSWERS = 0.5


def correlate(context: Context) -> Iterator[Finding]:
    """All findings about objectives and indicators."""
    objectives = _objectives(context)
    series = _series(context, objectives)
    yield from _without_kpi(context, objectives)
    yield from _without_objective(context, objectives)
    yield from _missed(context, objectives, series)
    yield from _conflicts(context, series)


def _objectives(context: Context) -> dict[str, list[StoredFact]]:
    """Facts of each numbered objective, newest last."""
    newest = latest(context, "objective", "number")
    found: dict[str, list[StoredFact]] = {key: [] for key in newest}
    for fact in context.facts("objective"):
        if fact.get("number"):
            found[fact.get("number")].append(fact)
    return found


# Objectives and indicators -------------------------------------------------------------------


def _without_kpi(context: Context, objectives: dict[str, list[StoredFact]]) -> Iterator[Finding]:
    measured = {fact.get("objective") for fact in context.facts("measurement")}
    known = {fact.document for fact in context.facts("objective") if fact.get("kpi")}
    owned = {fact.document for fact in context.facts("objective") if fact.get("owner")}
    for key, facts in sorted(objectives.items()):
        rows = [fact for fact in facts if fact.document in known]  # registers that have a column for it
        if not rows:
            continue
        name = f"{key} ({rows[-1].get('text')})" if rows[-1].get("text") else key
        owner = next((fact.get("owner") for fact in reversed(facts) if fact.get("owner")), "")
        if key not in measured and not any(fact.get("kpi") for fact in facts):
            yield finding(
                "objective_without_kpi", (key,), f"Objective {name} has no indicator.",
                [side(fact, "no indicator") for fact in rows], owner=owner,
                searched={"measurement": len(context.facts("measurement"))},
            )  # fmt: skip
        if not owner and any(fact.document in owned for fact in rows):
            yield finding(
                "objective_without_owner", (key,), f"Objective {name} has no owner.",
                [side(fact, "no owner") for fact in rows],
            )  # fmt: skip


def _without_objective(context: Context, objectives: dict[str, list[StoredFact]]) -> Iterator[Finding]:
    every = context.facts("measurement")
    aims = {fact.id: _objective_of(context, fact, objectives) for fact in every}
    tied = {fact.document for fact in every if _stated(fact)} | _mostly_tied(every, aims)
    loose: dict[frozenset[str], list[StoredFact]] = defaultdict(list)
    for fact in every:
        words = content(fact.get("kpi"))
        if fact.document in tied and words and not aims[fact.id]:
            loose[words].append(fact)
    newest = max((day for fact in every if (day := end_of(fact.get("period")))), default=date.min + _STILL)
    for words, facts in sorted(loose.items(), key=lambda item: sorted(item[0])):
        if any(aims[fact.id] for fact in every if content(fact.get("kpi")) == words):
            continue
        last = max(facts, key=lambda fact: (fact.get("period"), fact.doc_id, fact.ordinal))
        if (end_of(last.get("period")) or newest) < newest - _STILL:
            continue
        yield finding(
            "kpi_without_objective", (" ".join(sorted(words)),),
            f"The indicator “{last.get('kpi')}” is reported and serves no objective.", [side(last, last.get("value"))],
            owner=last.get("owner"), searched={"objective": len(context.facts("objective"))},
        )  # fmt: skip


def _stated(fact: StoredFact) -> str:
    """The objective that a measurement names; a goal in figures ("under 5 %") is none."""
    said = fact.get("objective")
    return "" if _FIGURE.match(said) else said


def _mostly_tied(every: Iterable[StoredFact], aims: dict[str, str]) -> set[int]:
    """Documents that report on objectives: at least two indicators, and a third of all, are of objectives."""
    rows: dict[int, dict[str, bool]] = defaultdict(dict)
    for fact in every:
        rows[fact.document][fact.get("kpi")] = bool(aims[fact.id])
    return {key for key, kpis in rows.items() if sum(kpis.values()) >= max(2, len(kpis) / 3)}


def _objective_of(context: Context, fact: StoredFact, objectives: dict[str, list[StoredFact]]) -> str:
    """The objective that a measurement is of: named, else the one whose text or indicator has its words."""
    stated = _stated(fact)
    if stated:
        texts = (
            key
            for key, facts in objectives.items()
            if any(_plain(each.get("text")) == _plain(stated) for each in facts)
        )
        return stated if stated in objectives else next(texts, stated)
    span = fact.fact.spans[0]
    row = {cell.strip() for cell in context.text(fact.document)[span.start : span.end].split("|")}
    if len(numbers := row & set(objectives)) == 1:
        return next(iter(numbers))
    by_kpi = [
        key for key, facts in objectives.items() if any(each.get("kpi") in row for each in facts if each.get("kpi"))
    ]
    if len(by_kpi) == 1:
        return by_kpi[0]
    words, named = content(fact.get("kpi")), _plain(fact.get("kpi"))
    period = end_of(fact.get("period"))
    fits: dict[str, tuple[float, int]] = {}
    for key, facts in objectives.items():
        years = [int(each.get("written")[:4]) for each in facts if each.get("written")]
        apart = abs(min(years) - period.year) if years and period else 0  # set in the year it is for, or just before
        score = max(share(words, content(each.get("kpi"))) for each in facts)
        if any(named == _plain(each.get("text")) for each in facts):
            score = 2.0
        if score >= _SAME and apart <= 1:
            fits[key] = (score, -apart)
    best = sorted(((apart, score, key) for key, (score, apart) in fits.items()), reverse=True)
    return best[0][2] if best and (len(best) == 1 or best[0][:2] > best[1][:2]) else ""


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


# Values --------------------------------------------------------------------------------------


def _series(context: Context, objectives: dict[str, list[StoredFact]]) -> dict[str, list[StoredFact]]:
    """Measurements by objective, else by the words of the indicator; only those with one number and a period."""
    found: dict[str, list[StoredFact]] = defaultdict(list)
    for fact in context.facts("measurement"):
        if number(fact.get("value")) is not None and end_of(fact.get("period")):
            key = _objective_of(context, fact, objectives) or " ".join(sorted(content(fact.get("kpi"))))
            if key:
                found[key].append(fact)
    for facts in found.values():
        facts.sort(key=lambda fact: (end_of(fact.get("period")) or date.min, fact.doc_id, fact.ordinal))
    return found


def _deadline(objective: list[StoredFact], year: int) -> date | None:
    """The end of the month (or the day) by which a target is to be reached, where it says so."""
    for fact in objective:
        if due := day_of(fact, "due"):
            return due
        if _BY.search(fact.get("target")):
            month = next((at for at, name in enumerate(_MONTHS, 1) if name[:3] in fact.get("target").lower()), 0)
            if month:
                return date(year, month, monthrange(year, month)[1])
    return None


# Misses --------------------------------------------------------------------------------------


def _missed(
    context: Context, objectives: dict[str, list[StoredFact]], series: dict[str, list[StoredFact]]
) -> Iterator[Finding]:
    """Targets that the latest value misses (after the deadline, where there is one), with nothing that answers it."""
    for key, facts in sorted(series.items()):
        objective = objectives.get(key, [])
        sign = direction(facts, objective)
        over = [fact for fact in facts if (end_of(fact.get("period")) or date.max) <= context.today]
        with_target = [fact for fact in over if target_of(fact, objective) is not None]
        if not sign or not with_target:
            continue
        last = with_target[-1]
        when = end_of(last.get("period")) or date.min
        due = _deadline(objective, when.year)
        if (due and when < due) or not misses(last, objective, sign) or last.get("action").strip(" -–—."):
            continue
        run = _run(with_target, objective, sign, due)
        since = end_of(run[0].get("period")) or when
        answer = _answer(context, key, [*facts, *objective], since)
        if answer is None:
            name = objective[-1].get("text") if objective else last.get("kpi")
            yield finding(
                "target_missed_without_decision", (key,),
                f"{f'{key} ' if objective else ''}{name}: {last.get('value')} in {last.get('period')} misses the "
                f"target of {target_of(last, objective):g}{f' (due {due})' if due else ''}; no decision after it is "
                f"found.",
                [*(side(fact, f"{fact.get('period')}: {fact.get('value')}") for fact in run[-2:]),
                 *(side(fact, "target") for fact in objective[:3]),
                 *(side(fact, "only noted") for fact in _noted(context, key, [*facts, *objective], since))],
                owner=last.get("owner") or (objective[-1].get("owner") if objective else ""),
                searched={"decision": len(context.facts("decision")), "action": len(context.facts("action"))},
            )  # fmt: skip


def _run(facts: list[StoredFact], objective: list[StoredFact], sign: int, due: date | None) -> list[StoredFact]:
    """The values at the end that all miss (from the deadline on)."""
    run: list[StoredFact] = []
    for fact in reversed(facts):
        if not misses(fact, objective, sign) or (due and (end_of(fact.get("period")) or due) < due):
            break
        run.insert(0, fact)
    return run or facts[-1:]


def _answer(context: Context, key: str, facts: list[StoredFact], since: date) -> StoredFact | None:
    """A decision, an action or money after a miss (from the start of its month) that speaks of the same matter."""
    begin = since.replace(day=1) + timedelta(days=1)
    for kind, when, what in (("decision", "held", "text subject"), ("resource", "approved", "purpose")):
        for fact in context.facts(kind):
            day = day_of(fact, when)
            if day is None or day < begin or fact.get("outcome") in ("noted", "deferred", "rejected"):
                continue
            if _speaks_of(" ".join(fact.get(name) for name in what.split()), key, facts):
                return fact
    return None


def _noted(context: Context, key: str, facts: list[StoredFact], since: date) -> list[StoredFact]:
    """Where a meeting saw the miss and decided nothing."""
    found = [fact for fact in context.facts("decision") if fact.get("outcome") == "noted"]
    return [
        fact
        for fact in found
        if (day_of(fact, "held") or date.min) >= since.replace(day=1) and _speaks_of(fact.get("text"), key, facts)
    ]


def _speaks_of(words: str, key: str, facts: list[StoredFact]) -> bool:
    said = content(words)
    names = [named for fact in facts for name in ("kpi", "text") if (named := content(fact.get(name)))]
    return key.casefold() in said or any(len(n & said) >= 2 or share(n, said) >= _ANSWERS for n in names)


def _conflicts(context: Context, series: dict[str, list[StoredFact]]) -> Iterator[Finding]:
    for key, facts in sorted(series.items()):
        by_period: dict[str, list[StoredFact]] = defaultdict(list)
        for fact in facts:
            by_period[fact.get("period")].append(fact)
        for period, same in sorted(by_period.items()):
            first = same[0]
            against = [fact for fact in same if fact.document != first.document and _differ(first, fact)]
            if against:
                said = " and ".join(dict.fromkeys(fact.get("value") for fact in [first, *against]))
                yield finding(
                    "kpi_conflict", (key, period),
                    f"Documents give different values of “{first.get('kpi')}” for {period}: {said}.",
                    [side(fact, fact.get("value")) for fact in [first, *against]], owner=first.get("owner"),
                )  # fmt: skip


def _differ(one: StoredFact, other: StoredFact) -> bool:
    """Whether two values differ by more than rounding; a share and a percentage are put on one scale."""
    a, b = number(one.get("value")), number(other.get("value"))
    if a is None or b is None:
        return False
    if (a <= 1) != (b <= 1) and max(a, b) > 2:
        a, b = (a * 100, b) if a <= 1 else (a, b * 100)
    decimals = min(_decimals(one.get("value")), _decimals(other.get("value")))
    return bool(abs(a - b) > 0.5 * 10.0**-decimals + 1e-9)


def _decimals(value: str) -> int:
    match = re.search(r"\d[.,](\d{1,2})(?!\d)", value)
    return len(match[1]) if match else 0
