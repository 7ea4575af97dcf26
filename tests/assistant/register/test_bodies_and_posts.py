"""Who leads a body and how often it meets, who came after whom, and what a management review settled. A glassworks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from assistant.answer import Value
from assistant.register import cadence, choosing
from assistant.register.engine import one_line_of_people
from assistant.register.match import shelf_of
from assistant.register.result import Found, register_text
from assistant.understand import understand
from assistant.verify import verify
from evidence.model import Hit
from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 5, 20)
_WEEKS = "We meet every second month, quorum is three."


def _minutes(body: str, day: str, who: str, rest: str = "") -> str:
    return f"# {body}\n\nMinutes\n\nDate: {day}\n\n{who}\n\n1. Decision: The oven is mended.\n\n{rest}\n"


view = view_of(
    {
        "kiln/ksg-2031.md": _minutes("KSG", "4 March 2031", "Present: Ada Krone (chair), Tor Lie", _WEEKS),
        "colour/2030.md": _minutes("Colour & Lead Panel", "3 June 2030", "Present: Eva Novak (chair), Tor Lie"),
        "colour/2031.md": _minutes(
            "Colour and Lead Panel", "3 March 2031", "Present: Bo Sand (chair), Tor Lie\n\nApologies: Eva Novak"
        ),
        "bottle/2031.md": _minutes("Bottle Committee", "5 March 2031", "Present: Mia Dahl (chair), Tor Lie"),
        "bottle/rules.md": "# Bottle rules\n\nThe Bottle Committee was asked whether it meets every week.\n",
        "mail/over.eml": (
            "From: Per Strand <p@g.example>\nTo: Ida Moe <i@g.example>\nDate: Mon, 3 Mar 2031 09:00:00 +0000\n"
            "Subject: Over to you\n\nHello Ida\n\nYou take over as Furnace Manager from 1 April.\n\nPer Strand\n"
        ),
        "reports/review.md": (
            "# Management review 2031\n\nHeld on 8 April 2031. Led by Mia Dahl. Present: Tor Lie, Eva Novak.\n\n"
            "**Inputs.** Breakage rose to four per cent.\n\n**Outputs**\n1. Second oven bought by 1 August (Tor Lie)\n"
            "2. Target for breakage stays at three per cent\n3. Night shift gets a foreman (Eva Novak)\n"
        ),
        "reports/review-2029.md": (
            "# Management review 2029\n\nHeld on 9 April 2029. Led by Mia Dahl. Present: Tor Lie, Eva Novak.\n\n"
            "Much was said. The proposal for a museum was rejected.\n"
        ),
    }
)


def _hits(view: View) -> Sequence[Hit]:
    return [Hit(each, 1.0) for document in view.documents() for each in view.passages(document.rowid)]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who chairs the Kiln Safety Group?", "Ada Krone"),
        ("Who leads the Kiln Safety Group?", "Ada Krone"),
        ("Who chairs the Colour and Lead Panel?", "Eva Novak"),
        ("Who chaired the Colour and Lead Panel on 3 March 2031?", "Bo Sand"),
        ("Who led the management review in 2031?", "Mia Dahl"),
        ("Who replaced Per Strand as Furnace Manager?", "Ida Moe"),
        ("Who took over as Furnace Manager from Per Strand?", "Ida Moe"),
    ],
)
def test_who_leads_and_who_came_after(view: View, question: str, told: str) -> None:
    assert told in answered(view, question, TODAY)


@pytest.mark.parametrize(
    "question",
    [
        "Who chairs the Lamp Safety Group?",
        "Who replaced Tor Lie as Furnace Manager?",
        "Who replaced Per Strand as Bottle Manager?",
        "What did the management review in 2029 decide?",
    ],
)
def test_another_body_post_or_person_is_refused(view: View, question: str) -> None:
    assert answered(view, question, TODAY) == ""


@pytest.mark.parametrize(
    "question",
    [
        "What did the management review decide?",
        "What did the 2031 management review decide?",
        "What did the management review in April 2031 decide?",
        "What was decided at the last management review?",
    ],
)
def test_all_that_a_review_settled_in_its_list(view: View, question: str) -> None:
    text = answered(view, question, TODAY)
    assert all(words in text for words in ("Second oven", "three per cent", "foreman"))
    assert "museum" not in text


@pytest.mark.parametrize(
    ("question", "often"),
    [
        ("How often does the Kiln Safety Group meet?", "every second month"),
        ("How often does the Bottle Committee meet?", ""),
        ("How often does the Colour and Lead Panel meet?", ""),
    ],
)
def test_how_often_a_body_meets(view: View, question: str, often: str) -> None:
    found = cadence.find(shelf_of(view), understand(question), TODAY, _hits(view))
    assert found is None or all(verify(claim, view) for claim in found.claims)
    assert (register_text(found) if found else "").find(often) >= 0
    assert (found is None) == (not often)


def test_what_somebody_has_to_learn_and_lines_of_people_are_no_sets(view: View) -> None:
    assert choosing.read(understand("What AI training do furnace staff need?"), TODAY) is None
    assert choosing.read(understand("Which training expires in 2032?"), TODAY) is not None
    assert one_line_of_people(understand("How many people did the glass course?"), _counted("1"))
    assert not one_line_of_people(understand("How many people did the glass course?"), _counted("7"))
    assert not one_line_of_people(understand("How many ovens are cold?"), _counted("1"))


def _counted(number: str) -> Found:
    return Found((), Value(type="count", value=number), number, 0.9)
