"""Who chairs, holds a role or wrote a paper, as documents of several years and sorts say it. A lighthouse trust."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from assistant.register import authors, engine, holders
from assistant.register.asked import put
from assistant.register.match import shelf_of
from assistant.register.records import lookup
from assistant.register.records.meaning import asked_for
from assistant.register.request import beside_a_holder, read
from assistant.register.result import Found, register_text
from assistant.understand import understand
from assistant.verify import verify
from evidence.embedders import MiniLM
from evidence.model import Hit
from evidence.view import View
from tests.support.asking import view_of

TODAY = date(2031, 5, 20)


def _minutes(body: str, day: str, chair: str) -> str:
    return (
        f"# {body}\n\nMinutes\n\nDate: {day}\n\nPresent: {chair} (Chair), Tor Lie\n\n1. Decision: The lamp is mended.\n"
    )


view = view_of(
    {
        "minutes/lamp-2027.md": _minutes("Lamp Committee", "3 March 2027", "Per Strand"),
        "minutes/fog-2027.md": _minutes("Fog Signal Panel", "4 March 2027", "Bo Sand"),
        "minutes/boat-2031.md": _minutes("Boat Committee", "4 March 2031", "Mia Dahl"),
        "rules/lamp.md": "# Lamp Committee: terms of reference\n\nChair: Ada Krone\n\nQuorum: three members\n",
        "people/2029.md": "# Report of 2 May 2029\n\nThe Harbour Controller, Jun Park, closed the pier.\n",
        "people/2031.md": (
            "# Report of 2 May 2031\n\nPresent: Eva Novak (Harbour Controller), Ole Rud, deputy Keeper Manager\n\n"
            "Written by Kai Holm, Stores Officer and Senior Fuel Safety Owner\n\nMembers: Stores Clerk, Relief Clerk\n"
        ),
        "people/2030.md": "# Report of 1 May 2028\n\nLens Inspector: Ida Moe\n",
        "papers/fuel.md": (
            "# Fuel Policy\n\nAuthor: Ruth Vale\n\nApproved by: Lamp Committee\n\nB. Legal ground: the Lights Act\n"
        ),
        "mail/fuel.eml": (
            "From: Per Strand <p@l.example>\nTo: All <a@l.example>\nSubject: Fuel policy\n"
            "Date: Mon, 3 Mar 2031 09:00:00 +0000\n\nThe fuel policy is on the shelf.\n"
        ),
    }
)


@pytest.fixture(name="embedder", scope="module")
def _embedder() -> MiniLM:
    return MiniLM()


def _hits(view: View) -> Sequence[Hit]:
    return [Hit(each, 1.0) for document in view.documents() for each in view.passages(document.rowid)]


def _told(view: View, found: Found | None) -> str:
    assert found is None or all(verify(claim, view) for claim in found.claims)
    return register_text(found) if found else ""


def test_the_paper_on_the_body_says_who_chairs_it_and_not_minutes_of_years_ago(view: View, embedder: MiniLM) -> None:
    said = _told(view, engine.find(understand("Who chairs the Lamp Committee?"), view, TODAY, embedder))
    assert "Ada Krone" in said
    assert "Strand" not in said


def test_minutes_of_years_ago_are_told_with_the_caveat(view: View, embedder: MiniLM) -> None:
    found = engine.find(understand("Who chairs the Fog Signal Panel?"), view, TODAY, embedder)
    assert found is not None
    assert not found.complete
    assert all(part in _told(view, found) for part in ("Bo Sand", "4 March 2027", "No later meeting"))


@pytest.mark.parametrize(
    "question", ["Who chairs the Boat Committee?", "Who chaired the Fog Signal Panel in March 2027?"]
)
def test_no_caveat_where_the_meeting_is_recent_or_its_time_is_asked(
    view: View, embedder: MiniLM, question: str
) -> None:
    found = engine.find(understand(question), view, TODAY, embedder)
    assert found is not None
    assert found.complete
    assert not found.note


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is the Harbour Controller?", "Eva Novak"),
        ("Who is the SFSO?", "Kai Holm"),
        ("Who is the Lens Inspector?", "Ida Moe"),
    ],
)
def test_a_name_beside_a_role_holds_it(view: View, question: str, name: str) -> None:
    found = holders.find(shelf_of(view), understand(question), TODAY, _hits(view))
    assert _told(view, found).startswith(name)


def test_who_held_a_role_years_ago_is_told_with_the_caveat(view: View) -> None:
    found = holders.find(shelf_of(view), understand("Who is the Lens Inspector?"), TODAY, _hits(view))
    assert found is not None
    assert not found.complete
    assert "2028" in found.note


@pytest.mark.parametrize(
    "question",
    [
        "Who is the Keeper Manager?",  # his deputy only
        "Who is the Relief Clerk?",  # beside another role
        "Who is the Harbour Master?",
        "Who is to blame?",
        "Who was the Harbour Controller in 2029?",
    ],
)
def test_nobody_is_beside_another_role(view: View, question: str) -> None:
    assert holders.find(shelf_of(view), understand(question), TODAY, _hits(view)) is None


def test_who_wrote_a_policy_is_its_author(view: View, embedder: MiniLM) -> None:
    query = understand("Who wrote the fuel policy?")
    assert read(query, TODAY) is None
    assert _told(view, engine.look_up(query, view, TODAY, embedder, _hits(view))).startswith("Ruth Vale")


def test_who_wrote_a_message_has_sent_it(view: View) -> None:
    assert not authors.of_a_paper("Who wrote to all staff about the fuel policy?")
    said = _told(view, engine.find(understand("Who wrote to all about the fuel policy?"), view, TODAY))
    assert "Per Strand" in said


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What is the quorum of the Lamp Committee?", "three members"),
        ("What is the legal ground of the fuel policy?", "the Lights Act"),
        ("What is the quorum of the Boat Committee?", None),
        ("What is the fuel policy?", None),
        ("What is the purpose of the fuel policy?", None),
    ],
)
def test_words_are_an_answer_under_the_very_label(
    view: View, embedder: MiniLM, question: str, value: str | None
) -> None:
    shelf = shelf_of(view)
    found = lookup.find(shelf, embedder, understand(question), TODAY, list(shelf.documents.values()))
    assert (found.value.value if found and found.value else None) == value


@pytest.mark.parametrize(
    ("asked", "label", "same"),
    [
        ("when switched off", "Go-live", False),
        ("when taken out of service", "In use since", False),
        ("when switched on", "Go-live", True),
        ("when was it retired", "Taken out of use", True),
    ],
)
def test_a_beginning_is_no_end(embedder: MiniLM, asked: str, label: str, same: bool) -> None:
    assert (asked_for(asked, label, embedder) >= 0.4) is same


@pytest.mark.parametrize("question", ["Which pier is below its target?", "Did Pier 3 miss the target?"])
def test_a_target_is_no_answer_to_whether_it_was_met(view: View, embedder: MiniLM, question: str) -> None:
    shelf = shelf_of(view)
    assert lookup.find(shelf, embedder, understand(question), TODAY, list(shelf.documents.values())) is None


def test_who_approves_an_assessment_is_not_who_made_it(embedder: MiniLM) -> None:
    assert put(understand("Who approves the fuel impact assessment?"), embedder, TODAY) is None
    made = put(understand("Who carried out the fuel impact assessment?"), embedder, TODAY)
    assert made is None or "approve" not in made.text


@pytest.mark.parametrize("question", ["When was the AI audit report issued?", "When was the audit report sent out?"])
def test_when_a_report_was_issued_is_not_when_the_audit_began(embedder: MiniLM, question: str) -> None:
    asked = put(understand(question), embedder, TODAY)
    assert asked is None or "audited" not in asked.text


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("Who is the CFO's assistant?", True),
        ("who was the harbour director’s deputy", True),
        ("Who is the company's CFO?", False),
        ("Who is the harbour director?", False),
    ],
)
def test_somebody_beside_a_holder_is_not_the_holder(question: str, beside: bool) -> None:
    assert beside_a_holder(question) is beside
    if beside:
        asked = read(understand(question), TODAY)
        assert asked is None or not asked.role
