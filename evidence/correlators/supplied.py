"""Suppliers: agreements that have ended, and suppliers that nobody has assessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from evidence.correlators.assessed import in_use, stage_of
from evidence.correlators.cadence import SUPPLIERS, Rule, rule_for, rules_of
from evidence.correlators.mentioned import written_about
from evidence.findings import Context, Finding, Side, by_day, dated, day_of, finding, side, spoken
from evidence.model import StoredFact
from evidence.people import fold

_PAST = re.compile(r"(?i)\W*(?:ended|terminated|cancell?ed|stopped|closed|left|not renewed|former|past|inactive)\b")
_FORMS = frozenset(
    "ltd limited inc llc plc gmbh ag bv nv oy oyj ab aps as a/s sa sas srl spa co company corp kg".split()
)


def lapsed(context: Context) -> Iterator[Finding]:
    """Agreements that have ended, of suppliers whose service goes on."""
    ends: dict[str, list[tuple[date, StoredFact]]] = defaultdict(list)
    for fact in context.facts("agreement"):
        if (until := day_of(fact, "until")) and fact.get("supplier"):
            ends[key_of(fact.get("supplier"))].append((until, fact))
    for supplier, facts in sorted(ends.items()):
        last, fact = max(facts, key=by_day)
        if last >= context.today:
            continue
        proof = _goes_on(context, supplier, [each for _, each in facts], last)
        if proof is not None:
            subject = f" on {fact.get('subject')}" if fact.get("subject") else ""
            yield finding(
                "agreement_lapsed", (supplier,),
                f"The agreement with {fact.get('supplier')}{subject} ended on {spoken(last)}; the service goes on.",
                [*(side(each, f"until {spoken(day)}") for day, each in facts),
                 side(proof, "in use" if proof.kind == "system" else "still a supplier"),
                 *written_about(context, [fact.get("supplier"), *_subjects(context, facts)], last)],
                owner=proof.get("owner"), searched={"agreement": len(context.facts("agreement"))},
            )  # fmt: skip


def lapsed_by_list(context: Context) -> Iterator[Finding]:
    """Agreements whose end a register of suppliers gives itself, where a later state of it still lists the supplier."""
    told = {key_of(fact.get("supplier")) for fact in context.facts("agreement") if day_of(fact, "until")}
    last: dict[str, tuple[date, StoredFact]] = {}
    for fact in context.facts("supplier"):
        if until := day_of(fact, "until"):
            company = key_of(fact.get("name"))
            last[company] = max((until, fact), last.get(company, (until, fact)), key=by_day)
    for company, (until, fact) in sorted(last.items()):
        if company in told or given_up(fact):
            continue
        if until < context.today and fact.get("written") > until.isoformat():
            yield finding(
                "agreement_lapsed", (company,),
                f"The agreement with {fact.get('name')} ended on {spoken(until)}; it is still listed as a supplier.",
                [side(fact, f"until {spoken(until)}"), *written_about(context, [fact.get("name")], until)],
                owner=fact.get("owner"), searched={"supplier": len(context.facts("supplier"))},
            )  # fmt: skip


def given_up(fact: StoredFact) -> bool:
    """Whether a row of a register of suppliers says itself that the supplier is none any more."""
    return bool(_PAST.match(fact.get("status")))


def due_again(context: Context) -> Iterator[Finding]:
    """Suppliers that a register, or else a rule for their class, wants assessed again, and that nobody has since."""
    facts = context.facts("supplier")
    rules = rules_of(context, SUPPLIERS)
    by_company: dict[str, list[StoredFact]] = defaultdict(list)
    for fact in facts:
        by_company[key_of(fact.get("name"))].append(fact)
    for company, told in sorted(by_company.items()):
        late = _late(context, told, rules)
        if late is None or any(given_up(fact) for fact in told):
            continue
        due, sides = late
        yield finding(
            "supplier_not_assessed", (company, "again"),
            f"{told[0].get('name')} was to be assessed again by {spoken(due)}; no later assessment is found.",
            sides, owner=next((fact.get("owner") for fact in told if fact.get("owner")), ""),
            searched={"supplier": len(facts)},
        )  # fmt: skip


def _late(context: Context, told: list[StoredFact], rules: Sequence[Rule]) -> tuple[date, list[Side]] | None:
    """By when a supplier was to be assessed again, where that is past, and the words that say so."""
    planned, made = dated(told, "next_assessment"), dated(told, "assessed")
    if planned:
        due, fact = max(planned, key=by_day)
        past = due < context.today and not any(day >= due for day, _ in made)
        return (due, [side(fact, f"due {spoken(due)}")]) if past else None
    if not made:
        return None
    last, fact = max(made, key=by_day)
    rule = rule_for(rules, fact.get("critical") or fact.get("rating"), last)
    if rule is None or rule.after(last) >= context.today:
        return None
    return rule.after(last), [side(fact, f"assessed {spoken(last)}"), rule.words]


def key_of(name: str) -> str:
    """A supplier's name as compared: without its legal form."""
    words = [word for word in fold(re.sub(r"[.,]", " ", name)).split() if word not in _FORMS]
    return " ".join(words)


def _goes_on(context: Context, supplier: str, agreements: list[StoredFact], ended: date) -> StoredFact | None:
    """What shows that a service is used after its agreement ended: the inventory, or a later register of suppliers."""
    subjects = [fact.get("subject") for fact in agreements]
    for system in context.entities.systems:
        by_supplier = any(key_of(fact.get("supplier")) == supplier for fact in system.facts if fact.get("supplier"))
        by_name = any(system.key in fold(subject).split() for subject in subjects)
        if (by_supplier or by_name) and in_use(stage_of(system)):
            later = [fact for fact in system.facts if fact.get("stage") and fact.get("written") > ended.isoformat()]
            return later[-1] if later else next((fact for fact in system.facts if fact.get("stage")), None)
    return next(
        (
            fact
            for fact in context.facts("supplier")
            if key_of(fact.get("name")) == supplier and fact.get("written") > ended.isoformat() and not given_up(fact)
        ),
        None,
    )


def unassessed(context: Context) -> Iterator[Finding]:
    """Suppliers of systems in the inventory, and critical ones, without an assessment, in a register that has them."""
    facts = context.facts("supplier")
    known = {fact.document for fact in facts if fact.get("assessed")}
    done = {key_of(fact.get("name")) for fact in facts if fact.get("assessed")}
    done |= {key_of(re.sub(r"\(.*", "", fact.get("subject"))) for fact in context.facts("assessment")}
    of_systems = {key_of(each.get("supplier")) for each in context.facts("system") if each.get("supplier")}
    for fact in facts:
        company = key_of(fact.get("name"))
        critical = re.match(r"(?i)\W*(?:yes|y|critical|high|true|x)\b", fact.get("critical")) is not None
        if given_up(fact):
            continue
        if fact.document in known and company not in done and (critical or company in of_systems):
            service = f", which supplies {fact.get('service')}" if fact.get("service") else ""
            yield finding(
                "supplier_not_assessed", (company,), f"No assessment of {fact.get('name')}{service} is found.",
                [side(fact, "not assessed")], owner=fact.get("owner"),
                searched={"assessment": len(context.facts("assessment")), "supplier": len(facts)},
            )  # fmt: skip


def _subjects(context: Context, facts: list[tuple[date, StoredFact]]) -> list[str]:
    """The systems that agreements are about, by name."""
    systems = (context.entities.system(fact.get("subject")) for _, fact in facts)
    return [system.name for system in systems if system is not None]
