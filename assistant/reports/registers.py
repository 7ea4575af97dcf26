"""Reports that are a register made readable: documents, signatures, indicators, training."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from assistant.clauses import day_of
from assistant.document_state import state_of
from assistant.events import together
from assistant.reports.report import EMPTY, Bar, Report, Request, Row, Section, day
from assistant.wording import name_of, short
from evidence.frameworks.words import says
from evidence.model import StoredFact, Strength

_WORD = re.compile(r"[^\W_]+")
_COURSES = 14  # columns of the training matrix; more courses are rows of a second table
_NUMBER = re.compile(r"-?\d[\d,  ]*(?:[.,]\d+)?")


def document_control(request: Request) -> Report:
    """Controlled documents with version, status, owner, approval and review; what is overdue or unknown."""
    reviews = _by_subject(request.facts("review"))
    owners = _by_subject(request.facts("ownership"))
    approvals = _by_subject(request.facts("approval"))
    rows = []
    facts = request.newest(request.facts("document"), lambda fact: (_key(fact), fact.get("version")))
    current = {_key(fact): fact for fact in sorted(facts, key=lambda fact: _edition(request, fact))}
    for fact in sorted(facts, key=lambda fact: (_key(fact), fact.get("version"))):
        key = _key(fact)
        related = [*reviews.get(key, ()), *owners.get(key, ()), *approvals.get(key, ())]
        rows.append(_document_row(request, fact, related, current[key]))
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        for remark in filter(None, row.cells[-1].split("; ")):
            counts[remark.partition(" since")[0]] += 1
    bars = tuple(
        Bar(remark, count, str(count), "warn") for remark, count in sorted(counts.items(), key=lambda each: -each[1])
    )
    columns = ("Number", "Document", "Version", "Status", "Owner", "Approved by", "Approved", "Next review", "Remarks")
    section = Section("", columns, tuple(rows), bars=bars)
    return Report(
        "document-control", "Document control", request.today, (section,), _none(rows, "controlled documents")
    )


def _edition(request: Request, fact: StoredFact) -> tuple[bool, str, tuple[int, ...]]:
    """Editions of a document as they follow each other: those filed away first, then by approval, then by version."""
    filed = state_of(request.documents[fact.document]) in (Strength.SUPERSEDED, Strength.WITHDRAWN)
    draft = bool(says(fact.get("status"), ("draft",)))
    numbers = tuple(int(number) for number in re.findall(r"\d{1,6}", fact.get("version")))
    return not (filed or draft), fact.get("approved"), numbers


def _document_row(request: Request, fact: StoredFact, related: list[StoredFact], current: StoredFact) -> Row:
    def known(*names: str) -> str:
        said = [one.get(name) for one in (fact, *related) for name in names]
        return next(filter(None, said), "")

    status = fact.get("status")
    past = bool(says(status, ("superseded", "withdrawn", "obsolete")))
    if not past and fact is not current and not says(status, ("draft",)):
        past, status = True, f"superseded by {current.get('version')}" if current.get("version") else "superseded"
    elif not past and state_of(request.documents[fact.document]) in (Strength.SUPERSEDED, Strength.WITHDRAWN):
        past, status = True, f"{status} (filed as no longer in force)".strip()
    review = max(
        (value for one in (fact, *related) for name in ("review", "due") if (value := one.get(name))), default=""
    )
    owner, approver = known("owner"), known("approver", "body")
    remarks = []
    if not past:
        due = day(review)
        remarks += [f"review overdue since {review}"] if due and due < request.today else []
        remarks += ["no owner"] if not owner else []
        remarks += ["no next review"] if not review else []
        remarks += ["no approval found"] if not (approver or known("approved")) and not says(status, ("draft",)) else []
    cells = (
        fact.get("number"),
        name_of(fact).removeprefix(fact.get("number")).strip() or request.title(fact),
        fact.get("version"),
        status,
        owner or EMPTY,
        approver or EMPTY,
        known("approved"),
        review or EMPTY,
        "; ".join(remarks),
    )
    tone = "bad" if any("overdue" in remark for remark in remarks) else "warn" if remarks else "" if past else "good"
    return Row(cells, request.cite(fact, *related[:2]), tone)


def _key(fact: StoredFact) -> str:
    """A document's name without its number, version and year, to bring together what is said of it."""
    said = fact.get("title") or fact.get("subject")
    words = [word for word in _WORD.findall(said.lower()) if not any(character.isdigit() for character in word)]
    return " ".join(word for word in words if word not in ("the", "version", "v", "pol"))


def _by_subject(facts: Iterable[StoredFact]) -> dict[str, list[StoredFact]]:
    found: dict[str, list[StoredFact]] = defaultdict(list)
    for fact in facts:
        if key := _key(fact):
            found[key].append(fact)
    return found


def signed_evidence(request: Request) -> Report:
    """Signatures with their state, and approvals with approver and day; what is blank or fails its check."""
    signatures = [fact for fact in request.facts("signature") if _in_period(request, fact)]
    approvals = [event[0] for event in together(request.facts("approval")) if _in_period(request, event[0])]
    rows = [_signature_row(request, fact) for fact in signatures] + [_approval_row(request, fact) for fact in approvals]
    columns = ("Kind", "Subject", "By", "Role", "Date", "State", "Document")
    notes = (
        "A signature counts as valid only where its certificate checks out against the trusted roots of the settings.",
        *_none(rows, "signatures"),
    )
    section = Section("", columns, tuple(rows))
    return Report("signed-evidence", "Register of signed evidence", request.today, (section,), notes)


def _in_period(request: Request, fact: StoredFact) -> bool:
    return request.period is None or request.within(day_of(fact))


def _signature_row(request: Request, fact: StoredFact) -> Row:
    state = fact.get("state").replace("_", " ")
    good, bad = state in ("valid", "filled", "written"), state in ("tampered", "blank line", "empty")
    who = (fact.get("signer") or EMPTY, fact.get("role"), fact.get("signed") or EMPTY)
    cells = ("signature", name_of(fact) or request.title(fact), *who, state, fact.doc_id)
    return Row(cells, request.cite(fact), "good" if good else "bad" if bad else "warn")


def _approval_row(request: Request, fact: StoredFact) -> Row:
    by = fact.get("approver") or fact.get("body")
    who = (by or EMPTY, fact.get("role"), fact.get("approved") or EMPTY)
    cells = ("approval", name_of(fact) or request.title(fact), *who, fact.get("decision") or "approved", fact.doc_id)
    return Row(cells, request.cite(fact), "good" if by and fact.get("approved") else "warn")


def kpi_board(request: Request) -> Report:
    """Each indicator's latest value beside its target, the one before, its objective and owner."""
    by_kpi: dict[str, list[StoredFact]] = defaultdict(list)
    for fact in request.facts("measurement"):
        if words := _words(fact.get("kpi")):
            by_kpi[words].append(fact)
    objectives = {_words(fact.get("kpi")): fact for fact in request.facts("objective") if fact.get("kpi")}
    rows = tuple(_kpi_row(request, facts, objectives.get(words)) for words, facts in sorted(by_kpi.items()))
    columns = ("Indicator", "Latest", "Period", "Target", "Before", "Trend", "Status", "Objective", "Owner")
    sections = [Section("", columns, rows)]
    bare = [fact for fact in request.newest(request.facts("objective"), name_of) if not fact.get("kpi")]
    if bare:
        without = tuple(_objective_row(request, fact) for fact in bare)
        sections.append(Section("Objectives without an indicator", ("Objective", "Owner", "Target"), without))
    notes = (
        "Whether a target is met is shown only where a document says so: a rule cannot tell if high is good.",
        *_none(list(rows), "measured values"),
    )
    return Report("kpis", "KPI board", request.today, tuple(sections), notes)


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _objective_row(request: Request, fact: StoredFact) -> Row:
    cells = (name_of(fact), fact.get("owner") or EMPTY, fact.get("target") or EMPTY)
    return Row(cells, request.cite(fact), "warn")


def _kpi_row(request: Request, facts: list[StoredFact], objective: StoredFact | None) -> Row:
    series = request.newest(facts, lambda fact: fact.get("period"))
    series.sort(key=lambda fact: (period_of(fact), request.document_day(fact.document)))
    latest, before = series[-1], series[-2] if len(series) > 1 else None

    def known(name: str) -> str:
        said = [*(fact.get(name) for fact in reversed(series)), objective.get(name) if objective else ""]
        return next(filter(None, said), EMPTY)

    aim = latest.get("objective") or (name_of(objective) if objective else "")
    missed = says(latest.get("status"), ("missed", "red", "not met", "off track", "below"))
    cells = (
        short(latest.get("kpi"), 80),
        f"{latest.get('value')} {latest.get('unit')}".strip(),
        latest.get("period"),
        known("target"),
        before.get("value") if before else EMPTY,
        _trend(before, latest),
        latest.get("status"),
        aim or EMPTY,
        known("owner"),
    )
    cited = request.cite(latest, *([before] if before else []))
    return Row(cells, cited, "bad" if missed else "" if aim else "warn")


_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


def period_of(fact: StoredFact) -> tuple[int, int]:
    """A period as it sorts: year, then month; a quarter by its last month, a bare year last."""
    said = fact.get("period").lower()
    year = re.search(r"(?:19|20)\d{2}", said)
    quarter = re.search(r"q([1-4])", said)
    named = next((number for name, number in _MONTHS.items() if re.search(rf"\b{name}", said)), None)
    iso = re.search(r"(?:19|20)\d{2}-(\d{2})", said)
    month = int(iso[1]) if iso else named or (int(quarter[1]) * 3 if quarter else 12)
    return int(year[0]) if year else 0, month


def value_of(text: str) -> float:
    """The first number in a text; minus infinity where there is none, so that it sorts last."""
    match = _NUMBER.search(text)
    if not match:
        return float("-inf")
    digits = re.sub(r"[  ]|,(?=\d{3}\b)", "", match[0]).replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return float("-inf")


def _trend(before: StoredFact | None, latest: StoredFact) -> str:
    if before is None:
        return ""
    one, other = value_of(before.get("value")), value_of(latest.get("value"))
    if float("-inf") in (one, other):
        return ""
    return "up" if other > one else "down" if other < one else "same"


def training_matrix(request: Request) -> Report:
    """People by course: when completed or until when it holds; what has run out."""
    records = request.newest(
        request.facts("training"), lambda fact: (fact.get("person").lower(), fact.get("course").lower())
    )
    courses = list(dict.fromkeys(fact.get("course") or "training" for fact in records))[:_COURSES]
    people: dict[str, dict[str, StoredFact]] = defaultdict(dict)
    roles: dict[str, str] = {}
    for fact in records:
        if person := fact.get("person"):
            people[person].setdefault(fact.get("course") or "training", fact)
            roles[person] = roles.get(person) or fact.get("role")
    rows = []
    for person in sorted(people):
        cells = [_held(people[person].get(course), request.today) for course in courses]
        tone = "bad" if any(says(cell, ("expired", "missing", "overdue", "failed")) for cell in cells) else ""
        rows.append(
            Row((person, roles.get(person, ""), *cells), request.cite(*list(people[person].values())[:4]), tone)
        )
    notes = [*_none(rows, "training records")]
    if len(set(fact.get("course") for fact in records)) > _COURSES:
        notes.append(f"Only the first {_COURSES} courses are columns.")
    section = Section("", ("Person", "Role", *courses), tuple(rows))
    return Report("training", "Training matrix", request.today, (section,), tuple(notes))


def _held(fact: StoredFact | None, today: date) -> str:
    if fact is None:
        return EMPTY
    until = day(fact.get("until"))
    said = fact.get("completed") or fact.get("result") or "yes"
    if until and until < today:
        return f"expired {until}"
    return f"{said}, until {until}" if until else said


def _none(rows: list[Row], what: str) -> tuple[str, ...]:
    return () if rows else (f"No {what} were read from the documents.",)
