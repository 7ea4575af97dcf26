"""Sets narrowed by what other records say, and questions after those that were counted before. A bell foundry."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.follow_ups import of_those
from assistant.understand import understand
from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 6, 20)
view = view_of(
    {
        "AI systems.csv": "System,Purpose,Owner,Stage\nClapperCast,predicts cracks,Wanda Oyelowo,live\n"
        "TuneEar 2.1,hears the strike note,Ivo Brandl,live\nPealBot,answers parishes,Ivo Brandl,pilot\n",
        "incident log.csv": "No,Date,What happened,Severity,Closed\n"
        "IN-1,2031-02-03,ClapperCast missed a crack,high,2031-03-01\n"
        "IN-2,2031-03-09,A ladle was left in the yard,low,2031-03-10\n"
        "IN-3,2031-04-11,The chatbot promised a free bell,medium,\n"
        "IN-4,2031-05-20,Flood in the moulding pit,high,\n",
        "risk register.csv": "No,Risk,Likelihood,Impact,Score,Treatment,Owner,Accepted by\n"
        "R-1,Cracked bell leaves the works,2,5,10,Two ears listen,Wanda Oyelowo,Board\n"
        "R-2,Tin runs short,3,3,9,Second supplier,Ivo Brandl,\n"
        "R-3,PealBot misquotes prices,4,4,16,A person reads first,Ivo Brandl,\n",
        "certifier letter.txt": "Tolling Certification Ltd\nLetter of 2 June 2031\n\n"
        "The next surveillance visit against ISO 9001 will take place on 14 September 2031.\n",
    }
)


@pytest.mark.parametrize(
    "question", ["Were there any AI incidents this year?", "Which AI incidents were there in 2031?"]
)
def test_an_incident_is_one_with_ai_where_it_names_a_system_or_says_so(view: View, question: str) -> None:
    told = answered(view, question, TODAY)
    assert "IN-1" in told and "IN-3" in told
    assert "IN-2" not in told and "IN-4" not in told


def test_open_incidents_are_said_to_be_open(view: View) -> None:
    told = answered(view, "Which incidents are still open?", TODAY)
    assert "IN-4" in told and "not closed" in told
    assert "IN-1" not in told


def test_a_risk_is_accepted_where_somebody_accepted_it(view: View) -> None:
    told = answered(view, "Which risks have been accepted and by whom?", TODAY)
    assert "R-1 Cracked bell leaves the works: accepted by Board" in told
    assert "R-2" not in told and "R-3" not in told


def test_a_visit_of_the_certifier_is_no_internal_audit(view: View) -> None:
    assert "14 September 2031" in answered(view, "When is the next surveillance visit?", TODAY)
    assert "14 September" not in answered(view, "When is the next internal audit?", TODAY)


@pytest.mark.parametrize(
    ("text", "before", "whole"),
    [
        ("which is the highest?", "How many risks do we have?", "What is the highest risk?"),
        (
            "and how many are still open?",
            "How many audit findings are there",
            "how many audit findings are still open?",
        ),
        ("which are live?", "What AI systems do we use?", "which AI systems are live?"),
        ("which of them are overdue?", "List all open actions", "which actions are overdue?"),
        ("and which are the two oldest?", "Which policies are in force?", "What are the two oldest policies?"),
        ("which policies are open?", "How many risks do we have?", None),
        ("which is the lead firm?", "How many suppliers do we have?", None),
        ("how many are still open?", "Who approved the plan?", None),
    ],
)
def test_what_is_asked_of_those_before(text: str, before: str, whole: str | None) -> None:
    assert of_those(text, before) == whole


def test_a_set_asked_about_again_is_the_same_set(view: View) -> None:
    asked = understand("and which is the highest?", ["How many risks do we have?"])
    assert asked.text == "What is the highest risk?"
    assert "R-3" in answered(view, asked.text, TODAY)
