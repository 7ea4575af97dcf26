"""Risk correlator: each accepted risk with the decision that accepts it, each treatment with its owner and date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from evidence.correlators.authority import rules_of, unauthorised
from evidence.correlators.spending import overspent
from evidence.findings import Context, Finding, day_of, finding, side, spoken
from evidence.model import StoredFact
from evidence.states import over

_ACCEPT = re.compile(r"(?i)^\W*(?:risk )?(?:accept|tolerat|retain|bear\b|take the risk|live with\b)")
_TREATED = re.compile(
    r"(?i)^\W*(?:treated|mitigated|reduced|controlled|watch\w*|monitor\w*|accept\w+|tolerat\w+|retained)\b"
)
_ACCEPTED = re.compile(r"(?i)\b(?:accept(?:s|ed|ance)?|tolerat(?:es?|ed|ion)|retain(?:s|ed)?)\b")
_DENIED = re.compile(
    r"(?i)\b(?:not|no|never|nobody|without|un\w+ed|refus\w+|reject\w+|declin\w+|whether|if)\b|n['’]t\b"
)
_NEAR = 300  # characters
_NONE = re.compile(r"(?i)^\W*(?:none|no treatment|nothing)(?: (?:yet|so far|needed|planned))?\W*$")
_SOME = 2  # dated treatments beside one, from which on a blank date is missing


def correlate(context: Context) -> Iterator[Finding]:
    """All findings about risks."""
    risks = latest(context, "risk", "number")
    given: dict[str, list[StoredFact]] = defaultdict(list)
    for fact in context.facts("acceptance"):
        given[fact.get("risk")].append(fact)
    owned = {fact.document for fact in context.facts("risk") if fact.get("owner")}  # registers with a column for it
    rules = rules_of(context) if given else []
    for number, risk in sorted(risks.items()):
        if _over(risk):
            continue
        rows = [fact for fact in given[number] if fact.document == risk.document]
        accepted = bool(_ACCEPT.search(risk.get("treatment")) or (rows and not risk.get("treatment")))
        if accepted:
            yield from _undecided(context, number, risk, given[number])
            yield from _expired(context, number, risk, given[number])
            yield from unauthorised(context, number, risk, given[number], rules)
        yield from _between(context, number, risk, given[number])
        if not risk.get("owner") and risk.document in owned:
            yield finding(
                "risk_without_owner", (number,), f"{_name(risk)} has no owner.", [side(risk, "no owner")],
            )  # fmt: skip
    yield from _treatments(context, risks)
    yield from overspent(context)


def _over(fact: StoredFact) -> bool:
    """Whether a risk or treatment is closed, done, or needs to be done no more."""
    return over(fact.get("status"), bool(fact.get("closed")))


def latest(context: Context, kind: str, name: str) -> dict[str, StoredFact]:
    """The newest fact of each item of a register, by the day of its document; undated documents count as older."""
    found: dict[str, StoredFact] = {}
    for fact in sorted(context.facts(kind), key=lambda each: (_age(context, each), each.doc_id, each.ordinal)):
        if key := fact.get(name):
            before = found.get(key)
            same = before is not None and before.document == fact.document
            if before is None or not same or len(fact.fact.fields) >= len(before.fact.fields):
                found[key] = fact
    return found


def _age(context: Context, fact: StoredFact) -> date:
    return day_of(fact, "written") or context.written(fact.document) or date.min


def _name(risk: StoredFact) -> str:
    return f"{risk.get('number')} ({risk.get('text')})" if risk.get("text") else risk.get("number")


def _undecided(context: Context, number: str, risk: StoredFact, given: list[StoredFact]) -> Iterator[Finding]:
    registers = {fact.document for fact in context.facts("risk")}
    elsewhere = [fact for fact in given if fact.document not in registers and (fact.get("by") or fact.get("accepted"))]
    named = re.compile(rf"(?<![\w-]){re.escape(number)}(?![\w-])")
    dated = any(fact.get("accepted") for fact in given)  # the register itself says on which day somebody decided
    if elsewhere or dated or any(named.search(_words(fact)) for fact in _decisions(context)):
        return
    said = {fact.document for kind in ("meeting", "communication") for fact in context.facts(kind)} - registers
    if any(_told(context.text(document), named) for document in sorted(said)):
        return
    row = [fact for fact in given if fact.document == risk.document]
    by = "" if not row or not row[0].get("by") else f" (the register names {row[0].get('by')})"
    end = day_of(row[0], "until") if row else None
    until = f" until {spoken(end)}" if end else ""
    yield finding(
        "acceptance_without_decision", (number,),
        f"{_name(risk)} is registered as accepted{until}; "
        f"no decision that accepts it is found{by}.",
        [side(risk, "accepted"), *(side(fact, "accepted") for fact in row)], owner=risk.get("owner"),
        searched={"decision": len(context.facts("decision")), "acceptance": len(context.facts("acceptance"))},
    )  # fmt: skip


def _told(text: str, named: re.Pattern[str]) -> bool:
    """Whether a line that names a risk also says that it is accepted, in minutes or mail whose facts do not."""
    lines = (text[text.rfind("\n", 0, match.start()) + 1 : match.end() + _NEAR] for match in named.finditer(text))
    return any(_ACCEPTED.search(line) and not _DENIED.search(line) for line in (each.split("\n")[0] for each in lines))


def _decisions(context: Context) -> Iterator[StoredFact]:
    for fact in context.facts("decision"):
        if fact.get("outcome") in ("accepted", "approved") or re.search(r"(?i)\baccept", fact.get("text")):
            yield fact


def _words(fact: StoredFact) -> str:
    return f"{fact.get('text')} {fact.get('subject')}"


def _expired(context: Context, number: str, risk: StoredFact, given: list[StoredFact]) -> Iterator[Finding]:
    ends = [(day, fact) for fact in given if (day := day_of(fact, "until"))]
    last = max(ends, key=lambda pair: (pair[0], pair[1].id), default=None)
    if last is None or last[0] >= context.today:
        return
    sides = [side(fact, f"until {spoken(day)}") for day, fact in ends if day == last[0]]
    yield finding(
        "acceptance_expired", (number,),
        f"The acceptance of {_name(risk)} ran out on {spoken(last[0])}, {(context.today - last[0]).days} days ago, and "
        f"the register still has it as accepted.",
        [side(risk, "accepted"), *sides], owner=risk.get("owner"),
    )  # fmt: skip


def _between(context: Context, number: str, risk: StoredFact, given: list[StoredFact]) -> Iterator[Finding]:
    """A stretch without acceptance between two."""
    begun = {(day, fact.id): fact for fact in given if (day := day_of(fact, "accepted"))}
    until = {(day, fact.id): fact for fact in given if (day := day_of(fact, "until"))}
    ends = [(day, name, until[day, name]) for day, name in sorted(until)]
    for accepted, _ in sorted(begun):
        before = [each for each in ends if each[0] < accepted]
        covered = any(
            (day_of(each, "accepted") or date.max) < accepted and (day_of(each, "until") or date.min) >= accepted
            for each in given
        )
        if before and not covered and (accepted - before[-1][0]).days > 1:
            yield finding(
                "acceptance_expired", (number, before[-1][0].isoformat()),
                f"{_name(risk)} was not accepted between {spoken(before[-1][0])} and {spoken(accepted)}.",
                [*(side(each, f"until {spoken(day)}") for day, _, each in ends if day == before[-1][0]),
                 *(side(each, f"accepted {spoken(accepted)}")
                   for at, each in sorted(begun.items()) if at[0] == accepted)],
                owner=risk.get("owner"), severity="low",
            )  # fmt: skip
            return


def _treatments(context: Context, risks: dict[str, StoredFact]) -> Iterator[Finding]:
    newest: dict[tuple[str, str], StoredFact] = {}
    for fact in sorted(context.facts("treatment"), key=lambda each: (_age(context, each), each.doc_id, each.ordinal)):
        newest[(fact.get("risk"), " ".join(fact.get("text").casefold().split()))] = fact
    for (number, _), fact in sorted(newest.items()):
        risk = risks.get(number)
        if _settled(fact, risk):
            continue
        what = f"“{fact.get('text')}”" if fact.get("text") else "The treatment"
        due = day_of(fact, "due")
        missing = _missing(context, fact, risk)
        sides = [side(fact, "treatment"), *([side(risk, "risk")] if risk else [])]
        if missing:
            yield finding(
                "treatment_without_owner", (number, what),
                f"{what}, the treatment of {_name(risk) if risk else number}, has no {' and no '.join(missing)}.",
                sides,
                owner=risk.get("owner") if risk else "",
            )  # fmt: skip
        elif due and due < context.today:
            yield finding(
                "treatment_overdue", (number, what),
                f"{what}, a treatment of {_name(risk) if risk else number}, was due on {spoken(due)} and "
                + (f"is not done ({status})." if (status := _status(fact, risk)) else "nothing shows that it is done."),
                sides, owner=fact.get("owner") or (risk.get("owner") if risk else ""),
            )  # fmt: skip


def _settled(fact: StoredFact, risk: StoredFact | None) -> bool:
    """Whether a treatment is done, or its risk's row, which alone has a status for both, says that this is over.

    A risk that is treated, or that somebody has accepted since, has no treatment to come.
    """
    done = _over(fact) or bool(_NONE.match(fact.get("text"))) or fact.get("progress").strip(" %") == "100"
    both = risk is not None and not fact.get("status")
    return done or (both and risk is not None and (_over(risk) or bool(_TREATED.match(risk.get("status")))))


def _status(fact: StoredFact, risk: StoredFact | None) -> str:
    """The status of the treatment, or that of its risk's row where only this has one."""
    return fact.get("status") or (risk.get("status") if risk is not None and risk.document == fact.document else "")


def _missing(context: Context, fact: StoredFact, risk: StoredFact | None) -> list[str]:
    """What a treatment lacks of owner and date: both in a plan, the date alone in a register that has dates."""
    lacking = [name for name, value in (("owner", fact.get("owner")), ("date", fact.get("due"))) if not value]
    if _planned(context, fact):
        return lacking
    same = risk is not None and risk.document == fact.document and not _ACCEPT.search(risk.get("treatment"))
    beside = [each for each in context.facts("treatment") if each.document == fact.document]
    dated = sum(bool(each.get("due")) for each in beside)
    undated = "date" in lacking and not fact.get("status") and fact.get("owner") == ""
    return ["date"] if same and undated and dated > _SOME else []


def _planned(context: Context, fact: StoredFact) -> bool:
    """Whether the treatment stands in a plan that gives owners and dates for others."""
    beside = [each for each in context.facts("treatment") if each.document == fact.document]
    alone = len(beside) == 1 and any(fact.get(name) for name in ("owner", "due", "status", "number"))
    return any(each.get("owner") and each.get("due") for each in beside) or alone
