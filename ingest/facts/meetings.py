"""Meetings and who attended them: ``meeting`` and ``attendance`` facts.

A meeting's state is held, planned, cancelled or postponed; ``held`` is the day it was held on or set for, so that
whoever counts meetings filters by state. Agendas and notices give no attendance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from evidence.model import Fact, Span
from ingest.facts.attendees import Attendee
from ingest.facts.gathering import Gathering, announced
from ingest.facts.reading import Reading
from ingest.facts.roster import roster
from ingest.facts.sittings import sittings

NAME = "meetings/1"


def facts(reading: Reading) -> Iterator[Fact]:
    """The meeting that the document is about, one attendance a person, and meetings it says are next, off or moved."""
    known = reading.meeting
    told: set[tuple[str, str]] = set()
    others = list(announced(reading, known))
    dated = known is not None and (known.held or not any(each.state == known.state for each in others))
    if known is not None and dated:  # a notice without a day of its own is the meeting that a sentence dates
        yield _meeting(reading, known)
        told.add((known.state, known.held))
        for who in known.people:  # who kept the minutes was there
            yield _attendance(reading, known, who)
        yield from _further(reading, known, told)
    for other in others:
        if (other.state, other.held) not in told:
            told.add((other.state, other.held))
            yield _meeting(reading, other)


def _further(reading: Reading, first: Gathering, told: set[tuple[str, str]]) -> Iterator[Fact]:
    """The further meetings of a document that tells of several; whom it lists above all of them, each had."""
    several = sittings(reading)
    always = [each for each in first.people if several and each.span.start < several[0].span.start]
    listed = roster(reading).people if several else ()
    for sitting in several[1:]:
        here = [each for each in listed if sitting.span.start <= each.span.start < sitting.span.end]
        people = (*(each for each in always if each.part in ("chair", "secretary") or not here), *here)
        one = replace(first, head=sitting.head, day=sitting.head, held=sitting.held, people=people)
        told.add((one.state, one.held))
        yield _meeting(reading, one)
        yield from (_attendance(reading, one, who) for who in people)


def _meeting(reading: Reading, meeting: Gathering) -> Fact:
    people = meeting.people
    fields = {
        "title": meeting.title or meeting.body or " ".join(reading.quote(meeting.head).split())[:160],
        "body": meeting.body,
        "chair": _names(people, "chair"),
        "attendees": "; ".join(_name(each) for each in people if each.part in ("chair", "present", "in attendance")),
        "apologies": _names(people, "apologies"),
        "secretary": "; ".join(_name(each) for each in people if each.secretary),
        "quorum": meeting.quorum,
        "state": meeting.state,
    }
    spans = [meeting.day or meeting.head, meeting.head, *([meeting.quorum_span] if meeting.quorum_span else [])]
    spans += [each.span for each in people]
    return reading.fact(
        "meeting",
        fields,
        dict.fromkeys(spans),
        extractor=NAME,
        dates={"held": meeting.held},
        origin=meeting.origin or "text",
    )


def _attendance(reading: Reading, meeting: Gathering, who: Attendee) -> Fact:
    spans: list[Span] = [who.span, *([meeting.day] if meeting.day else [])]
    fields = {
        "person": who.person,
        "role": who.role,
        "body": meeting.body,
        "part": who.part,
        "meeting": meeting.title,
        "note": who.note,
    }
    return reading.fact(
        "attendance", fields, spans, extractor=NAME, dates={"held": meeting.held}, origin=meeting.origin or "text"
    )


def _names(people: tuple[Attendee, ...], part: str) -> str:
    return "; ".join(_name(each) for each in people if each.part == part)


def _name(who: Attendee) -> str:
    return who.person or who.role
