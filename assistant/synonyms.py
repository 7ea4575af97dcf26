"""Words that audits use for one another: a small table, one line a notion, in any inflection.

It only widens what counts as the question's words being there; it never stands in for a name, a number
or an identifier. General English of management systems, no organisation's own phrasing.
"""

from __future__ import annotations

from functools import cache

from assistant.irregular import irregular
from evidence.lexical import analyse

_RELATIONS = (
    "approve adopt ratify endorse authorise authorize sanction agree accept pass release ok okay consent sign-off",
    "attend attendee present participate participant join",
    "absent apology apologies regrets missing away",
    "chair chairman chairwoman chairperson preside facilitator moderate",
    "own owner responsible accountable responsibility charge",
    "lead head",
    "expire expiry until end lapse valid",
    "due deadline by before target",
    "start begin commence effective from since",
    "review revise reassess update revisit",
    "budget fund funding allocate amount spend cost grant release",
    "fee price charge pay payment cost",
    "salary pay earn wage remuneration",
    "hire recruit employ appoint engage",
    "resign leave depart quit",
    "train training course learn education competence",
    "fail failure malfunction outage break down",
    "report notify inform tell escalate escalation communicate announce",
    "measure metric monitor",
    "mitigate treat treatment reduce control",
    "audit inspect inspection examine assess assessment check verify",
    "fix correct corrective remedy resolve remediate repair",
    "delete erase remove purge destroy return",
    "keep retain retention store hold remember",
    "frequency often annual annually yearly quarterly monthly weekly regularly every",
    "allow permit may can permitted",
    "forbid prohibit ban must not disallow prohibited",
    "require requirement must mandatory obligation shall need",
    "contact email phone reach",
    "meet meeting session held sit",
    "vote ballot motion second poll",
    "decide decision resolve resolution conclude",
    "oppose against abstain object dissent disagree",
    "reject decline refuse deny turned-down dismiss",
    "postpone move defer delay put-off reschedule",
    "close closed complete finish done",
    "sign signature signed signatory",
    "replace supersede successor substitute",
    "deputise deputy cover substitute stand stood stand-in",
    "buy purchase procure acquire procurement order",
    "condition proviso string subject",
    "find detect identify spot discover notice",
    "prioritise rank score rate",
    "complain complaint grievance",
    "exclude exclusion out omit omitted",
    "cover include extend apply",
    "tolerate tolerated accepted retained",
)
_THINGS = (
    "incident event breach outage failure",
    "goal objective target aim",
    "kpi indicator metric measure figure",
    "risk hazard threat",
    "supplier vendor provider contractor processor subprocessor",
    "nonconformity finding deviation noncompliance nc",
    "purpose aim intent objective goal",
    "employee staff worker personnel people team",
    "boss manager supervisor lead",
    "vacation holiday leave absence",
    "contract agreement",
    "money budget fund amount",
    "limit threshold ceiling",
    "version edition release revision",
    "policy rule standard",
    "management mgmt",
    "committee cttee",
    "department dept",
    "production prod operation live",
    "information info",
    "certificate cert certification",
    "document documentation doc docs",
    "about abt regarding",
    "minutes record",
    "programme program",
    "centre center",
    "organisation organization org",
    "customer client",
    "share percentage proportion percent rate ratio",
)


def synonyms(term: str) -> frozenset[str]:
    """Analysed words that may stand for an analysed ``term``, itself not among them."""
    return _table().get(term, frozenset())


def relates(term: str) -> bool:
    """Whether an analysed ``term`` says what is done or true of a subject (approve, own, expire); no mere thing."""
    return term in _relating()


@cache
def _relating() -> frozenset[str]:
    stated = {stem for line in _RELATIONS for word in line.split() for stem in analyse(word)}
    return frozenset(stated.union(*map(irregular, stated)))


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in (*_RELATIONS, *_THINGS):
        stated = {stem for word in line.split() for stem in analyse(word)}
        notion = stated.union(*map(irregular, stated))
        for stem in notion:
            table.setdefault(stem, set()).update(notion - {stem})
    return {stem: frozenset(others) for stem, others in table.items()}
