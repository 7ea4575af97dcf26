"""What stands out in the register by arithmetic alone: days out of order, numbers used twice, leaps, thin meetings.

An anomaly is no verdict: a slip of the pen, a misreading and a fault look alike here, so every row shows the words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from statistics import median, quantiles

from assistant.reports.findings import found
from assistant.reports.registers import period_of
from assistant.reports.report import Report, Request, Row, Section, day
from assistant.wording import name_of, short
from evidence.correlators.words import content, number
from evidence.model import StoredFact

_COLUMNS = ("What", "Subject", "How", "Documents")
_ORDER: tuple[tuple[str, str, str, str], ...] = (
    ("action", "raised", "closed", "done before it was raised"),
    ("finding", "raised", "closed", "closed before it was raised"),
    ("corrective_action", "closed", "checked", "found effective before it was done"),
    ("incident", "occurred", "reported", "reported before it happened"),
    ("incident", "occurred", "closed", "closed before it happened"),
    ("incident", "reported", "closed", "closed before it was reported"),
    ("document", "approved", "withdrawn", "withdrawn before it was approved"),
    ("document", "effective", "withdrawn", "withdrawn before it took effect"),
    ("review", "last", "due", "the next review is before the last one"),
    ("acceptance", "accepted", "until", "the acceptance ends before it begins"),
    ("training", "completed", "until", "it lapses before it was completed"),
    ("certificate", "issued", "until", "it ends before it was issued"),
    ("assessment", "assessed", "approved", "approved before it was carried out"),
    *((kind, "from", "until", "it ends before it begins") for kind in ("agreement", "supplier", "role", "ownership")),
    ("audit", "from", "to", "it ends before it begins"),
)
"""Kind, the day that comes first, the day that comes after it, and what it is when they do not."""
_DONE: tuple[tuple[str, str, str], ...] = (
    ("approval", "approved", "approved"), ("signature", "signed", "signed"), ("decision", "held", "decided"),
    ("action", "closed", "done"), ("finding", "closed", "closed"), ("corrective_action", "closed", "done"),
    ("training", "completed", "completed"), ("incident", "occurred", "happened"), ("communication", "sent", "sent"),
)  # fmt: skip
"""Kind, and a day on which something had happened by the time it was written down."""
_NUMBERED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("document", ("title",)), ("risk", ("text",)), ("objective", ("text", "kpi")), ("system", ("name", "purpose")),
    ("incident", ("title", "cause")),
)  # fmt: skip
"""Kinds with identifiers of their own, and the fields that tell what one is. Findings are numbered anew each audit."""
_LISTED = ("published_before_approved", "approval_date_mismatch", "late_review", "communication_gap", "meeting_missing")
_HERE = ("chair", "present", "member", "")
_HISTORY = 5  # values, or meetings, that make a history
_FAR = 3.0  # times the distance between the quartiles: what Tukey calls far out


def anomalies(request: Request) -> Report:
    """Days in an impossible order, one identifier for two things, values far from their own history, thin meetings."""
    parts = (
        ("Days out of order", [*_disordered(request), *_unwritten(request)]),
        ("Dated after the day of the report", [*_ahead(request)]),
        ("One identifier, two things", [*_renamed(request)]),
        ("Values far from their own history", [*_leaps(request)]),
        ("Meetings held by fewer than usual", [*_thin(request)]),
        ("Late, early or missing, from the findings", [*_found(request)]),
    )
    sections = tuple(Section(title, _COLUMNS, tuple(rows)) for title, rows in parts if rows)
    notes = (
        f"A value is far out when it lies more than {_FAR:g} times the distance between the quartiles beyond them, of "
        f"at least {_HISTORY} other values of the same indicator and unit. A meeting is thin with less than half the "
        f"median attendance of at least {_HISTORY} others of its body.",
        *(() if sections else ("No anomalies were found in the register.",)),
    )
    period = "" if request.period is None else f"{request.period.first} to {request.period.last}"
    return Report("anomalies", "Anomalies", request.today, sections, notes, period=period)


def _row(request: Request, what: str, subject: str, how: str, facts: Sequence[StoredFact], tone: str = "warn") -> Row:
    documents = "; ".join(dict.fromkeys(fact.doc_id for fact in facts))
    return Row((what, short(subject, 100), how, documents), request.cite(*facts), tone)


def _within(request: Request, *days: date | None) -> bool:
    return request.period is None or any(request.within(each) for each in days if each)


# Days ----------------------------------------------------------------------------------------


def _disordered(request: Request) -> Iterator[Row]:
    for kind, first, second, what in _ORDER:
        for fact in request.facts(kind):
            early, late = day(fact.get(first)), day(fact.get(second))
            if early and late and late < early and _within(request, early, late):
                how = f"{first} {early}, {second} {late}"
                yield _row(request, what, name_of(fact) or request.title(fact), how, [fact], "bad")


def _unwritten(request: Request) -> Iterator[Row]:
    """Approvals of a document of a day before the day that the document says it was written on."""
    for fact in request.facts("document"):
        approved = day(fact.get("approved"))
        stated = request.documents[fact.document].metadata.dates
        written = min(
            (each.value for each in stated if each.kind == "written" and each.precision == "day"), default=None
        )
        if approved and written and approved < written and _within(request, approved, written):
            how = f"approved {approved}, written {written}"
            subject = name_of(fact) or request.title(fact)
            yield _row(request, "approved before it was written", subject, how, [fact], "bad")


def _ahead(request: Request) -> Iterator[Row]:
    for kind, name, verb in _DONE:
        for fact in request.facts(kind):
            at = day(fact.get(name))
            if at and at > request.today and request.period is None:
                how = f"{verb} {at}, the report is of {request.today}"
                yield _row(request, f"{verb} on a day to come", name_of(fact) or request.title(fact), how, [fact])


# Identifiers ---------------------------------------------------------------------------------


def _renamed(request: Request) -> Iterator[Row]:
    """Identifiers whose names in two documents have no word in common: a reused number, or a slip."""
    for kind, names in _NUMBERED:
        by_number: dict[str, list[StoredFact]] = defaultdict(list)
        for fact in request.facts(kind):
            if fact.get("number") and content(_said(fact, names)):
                by_number[fact.get("number").upper()].append(fact)
        for identifier, facts in by_number.items():
            for other in _strangers(facts, names):
                how = f"“{short(_said(facts[0], names), 70)}” and “{short(_said(other, names), 70)}”"
                what = f"one number for two {kind}s"
                yield _row(request, what, identifier, how, [facts[0], other])


def _said(fact: StoredFact, names: Iterable[str]) -> str:
    return next(filter(None, map(fact.get, names)), "")


def _words(fact: StoredFact, names: Iterable[str]) -> frozenset[str]:
    """The words of all of these fields: a progress report may call an objective by its indicator."""
    return content(" ".join(map(fact.get, names)))


def _strangers(facts: Sequence[StoredFact], names: Iterable[str]) -> Iterator[StoredFact]:
    """The first fact, if any, whose name shares no word with those of all the others before it."""
    known = _words(facts[0], names)
    for fact in facts[1:]:
        words = _words(fact, names)
        if not words & known:
            yield fact
            return
        known |= words


# Values --------------------------------------------------------------------------------------


def _leaps(request: Request) -> Iterator[Row]:
    series: dict[tuple[str, ...], list[StoredFact]] = defaultdict(list)
    for fact in request.facts("measurement"):
        if fact.get("period") and number(fact.get("value")) is not None:
            key = (fact.get("kpi"), fact.get("unit"), fact.get("system"))
            series[tuple(" ".join(each.casefold().split()) for each in key)].append(fact)
    for facts in series.values():
        once = sorted(request.newest(facts, period_of), key=period_of)
        values = [value for fact in once if (value := number(fact.get("value"))) is not None]
        for at, fact in enumerate(once):
            others = values[:at] + values[at + 1 :]
            fences = _fences(others)
            if fences and not fences[0] <= values[at] <= fences[1] and _within(request, _end(fact)):
                how = f"{fact.get('value')} in {fact.get('period')}; the others: {min(others):g} to {max(others):g}"
                near = once[at - 1] if at else once[1]
                yield _row(request, "a value far from its history", name_of(fact), how, [fact, near])


def _fences(values: Sequence[float]) -> tuple[float, float] | None:
    """Tukey's outer fences of a history; none for a short one, and for one that never moves."""
    if len(values) < _HISTORY:
        return None
    low, _, high = quantiles(values, n=4, method="inclusive")
    return (low - _FAR * (high - low), high + _FAR * (high - low)) if high > low else None


def _end(fact: StoredFact) -> date | None:
    year, month = period_of(fact)
    return date(year, month, 1) if year and 1 <= month <= 12 else None


# Meetings ------------------------------------------------------------------------------------


def _thin(request: Request) -> Iterator[Row]:
    """Meetings with less than half the people that the others of their body usually have."""
    people: dict[tuple[int, str], set[str]] = defaultdict(set)
    for fact in request.facts("attendance"):
        if fact.get("part") in _HERE:
            people[(fact.document, fact.get("held"))].add(fact.get("person").casefold())
    by_body: dict[str, dict[str, tuple[StoredFact, int]]] = defaultdict(dict)
    for fact in request.facts("meeting"):
        count = len(people.get((fact.document, fact.get("held")), ()))
        body = " ".join((fact.get("body") or fact.get("title")).casefold().split())
        if body and count and fact.get("held") and fact.get("state") in ("", "held"):
            known = by_body[body].get(fact.get("held"))
            if known is None or known[1] < count:
                by_body[body][fact.get("held")] = fact, count
    for meetings in by_body.values():
        for held, (fact, count) in sorted(meetings.items()):
            others = [many for at, (_, many) in meetings.items() if at != held]
            if len(others) >= _HISTORY and 2 * count < median(others) and _within(request, day(held)):
                how = f"{count} present on {held}; usually {median(others):g}"
                yield _row(request, "fewer present than usual", name_of(fact), how, [fact])


# Findings ------------------------------------------------------------------------------------


def _found(request: Request) -> Iterator[Row]:
    """Findings about what came late, early or not at all, but those that a person resolved."""
    for told in found(request.view, request.today, request.citer, request.decisions):
        if told["type"] in _LISTED and told["state"] != "resolved" and request.period is None:
            documents = "; ".join(dict.fromkeys(words.doc_id for words in told["words"]))
            subject = " ".join(part for part in told["subject"] if part)
            cells = (told["type"].replace("_", " "), short(subject, 100), told["summary"], documents)
            yield Row(cells, tuple(told["words"]), "bad" if told["severity"] == "high" else "warn")
