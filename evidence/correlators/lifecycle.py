"""Life cycle and suppliers: assessments, inventory, agreements, competence, exclusions, quorum, and what stays open."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from evidence.closing import in_order, is_closed, last_status
from evidence.correlators.assessed import assessments
from evidence.correlators.decisions import bare_controls, repeated, reversed_decisions
from evidence.correlators.inventory import unlisted
from evidence.correlators.mentioned import written_about
from evidence.correlators.programme import expired_certificates, left_out, missed_audits, own_work
from evidence.correlators.quorum import inquorate
from evidence.correlators.risks import latest
from evidence.correlators.supplied import due_again, lapsed, lapsed_by_list, unassessed
from evidence.correlators.words import content, share
from evidence.families import as_day
from evidence.findings import Context, Finding, by_day, dated, day_of, finding, side, spoken
from evidence.model import StoredFact, Strength
from evidence.people import fold
from evidence.states import standing, state

_OPEN = re.compile(
    r"(?i)^\W*(?:open|new|in progress|ongoing|late|overdue|pending|not started|started|delayed|carried|wip|on hold)"
)
_NO = re.compile(r"(?i)^\W*(?:no|n|not applicable|excluded|false|0|nein|non)\b")
_EMPTY = re.compile(r"^[\s\-–—.?]*$|(?i:^\W*(?:tbd|n/?a|none|to be (?:done|defined|added)|missing)\W*$)")
_NOT_NEEDED = re.compile(r"(?i)\W*(?:not|no) (?:needed|required|applicable|necessary)\b|\W*(?:exempt|waived)\b")


def correlate(context: Context) -> Iterator[Finding]:
    """All findings about life cycle and suppliers."""
    yield from assessments(context)
    yield from unlisted(context)
    yield from lapsed(context)
    yield from lapsed_by_list(context)
    yield from unassessed(context)
    yield from due_again(context)
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


# Competence and controls ---------------------------------------------------------------------


def _competence(context: Context) -> Iterator[Finding]:
    held: dict[tuple[str, str], list[StoredFact]] = defaultdict(list)
    for fact in context.facts("training"):
        who = context.entities.resolve(fact.get("person"), fact.document).person
        if who is not None and fact.get("course") and context.entities.departure(who.key, context.today) is None:
            held[(who.key, fold(fact.get("course")))].append(fact)
    sheets = {fact.document for fact in context.facts("training") if fact.get("completed")}  # matrices with dates
    for (person, course), facts in sorted(held.items()):
        ends = dated(tuple(facts), "until")
        made = dated(tuple(facts), "completed")
        last = max(ends, key=by_day, default=None)
        if last is not None and last[0] < context.today and not any(day > last[0] for day, _ in made):
            yield finding(
                "competence_expired", (person, course),
                f"{last[1].get('person')}: “{last[1].get('course')}” expired on {spoken(last[0])}.",
                [side(fact, f"until {spoken(day)}") for day, fact in ends if day == last[0]],
                owner=last[1].get("person"),
            )  # fmt: skip
        elif not ends and not made and any(fact.document in sheets for fact in facts):
            if all(_NOT_NEEDED.match(fact.get("result")) for fact in facts):
                continue
            said = next((fact.get("result") for fact in reversed(facts) if fact.get("result")), "")
            yield finding(
                "competence_missing", (person, course),
                f"{facts[-1].get('person')}: “{facts[-1].get('course')}” is required and has no record"
                f"{f' ({said})' if said else ''}.",
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
    checked = _checked(context)
    for number, facts in sorted(by_number.items()):
        closed = [fact for fact in facts if standing(fact.get("status"), bool(fact.get("closed"))) == "done"]
        if not closed or any(map(_effective, facts)) or _shown(context, facts):
            continue
        if not any(fact.document in checked for fact in facts):
            continue
        last = closed[-1]
        what = f" (“{last.get('text')}”)" if last.get("text") else ""
        yield finding(
            "closed_without_evidence", (number,),
            f"{number}{what} is closed{_on(last)}; nothing that shows it was done, and no check of its effect, is "
            f"found.",
            [*(side(fact, "closed") for fact in closed), *written_about(context, (number,), day_of(last, "closed"))],
            owner=last.get("owner"),
            searched={"corrective_action": len(context.facts("corrective_action"))},
        )  # fmt: skip


def _effective(fact: StoredFact) -> bool:
    return not _EMPTY.match(fact.get("effectiveness")) or bool(fact.get("checked"))


def _checked(context: Context) -> frozenset[int]:
    """The logs in which most of what is closed has a word on its effect: there a blank tells that nobody looked."""
    closed: dict[int, list[bool]] = defaultdict(list)
    for fact in context.facts("corrective_action"):
        if standing(fact.get("status"), bool(fact.get("closed"))) == "done":
            closed[fact.document].append(_effective(fact))
    return frozenset(document for document, seen in closed.items() if 2 * sum(seen) >= len(seen))


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
            if number in answered or (kind == "finding" and not status and _acted_on(context, facts, due)):
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


def _acted_on(context: Context, facts: Sequence[StoredFact], due: date) -> bool:
    """Whether a log has a corrective action or nonconformity of the same owner for the same day, which has a status."""
    own = {fact.document for fact in facts}
    owners = {context.entities.resolve(fact.get("owner"), fact.document).person for fact in facts} - {None}
    return any(
        each.document not in own
        and (each.get("status") or each.get("closed"))
        and day_of(each, "due") == due
        and context.entities.resolve(each.get("owner"), each.document).person in owners
        for kind in ("corrective_action", "finding")
        for each in context.facts(kind)
    )


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
        f"{number}{f' (“{text}”)' if text else ''} was due on {spoken(due)}, {(today - due).days} days ago, and "
        + (f"is not closed ({status})." if status else "nothing shows that it is closed."),
        [side(fact, f"due {spoken(due)}") for fact in dated], owner=owner,
    )  # fmt: skip
