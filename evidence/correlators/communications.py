"""Communication analyser: which approved policy was announced and when; which regular messages or meetings stopped."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from evidence.correlators.lists import listed_for_staff, untold_rows
from evidence.correlators.words import beat_of, gaps
from evidence.families import Edition, Family
from evidence.findings import Context, Finding, Side, day_of, finding, side, spoken
from evidence.model import StoredFact
from evidence.people import fold

_LATE = timedelta(days=60)
_EARLY = timedelta(days=30)  # announced shortly before: still the announcement of that edition
_LIST = 4  # works on one page
_MOVED = timedelta(days=75)
_OUTSIDER = re.compile(
    r"(?i)\b(?:(?:lead|external|certification|third[- ]party) (?:auditor|assessor)"
    r"|account (?:director|manager|executive)|customer success|sales|supplier|vendor|consultant"
    r"|external counsel|solicitor)\b"
)
_WORD = re.compile(r"[^\W\d_][\w'-]*")


def correlate(context: Context) -> Iterator[Finding]:
    """All findings about communication and cadence."""
    yield from _checked(context)
    yield from _policies(context)
    yield from _messages(context)
    yield from _meetings(context)
    yield from _moved(context)


# Announcements -------------------------------------------------------------------------------


def _policies(context: Context) -> Iterator[Finding]:
    told = _told(context)
    seen = len(context.facts("communication"))
    since_when = min((day for fact in context.facts("communication") if (day := day_of(fact, "sent"))), default=None)
    for family in context.entities.families.all():
        edition = family.current(context.today)
        approved = edition.approved if edition else None
        if edition is None or approved is None or "policy" not in fold(family.title).split() or not edition.own:
            continue
        first = min((pair for pair in told[family.key] if pair[0] >= approved - _EARLY), default=None, key=_by_day)
        name = f"{family.title} {edition.version}".strip()
        if first is None:
            since = (context.today - approved).days
            covered = since_when is not None and since_when <= approved  # what is on record reaches back that far
            if covered and since > _LATE.days and not listed_for_staff(context, family, edition):
                yield _never(family, edition, approved, name, since, seen)
        elif first[0] > max(approved, edition.begins or approved) + _LATE:
            yield finding(
                "late_communication", (family.key, edition.version),
                f"{name} was approved on {spoken(approved)} and announced on {spoken(first[0])}, "
                f"{(first[0] - approved).days} days later.",
                [side(first[1], f"announced {spoken(first[0])}"),
                 side(_approval(edition), f"approved {spoken(approved)}"), *_paper(edition)],
                owner=edition.said("owner"),
            )  # fmt: skip


def _checked(context: Context) -> Iterator[Finding]:
    """Rows of somebody's own check of announcements that say that there is none."""
    for document, name, span in untold_rows(context):
        key = context.entities.families.key(name)
        family = context.entities.families.get(key) if key else None
        edition = family.current(context.today) if family else None
        if family is None or edition is None or not edition.own:
            continue
        yield finding(
            "never_communicated", (family.key, edition.version),
            f"{family.title} {edition.version}".strip() + " was never announced, as a check of announcements says.",
            [Side("no announcement", document, span), side(_approval(edition), "the policy")],
            owner=edition.said("owner"),
        )  # fmt: skip


def _never(family: Family, edition: Edition, approved: date, name: str, since: int, seen: int) -> Finding:
    return finding(
        "never_communicated", (family.key, edition.version),
        f"{name} was approved on {spoken(approved)}; in {since} days no announcement of it is found.",
        [side(_approval(edition), f"approved {spoken(approved)}"), *_paper(edition)],
        owner=edition.said("owner"), searched={"communication": seen},
    )  # fmt: skip


def _paper(edition: Edition) -> list[Side]:
    """The policy itself, where its approval is told elsewhere."""
    return [side(fact, "the policy") for fact in edition.own[:1] if fact.document != _approval(edition).document]


def _approval(edition: Edition) -> StoredFact:
    dated = [fact for fact in edition.facts if day_of(fact, "approved") == edition.approved]
    return next((fact for fact in dated if fact.document in edition.documents), dated[0] if dated else edition.facts[0])


def _by_day(pair: tuple[date, StoredFact]) -> tuple[date, str]:
    return pair[0], pair[1].id


def _told(context: Context) -> dict[str, list[tuple[date, StoredFact]]]:
    """For each work, when it was spoken of to more than one person."""
    told: dict[str, list[tuple[date, StoredFact]]] = defaultdict(list)
    of_one = Counter(fact.document for fact in context.facts("communication"))  # more than one: it tells of messages
    for fact in context.facts("communication"):
        sent = day_of(fact, "sent")
        if sent is None or _to_one(context, fact) or from_outside(fact):
            continue
        named = context.entities.families.named_in(context.text(fact.document))
        topic = context.entities.families.key(fact.get("topic"))
        alone = len(named) < _LIST and of_one[fact.document] == 1
        for key in named if alone else named & {topic}:  # a list of documents announces none of them
            told[key].append((sent, fact))
    return told


def from_outside(fact: StoredFact) -> bool:
    """Whether an auditor, a supplier or an adviser writes: what they say of a policy makes it known to nobody."""
    return bool(_OUTSIDER.search(fact.get("role"))) or (fact.get("channel") == "letter" and not fact.get("audience"))


def _to_one(context: Context, fact: StoredFact) -> bool:
    audience = [each for each in fact.get("audience").split(";") if each.strip()]
    return len(audience) == 1 and context.entities.resolve(audience[0].strip()).person is not None


# Cadence -------------------------------------------------------------------------------------


def _messages(context: Context) -> Iterator[Finding]:
    """Gaps in what one sender regularly says to a group: messages whose topics share two words in a row."""
    series: dict[tuple[str, str], dict[date, StoredFact]] = defaultdict(dict)
    for fact in context.facts("communication"):
        sent = day_of(fact, "sent")
        who = context.entities.resolve(fact.get("sender")).person
        if sent is None or who is None or _to_one(context, fact):
            continue
        words = [word.casefold() for word in _WORD.findall(fact.get("topic"))]
        for pair in pairwise(words):
            series[(who.key, " ".join(pair))].setdefault(sent, fact)
    best: dict[str, tuple[str, dict[date, StoredFact]]] = {}
    for (who_key, topic), facts in sorted(series.items()):
        if len(facts) > len(best.get(who_key, ("", {}))[1]):
            best[who_key] = (topic, facts)
    for who_key, (topic, facts) in sorted(best.items()):
        for before, after in gaps(facts):
            name = context.entities.people.resolve(facts[before].get("sender")).person
            yield finding(
                "communication_gap", (who_key, topic, before.isoformat()),
                f"{name.name if name else who_key} writes about “{topic}” about every {beat_of(list(facts))} days; "
                f"between {spoken(before)} and {spoken(after)} no message is found.",
                [side(facts[before], spoken(before)), side(facts[after], spoken(after))],
                owner=name.name if name else "", searched={"communication": len(context.facts("communication"))},
            )  # fmt: skip


def _meetings(context: Context) -> Iterator[Finding]:
    for body, held in sorted(_held(context).items()):
        for before, after in gaps(held):
            name = held[before].get("body")
            yield finding(
                "meeting_missing", (body, before.isoformat()),
                f"{name} meets about every {beat_of(list(held))} days; between {spoken(before)} and {spoken(after)} "
                f"no meeting is found.",
                [side(held[before], spoken(before)), side(held[after], spoken(after))],
                searched={"meeting": len(context.facts("meeting"))},
            )  # fmt: skip


def _held(context: Context) -> dict[str, dict[date, StoredFact]]:
    """Meetings held, by body and day."""
    held: dict[str, dict[date, StoredFact]] = defaultdict(dict)
    for fact in context.facts("meeting"):
        day, body = day_of(fact, "held"), series_of(context, fact.get("body"))
        if body and day and fact.get("state") in ("", "held") and day <= context.today:
            held[body].setdefault(day, fact)
    return held


def series_of(context: Context, body: str) -> str:
    """A body as a series of meetings: "first management review of the AIMS" and "management review" are one."""
    key = re.sub(r"^(?:first|second|third|fourth|annual|quarterly|monthly|extraordinary|ordinary)\s+", "",
                 context.entities.bodies.key(body))  # fmt: skip
    return re.sub(r"^(management review)\b.*", r"\1", key)


def _moved(context: Context) -> Iterator[Finding]:
    """Reviews said to be postponed, and held weeks later."""
    held = _held(context)
    done: set[tuple[str, date]] = set()
    for fact in context.facts("meeting"):
        day, body = day_of(fact, "held"), series_of(context, fact.get("body"))
        if fact.get("state") != "postponed" or day is None or (body, day) in done or day in held.get(body, {}):
            continue
        if "review" not in f"{body} {fact.get('title')}".casefold():
            continue
        later = min((each for each in held.get(body, {}) if day < each <= day + _MOVED), default=None)
        if later is not None:
            done.add((body, day))
            yield finding(
                "late_review", (body, day.isoformat()),
                f"{fact.get('body')} was planned for {spoken(day)} and held on {spoken(later)}, "
                f"{(later - day).days} days later.",
                [side(fact, f"planned {spoken(day)}"), side(held[body][later], f"held {spoken(later)}")],
            )  # fmt: skip
