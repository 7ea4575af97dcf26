"""Words that audits use for one another: a small table, one line a notion, in any inflection.

It only widens what counts as the question's words being there; it never stands in for a name, a number
or an identifier. General English of management systems, no organisation's own phrasing.
"""

from __future__ import annotations

from functools import cache

from evidence.lexical import analyse

_NOTIONS = (
    "approve adopt ratify endorse authorise authorize sanction agree accept pass",
    "attend attendee present participate participant join",
    "absent apology apologies regrets",
    "chair chairman chairwoman chairperson preside facilitator moderate",
    "own owner responsible accountable responsibility charge lead",
    "expire expiry until end lapse valid",
    "due deadline by before target",
    "start begin commence effective from",
    "review revise reassess update revisit",
    "budget fund funding allocate amount spend cost",
    "fee price charge pay payment cost",
    "hire recruit employ appoint engage",
    "resign leave depart step quit",
    "train training course learn education competence",
    "incident event breach outage failure",
    "fail failure malfunction outage break",
    "report notify inform tell escalate escalation communicate",
    "measure kpi metric indicator monitor",
    "goal objective target aim",
    "risk hazard threat",
    "mitigate treat treatment reduce control",
    "supplier vendor provider contractor processor subprocessor",
    "audit inspect inspection examine assess assessment check",
    "nonconformity finding deviation noncompliance",
    "fix correct corrective remedy resolve remediate",
    "delete erase remove purge destroy",
    "keep retain retention store hold",
    "frequency often annual annually yearly quarterly monthly weekly regularly every",
    "allow permit may can permitted",
    "forbid prohibit ban must not disallow prohibited",
    "require requirement must mandatory obligation shall",
    "contact email phone reach",
    "meet meeting session held",
    "vote ballot motion second poll",
    "decide decision resolve resolution conclude agree",
    "purpose aim intent objective goal",
    "employee staff worker personnel people team",
    "boss manager supervisor lead",
    "vacation holiday leave absence",
    "buy purchase procure acquire procurement",
)


def synonyms(term: str) -> frozenset[str]:
    """Analysed words that may stand for an analysed ``term``, itself not among them."""
    return _table().get(term, frozenset())


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in _NOTIONS:
        notion = {stem for word in line.split() for stem in analyse(word)}
        for stem in notion:
            table.setdefault(stem, set()).update(notion - {stem})
    return {stem: frozenset(others) for stem, others in table.items()}
