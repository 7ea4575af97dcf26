"""The findings of the correlators as a report, with what people decided about each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.reports.report import EMPTY, Bar, Report, Request, Row, Section
from evidence.citing import Citer, Words
from evidence.finding_types import FINDING_TYPES
from evidence.findings import Finding, digest
from evidence.findings import findings as correlated
from evidence.record import Decision
from evidence.view import View

_TONES = {"high": "bad", "medium": "warn", "low": ""}
_TITLES = {
    "documents": "Documents, approvals and signatures",
    "communication": "Communication and cadence",
    "kpis": "Objectives and indicators",
    "risks": "Risks, acceptances and treatments",
    "lifecycle": "Life cycle, suppliers, competence and actions",
}
_COLUMNS = ("Severity", "Finding", "Clause, why and what to do", "Owner", "State", "Id")


def findings(request: Request) -> Report:
    """Every finding with severity, clause, words on both sides, proposed owner and action, and its state."""
    made = found(request.view, request.today, request.citer, request.decisions)
    sections = []
    for correlator, title in _TITLES.items():
        mine = [each for each in made if each["correlator"] == correlator]
        if mine:
            sections.append(Section(title, _COLUMNS, tuple(map(_row, mine))))
    counts = {level: sum(each["severity"] == level for each in made) for level in _TONES}
    bars = tuple(Bar(level, count, str(count), _TONES[level]) for level, count in counts.items())
    plain = [{name: value for name, value in each.items() if name != "words"} for each in made]
    notes = (
        "A finding is proposed by a rule; a person judges it (`vouch decide`). Absence means: not found in the "
        "documents that this asker may see.",
    )
    return Report("findings", "Findings", request.today, (Section("", bars=bars), *sections), notes, plain=plain)


def found(view: View, today: date, citer: Citer, decisions: Mapping[str, Decision]) -> list[dict[str, Any]]:
    """The findings as docs/contracts.md has them, each with its ``words`` besides (the citations as values)."""
    return [_told(each, citer, decisions.get(each.id)) for each in correlated(view, today)]


def _told(each: Finding, citer: Citer, decision: Decision | None) -> dict[str, Any]:
    words = [citer.span(side.document, side.span, side.strength) for side in each.evidence]
    seen = digest(each, (one.quote for one in words))
    return {
        "id": each.id,
        "type": each.type,
        "correlator": each.rule.correlator,
        "severity": each.severity,
        "clause": each.clause,
        "subject": list(each.subject),
        "summary": each.summary,
        "why": each.rule.why,
        "owner": each.owner or None,
        "action": each.rule.action,
        "evidence": [{**one.as_json(), "says": side.says} for one, side in zip(words, each.evidence, strict=True)],
        "searched": dict(each.searched),
        "state": _state(decision, seen),
        "decision": _decided(decision),
        "digest": seen,
        "words": words,
    }


def _state(decision: Decision | None, seen: str) -> str:
    """``open`` until a person decides; ``stale`` when the words are no longer those that the person saw."""
    if decision is None or decision.verdict == "open":
        return "open"
    return decision.verdict if decision.evidence in ("", seen) else "stale"


def _decided(decision: Decision | None) -> dict[str, str] | None:
    if decision is None:
        return None
    return {"state": decision.verdict, "by": decision.by, "at": decision.at, "reason": decision.reason}


def _row(told: dict[str, Any]) -> Row:
    words: tuple[Words, ...] = tuple(told["words"])
    decided = told["decision"]
    state = told["state"] if decided is None else f"{told['state']} ({decided['by']}, {decided['at'][:10]})"
    tone = "good" if told["state"] in ("accepted", "resolved") else _TONES[told["severity"]]
    to_do = f"{told['clause']}: {told['why']}. {FINDING_TYPES[told['type']].action}"
    cells = (told["severity"], told["summary"], to_do, told["owner"] or EMPTY, state, told["id"])
    return Row(cells, words, tone)
