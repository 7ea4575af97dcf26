"""Life cycle and suppliers: assessments, inventory, agreements, competence, exclusions, quorum, and what stays open."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from evidence.closing import in_order, is_closed, last_status
from evidence.correlators.decisions import bare_controls, repeated, reversed_decisions
from evidence.correlators.inventory import unlisted
from evidence.correlators.programme import expired_certificates, left_out, missed_audits, own_work
from evidence.correlators.quorum import inquorate
from evidence.correlators.risks import latest
from evidence.correlators.words import content, share
from evidence.entities import System
from evidence.families import as_day
from evidence.findings import Context, Finding, Side, day_of, finding, side, spoken
from evidence.model import StoredFact, Strength
from evidence.people import fold
from evidence.states import standing, state

_IN_USE = re.compile(
    r"(?i)\b(?:in use|live|production|productive|operational|in operation|pilot|active|deployed|running)\b"
)
_NOT_IN_USE = re.compile(
    r"(?i)\b(?:planned|not in use|not yet|retired|decommissioned|ended|stopped|idea|development|proposed)\b"
)
_OPEN = re.compile(
    r"(?i)^\W*(?:open|new|in progress|ongoing|late|overdue|pending|not started|started|delayed|carried|wip|on hold)"
)
_NO = re.compile(r"(?i)^\W*(?:no|n|not applicable|excluded|false|0|nein|non)\b")
_EMPTY = re.compile(r"^[\s\-–—.?]*$|(?i:^\W*(?:tbd|n/?a|none|to be (?:done|defined|added)|missing)\W*$)")
_IMPACT = ("impact", "")
_FORMS = frozenset(
    "ltd limited inc llc plc gmbh ag bv nv oy oyj ab aps as a/s sa sas srl spa co company corp kg".split()
)
_AI = re.compile(
    r"\b(?:AI|KI|ML|A\.I\.|(?i:artificial intelligence|machine[- ]learning|models?|algorithm\w*|chatbots?))\b"
)
_APPLICATIONS = re.compile(r"(?i)\bapplications? (?:register|catalogue|inventory|portfolio|list)\b")


def correlate(context: Context) -> Iterator[Finding]:
    """All findings about life cycle and suppliers."""
    yield from _assessments(context)
    yield from unlisted(context)
    yield from _agreements(context)
    yield from _listed(context)
    yield from _suppliers(context)
    yield from _reassessed(context)
    yield from expired_certificates(context)
    yield from missed_audits(context)
    yield from own_work(context)
    yield from left_out(context)
    yield from _competence(context)
    yield from _exclusions(context)
    yield from bare_controls(context)
    yield from inquorate(context)
    yield from reversed_decisions(context)
    yield from repeated(context)
    yield from _closed(context)
    yield from _open(context)


# Systems -------------------------------------------------------------------------------------


def _stage(system: System) -> str:
    facts = sorted(system.facts, key=lambda fact: fact.get("written"))
    return next((fact.get("stage") for fact in reversed(facts) if fact.get("stage")), "")


def _assessments(context: Context) -> Iterator[Finding]:
    begun = min((day for fact in context.facts("meeting") if (day := day_of(fact, "held"))), default=date.min)
    plain = _plain(context)
    for system in context.entities.systems:
        stage = _stage(system)
        since = [(day, fact) for fact in system.facts if (day := day_of(fact, "since")) and not fact.get("version")]
        since = since or ([] if stage else _dated(system.facts, "since"))  # an inventory with versions, and no stages
        used = _IN_USE.search(stage) or (since and min(since, key=_key)[0] <= context.today and not stage)
        if _NOT_IN_USE.search(stage) or not used:
            continue
        if since and min(since, key=_key)[0] > context.today:
            continue
        stated = [*_dated(system.facts, "assessed"), *_made(context, system)]
        made = [pair for pair in stated if pair[0] <= context.today]
        owner = next((fact.get("owner") for fact in reversed(system.facts) if fact.get("owner")), "")
        if not made and _asked(context) and any(each.document not in plain for each in system.facts):
            yield finding(
                "missing_assessment", (system.key,),
                f"{system.name} is in use ({stage or f'since {spoken(min(since, key=_key)[0])}'}) and no impact "
                f"assessment of it is found.",
                [side(fact, fact.get("stage") or "listed") for fact in system.facts if fact.get("stage")] or
                [side(system.facts[0], "listed")],
                owner=owner, searched={"assessment": len(context.facts("assessment"))},
            )  # fmt: skip
        elif made and since:
            first, start = min(made, key=_key), min(since, key=_key)
            if begun <= start[0] < first[0]:  # what ran before there was a management system is inherited
                yield finding(
                    "assessment_after_use", (system.key,),
                    f"{system.name} is in use since {spoken(start[0])}; its impact was first assessed on "
                    f"{spoken(first[0])}, {(first[0] - start[0]).days} days later.",
                    [*(side(fact, f"in use since {spoken(day)}") for day, fact in since if day == start[0]),
                     *(side(fact, f"assessed {spoken(day)}") for day, fact in made if day == first[0])],
                    owner=owner,
                )  # fmt: skip


def _plain(context: Context) -> frozenset[int]:
    """Registers of applications that speak of no AI and of no assessment: what only they list needs none."""
    listed = {fact.document for fact in context.facts("system")}
    assessed = {fact.document for fact in context.facts("system") if fact.get("assessed")}
    return frozenset(each for each in listed - assessed if _lists_applications(context, each))


def _lists_applications(context: Context, document: int) -> bool:
    text = f"{context.documents[document].title}\n{context.documents[document].doc_id}\n{context.text(document)}"
    return bool(_APPLICATIONS.search(re.sub(r"[-_]", " ", text)) and not _AI.search(text))


def _key(pair: tuple[date, StoredFact]) -> tuple[date, str]:
    return pair[0], pair[1].id


def _dated(facts: tuple[StoredFact, ...], name: str) -> list[tuple[date, StoredFact]]:
    return [(day, fact) for fact in facts if (day := day_of(fact, name))]


def _made(context: Context, system: System) -> Iterator[tuple[date, StoredFact]]:
    for fact in context.facts("assessment"):
        day = day_of(fact, "assessed", "approved")
        named = context.entities.system(fact.get("subject"))
        finished = fact.fact.strength is not Strength.DRAFT and "draft" not in fact.get("status").lower()
        if day and finished and named is not None and named.key == system.key and fact.get("type") in _IMPACT:
            yield day, fact


def _asked(context: Context) -> bool:
    """Whether impact assessments are made at all: some system has one."""
    return any(fact.get("assessed") for fact in context.facts("system")) or bool(context.facts("assessment"))


# Suppliers -----------------------------------------------------------------------------------


def _agreements(context: Context) -> Iterator[Finding]:
    ends: dict[str, list[tuple[date, StoredFact]]] = defaultdict(list)
    for fact in context.facts("agreement"):
        if (until := day_of(fact, "until")) and fact.get("supplier"):
            ends[_company(fact.get("supplier"))].append((until, fact))
    for supplier, facts in sorted(ends.items()):
        last, fact = max(facts, key=_key)
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
                 *_written_about(context, [fact.get("supplier"), *_subjects(context, facts)], last)],
                owner=proof.get("owner"), searched={"agreement": len(context.facts("agreement"))},
            )  # fmt: skip


def _listed(context: Context) -> Iterator[Finding]:
    """Agreements whose end a register of suppliers gives itself, where a later state of it still lists the supplier."""
    told = {_company(fact.get("supplier")) for fact in context.facts("agreement") if day_of(fact, "until")}
    last: dict[str, tuple[date, StoredFact]] = {}
    for fact in context.facts("supplier"):
        if until := day_of(fact, "until"):
            company = _company(fact.get("name"))
            last[company] = max((until, fact), last.get(company, (until, fact)), key=_key)
    for company, (until, fact) in sorted(last.items()):
        if company not in told and until < context.today and fact.get("written") > until.isoformat():
            yield finding(
                "agreement_lapsed", (company,),
                f"The agreement with {fact.get('name')} ended on {spoken(until)}; it is still listed as a supplier.",
                [side(fact, f"until {spoken(until)}"), *_written_about(context, [fact.get("name")], until)],
                owner=fact.get("owner"), searched={"supplier": len(context.facts("supplier"))},
            )  # fmt: skip


def _reassessed(context: Context) -> Iterator[Finding]:
    """Suppliers whose next assessment was due and is not found in any register."""
    facts = context.facts("supplier")
    made: dict[str, list[date]] = defaultdict(list)
    due: dict[str, tuple[date, StoredFact]] = {}
    for fact in facts:
        company = _company(fact.get("name"))
        if day := day_of(fact, "assessed"):
            made[company].append(day)
        if day := day_of(fact, "next_assessment"):
            due[company] = max((day, fact), due.get(company, (day, fact)), key=_key)
    for company, (day, fact) in sorted(due.items()):
        if day < context.today and not any(done >= day for done in made[company]):
            yield finding(
                "supplier_not_assessed", (company, "again"),
                f"{fact.get('name')} was to be assessed again by {spoken(day)}; no later assessment is found.",
                [side(fact, f"due {spoken(day)}")], owner=fact.get("owner"), searched={"supplier": len(facts)},
            )  # fmt: skip


def _company(name: str) -> str:
    words = [word for word in fold(re.sub(r"[.,]", " ", name)).split() if word not in _FORMS]
    return " ".join(words)


def _goes_on(context: Context, supplier: str, agreements: list[StoredFact], ended: date) -> StoredFact | None:
    """What shows that a service is used after its agreement ended: the inventory, or a later register of suppliers."""
    subjects = [fact.get("subject") for fact in agreements]
    for system in context.entities.systems:
        by_supplier = any(_company(fact.get("supplier")) == supplier for fact in system.facts if fact.get("supplier"))
        by_name = any(system.key in fold(subject).split() for subject in subjects)
        if (by_supplier or by_name) and _IN_USE.search(_stage(system)) and not _NOT_IN_USE.search(_stage(system)):
            later = [fact for fact in system.facts if fact.get("stage") and fact.get("written") > ended.isoformat()]
            return later[-1] if later else next((fact for fact in system.facts if fact.get("stage")), None)
    return next(
        (
            fact
            for fact in context.facts("supplier")
            if _company(fact.get("name")) == supplier and fact.get("written") > ended.isoformat()
        ),
        None,
    )


def _suppliers(context: Context) -> Iterator[Finding]:
    """Suppliers of systems in the inventory, and critical ones, without an assessment, in a register that has them."""
    facts = context.facts("supplier")
    known = {fact.document for fact in facts if fact.get("assessed")}
    done = {_company(fact.get("name")) for fact in facts if fact.get("assessed")}
    done |= {_company(re.sub(r"\(.*", "", fact.get("subject"))) for fact in context.facts("assessment")}
    of_systems = {_company(each.get("supplier")) for each in context.facts("system") if each.get("supplier")}
    for fact in facts:
        company = _company(fact.get("name"))
        critical = re.match(r"(?i)\W*(?:yes|y|critical|high|true|x)\b", fact.get("critical")) is not None
        if fact.document in known and company not in done and (critical or company in of_systems):
            service = f", which supplies {fact.get('service')}" if fact.get("service") else ""
            yield finding(
                "supplier_not_assessed", (company,), f"No assessment of {fact.get('name')}{service} is found.",
                [side(fact, "not assessed")], owner=fact.get("owner"),
                searched={"assessment": len(context.facts("assessment")), "supplier": len(facts)},
            )  # fmt: skip


# Competence and controls ---------------------------------------------------------------------


def _competence(context: Context) -> Iterator[Finding]:
    held: dict[tuple[str, str], list[StoredFact]] = defaultdict(list)
    for fact in context.facts("training"):
        who = context.entities.resolve(fact.get("person"), fact.document).person
        if who is not None and fact.get("course") and context.entities.departure(who.key, context.today) is None:
            held[(who.key, fold(fact.get("course")))].append(fact)
    dated = {fact.document for fact in context.facts("training") if fact.get("completed")}  # matrices with dates
    for (person, course), facts in sorted(held.items()):
        ends = _dated(tuple(facts), "until")
        made = _dated(tuple(facts), "completed")
        last = max(ends, key=_key, default=None)
        if last is not None and last[0] < context.today and not any(day > last[0] for day, _ in made):
            yield finding(
                "competence_expired", (person, course),
                f"{last[1].get('person')}: “{last[1].get('course')}” expired on {spoken(last[0])}.",
                [side(fact, f"until {spoken(day)}") for day, fact in ends if day == last[0]],
                owner=last[1].get("person"),
            )  # fmt: skip
        elif not ends and not made and any(fact.document in dated for fact in facts):
            yield finding(
                "competence_missing", (person, course),
                f"{facts[-1].get('person')}: “{facts[-1].get('course')}” is required and has no record.",
                [side(fact, fact.get("result") or "no date") for fact in facts], owner=facts[-1].get("person"),
            )  # fmt: skip


def _exclusions(context: Context) -> Iterator[Finding]:
    for fact in context.facts("applicability"):
        if _NO.match(fact.get("applicable")) and _EMPTY.match(fact.get("justification")):
            title = f" ({fact.get('title')})" if fact.get("title") else ""
            yield finding(
                "exclusion_unjustified", (context.name(fact.document), fact.get("control")),
                f"Control {fact.get('control')}{title} is excluded without a justification.",
                [side(fact, "excluded")], owner=fact.get("owner"),
            )  # fmt: skip


# Actions -------------------------------------------------------------------------------------


def _closed(context: Context) -> Iterator[Finding]:
    """Corrective actions closed although no fact and no document beside the log says what was done."""
    by_number: dict[str, list[StoredFact]] = defaultdict(list)
    for fact in context.facts("corrective_action"):
        if fact.get("number") or fact.get("for"):
            by_number[fact.get("number") or fact.get("for")].append(fact)
    checks = any(fact.get("effectiveness") for fact in context.facts("corrective_action"))
    for number, facts in sorted(by_number.items()):
        closed = [fact for fact in facts if standing(fact.get("status"), bool(fact.get("closed"))) == "done"]
        shown = any(not _EMPTY.match(fact.get("effectiveness")) or fact.get("checked") for fact in facts)
        if not closed or shown or not checks or _shown(context, facts):
            continue
        last = closed[-1]
        what = f" (“{last.get('text')}”)" if last.get("text") else ""
        yield finding(
            "closed_without_evidence", (number,),
            f"{number}{what} is closed{_on(last)}; nothing that shows it was done, and no check of its effect, is "
            f"found.",
            [*(side(fact, "closed") for fact in closed), *_written_about(context, (number,), day_of(last, "closed"))],
            owner=last.get("owner"),
            searched={"corrective_action": len(context.facts("corrective_action"))},
        )  # fmt: skip


def _written_about(context: Context, names: Sequence[str], since: date | None) -> list[Side]:
    """Messages after a day whose topic names one of some things."""
    patterns = [re.compile(rf"(?i)(?<![\w-]){re.escape(name)}(?![\w-])") for name in names if len(name) > 2]
    return [
        side(fact, f"written about on {spoken(day)}")
        for fact in context.facts("communication")
        if (day := day_of(fact, "sent"))
        and since
        and day >= since
        and any(pattern.search(fact.get("topic")) for pattern in patterns)
    ]


def _subjects(context: Context, facts: list[tuple[date, StoredFact]]) -> list[str]:
    """The systems that agreements are about, by name."""
    systems = (context.entities.system(fact.get("subject")) for _, fact in facts)
    return [system.name for system in systems if system is not None]


def _on(fact: StoredFact) -> str:
    day = day_of(fact, "closed")
    return f" since {spoken(day)}" if day else ""


def _shown(context: Context, facts: list[StoredFact]) -> bool:
    """Whether something made after the action was raised is what it asks for: an assessment, an approval, a test."""
    texts = [fact.get("text") for fact in facts if fact.get("text")]
    own = {fact.document for fact in facts}
    for kind, when, what in (("assessment", "assessed", "subject"), ("approval", "approved", "subject")):
        for fact in context.facts(kind):
            words = content(f"{fact.get(what)} {fact.get('type')} {kind}")
            day = as_day(fact.get(when))
            if fact.document in own or day is None or not words or fact.fact.strength is Strength.DRAFT:
                continue
            started = min((each.get("written") for each in facts if each.get("written")), default="")
            if day.isoformat() >= started[:4] and any(share(words, content(text)) >= 0.99 for text in texts):
                return True
    return False


def _open(context: Context) -> Iterator[Finding]:
    """Findings of audits, corrective actions and tracked actions past their date, and open by the newest word."""
    reported: set[str] = set()
    for kind in ("finding", "corrective_action"):
        newest = _merged(context, kind)
        answered = _answered(context, newest) if kind == "finding" else frozenset()
        for number, (facts, status, due, closed) in sorted(newest.items()):
            related = {number, *(fact.get("for") for fact in facts)} - {""}
            if closed or due is None or due >= context.today or related & reported:
                continue
            if number in answered:
                continue  # the corrective action for it says how far it is
            reported |= related
            yield _late(number, facts, status, due, context.today)
    stated = {fact.document for fact in context.facts("action") if fact.get("status") and fact.get("due")}
    for number, fact in sorted(_tracked(context).items()):
        due = day_of(fact, "due")
        if due and due < context.today and _is_open(fact, stated):
            yield _late(number, [fact], fact.get("status"), due, context.today)


def _is_open(fact: StoredFact, stated: Collection[int]) -> bool:
    """Whether the words of a status say that something is open; any others may be a remark.

    A blank status says so in a document (one of ``stated``) that gives one to others that have a day.
    """
    status = fact.get("status")
    if not status:
        return fact.document in stated and not fact.get("closed")
    return state(status) == "open" or bool(not state(status) and _OPEN.match(status) and not fact.get("closed"))


def _merged(context: Context, kind: str) -> dict[str, tuple[list[StoredFact], str, date | None, bool]]:
    """Each numbered item with its facts, last status, date, and whether any document says it is closed."""
    found: dict[str, list[StoredFact]] = defaultdict(list)
    for fact in context.facts(kind):
        if fact.get("number"):
            found[fact.get("number")].append(fact)
    made: dict[str, tuple[list[StoredFact], str, date | None, bool]] = {}
    for number, facts in found.items():
        ordered = in_order(facts)
        due = next((day for fact in reversed(ordered) if (day := day_of(fact, "due"))), None)
        made[number] = (ordered, last_status(ordered), due, is_closed(ordered))
    return made


def _answered(
    context: Context, findings: Mapping[str, tuple[list[StoredFact], str, date | None, bool]]
) -> frozenset[str]:
    """Findings that a corrective action names by report and number ("IA-7 NC-2"), both as the report has them."""
    named: set[str] = set()
    for fact in context.facts("corrective_action"):
        report, _, number = fact.get("for").rpartition(" ")
        about = findings[number][0] if report and number in findings else []
        if any(
            report.casefold() in f"{one.doc_id} {context.documents[one.document].title}".casefold() for one in about
        ):
            named.add(number)
    return frozenset(named)


def _tracked(context: Context) -> dict[str, StoredFact]:
    """The newest word on each numbered action, if it stands in the newest document that lists actions of its series.

    An action that a newer list leaves out may be done: nothing is said of it.
    """
    numbered = latest(context, "action", "number")
    series: dict[str, tuple[str, int]] = {}
    for number, fact in numbered.items():
        prefix = re.split(r"\d", number)[0]
        series[prefix] = max(series.get(prefix, ("", -1)), (fact.get("written"), fact.document))
    kept = {}
    for number, fact in numbered.items():
        prefix = re.split(r"\d", number)[0]
        if fact.get("written") >= series[prefix][0]:
            kept[number] = fact
    return kept


def _late(number: str, facts: list[StoredFact], status: str, due: date, today: date) -> Finding:
    text = next((fact.get("text") for fact in reversed(facts) if fact.get("text")), "")
    owner = next((fact.get("owner") for fact in reversed(facts) if fact.get("owner")), "")
    dated = [fact for fact in facts if day_of(fact, "due") == due] or facts
    return finding(
        "action_overdue", (number,),
        f"{number}{f' (“{text}”)' if text else ''} was due on {spoken(due)}, {(today - due).days} days ago, and is not "
        f"closed{f' ({status})' if status else ''}.",
        [side(fact, f"due {spoken(due)}") for fact in dated], owner=owner,
    )  # fmt: skip
