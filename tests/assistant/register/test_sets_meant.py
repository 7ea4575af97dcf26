"""Which records a set holds: of the body, in force, present or not, none that are no records.

A brewery with two committees of like names, editions of its policies, and lists that end in a total.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.register import engine
from assistant.register.result import register_text
from assistant.understand import understand
from assistant.verify import verify
from evidence.embedders import MiniLM
from evidence.view import View
from tests.support.asking import answered, ingested, view_of

TODAY = date(2026, 11, 2)


def _minutes(body: str, day: str, present: str, decisions: str) -> str:
    listed = "".join(f"- {name}\n" for name in present.split(", "))
    return f"# {body}\n\nMinutes of the meeting of {day}\n\n## Present\n\n{listed}\n## Decisions\n\n{decisions}\n"


def _policy(title: str, number: str, version: str, approved: str, review: str, status: str = "approved") -> str:
    return (
        f"# {title}\n\n| Field | Value |\n| --- | --- |\n| Document no. | {number} |\n| Version | {version} |\n"
        f"| Status | {status} |\n| Owner | Odd Berg |\n| Approved on | {approved} |\n"
        f"| Next review | {review} |\n\nText.\n"
    )


FILES = {
    "minutes/beer 1.md": _minutes(
        "Beer Committee", "3 March 2026", "Ada Krone (chair), Tor Lie, Mia Dahl", "1. Decision: The pale ale is kept."
    ),
    "minutes/beer 2.md": _minutes(
        "Beer Committee", "2 June 2026", "Ada Krone (chair), Mia Dahl", "1. Decision: A new kettle is bought."
    ),
    "minutes/safety.md": _minutes(
        "Beer Safety Committee", "9 June 2026", "Ole Rud (chair), Tor Lie", "1. Decision: Goggles are worn."
    ),
    "policies/Hygiene Policy 1.0.md": _policy("Hygiene Policy", "P-1", "1.0", "4 May 2023", "4 May 2025", "superseded"),
    "policies/Hygiene Policy 2.0.md": _policy("Hygiene Policy", "P-1", "2.0", "5 May 2025", "5 May 2027"),
    "policies/Hygiene Policy 3.0 draft.md": _policy("Hygiene Policy", "P-1", "3.0", "", "", "draft"),
    "policies/Water Policy.md": _policy("Water Policy", "P-2", "1.0", "1 June 2024", "1 June 2026"),
    "policies/Brewing Procedure.md": _policy("Brewing Procedure", "S-1", "1.0", "1 June 2024", "1 June 2027"),
    "registers/Risks.csv": (
        "No.,Risk,Owner,Likelihood,Impact,Score,Treatment,Status\n"
        "R-1,Hatch left open at night,Tor Lie,2,3,6,Reduce,open\n"
        "R-2,Bottle bursts,Mia Dahl,3,4,12,Reduce,open\n"
        "R-3,Fewer guests,Ada Krone,2,2,4,Second bar,accepted\n"
        "R-4,No risk identified for the cellar,,,,,,\n"
    ),
    "registers/Complaints 2026.csv": (
        "No.,Received,Subject,Customer,Verdict\n"
        "C-1,2026-01-05,Sour taste,Hansen,upheld\n"
        "C-2,2026-02-06,Late delivery,Moe,dismissed\n"
        "C-3,2026-05-07,Late delivery,Vik,upheld\n"
        "C-4,2026-06-08,Broken crate,Moe,dismissed\n"
        "Total,4,,,\n"
    ),
    "registers/Suppliers.csv": (
        "Supplier,Service,Contract signed,Assessment\n"
        "Maltco,malt,yes,approved\n"
        "Hopfen AG,hops,no,not approved\n"
        "Krone Glas,bottles,not returned,approved\n"
        "Lab Nord,tests,,approved\n"
    ),
    "incidents/INC-26-4 Burst pipe.md": (
        "# Incident report INC-26-4: burst pipe\n\nDate of incident: 4 April 2026\n\n"
        "The pipe of the cold room burst in the night and the floor stood under water until the morning shift came.\n\n"
        "## What is done\n\n| No. | What | Who | Due |\n| --- | --- | --- | --- |\n"
        "| 1 | Change the pipe | Tor Lie | 2026-05-01 |\n| 2 | Check the others | Tor Lie | 2026-06-01 |\n"
        "| 3 | Dry the floor | Mia Dahl | 2026-04-05 |\n"
    ),
}
view = view_of(FILES)


@pytest.fixture(scope="module")
def embedder() -> MiniLM:
    return MiniLM()


def _said(view: View, text: str, embedder: MiniLM) -> str:
    found = engine.find(understand(text), view, TODAY, embedder)
    assert found is None or all(verify(claim, view) for claim in found.claims)
    return register_text(found) if found else ""


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("How many meetings did the Beer Committee hold in 2026?", "2 meetings", "9 June"),
        ("How many meetings did the Beer Safety Committee hold in 2026?", "1 meeting", "3 March"),
        ("Who chairs the Beer Committee?", "Ada Krone", "Ole Rud"),
        ("How many decisions did the Beer Committee take in June 2026?", "1 decision", "Goggles"),
        ("Which meetings did Tor Lie miss in 2026?", "2 June 2026", "3 March"),
        ("How many meetings did Mia Dahl not attend in 2026?", "9 June 2026", "2 June"),
        ("How many policies do we have?", "2 documents", "Brewing"),
        ("Which policies do we have?", "Water Policy", "Brewing"),
        ("How many of our policies are out of date?", "Water Policy", "Hygiene"),
        ("How many risks do we have?", "3 risks", "cellar"),
        ("How many risks are open?", "3 risks", "cellar"),
        ("Which risks are accepted?", "Fewer guests", "Bottle"),
        ("Who are our suppliers?", "Krone Glas", "Mia Dahl"),
    ],
)
def test_typed_records(view: View, question: str, told: str, untold: str) -> None:
    said = answered(view, question, TODAY)
    assert told in said
    assert untold not in said


@pytest.mark.parametrize(
    "question",
    [
        "Which risks are new in 2026?",
        "How many incidents were there in 2025?",
        "How many complaints were settled?",
        "How many complaints were received in 2024?",
        "How often do we review complaints?",
        "How many risks does Maltco have?",
    ],
)
def test_what_the_records_do_not_tell_is_refused(view: View, embedder: MiniLM, question: str) -> None:
    assert _said(view, question, embedder) == ""


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("How many complaints are there?", "4 entries", "Total"),
        ("How many complaints were upheld?", "2 of the 4", "C-2"),
        ("How many complaints were about late deliveries?", "2 of the 4", "C-1"),
        ("Which suppliers are approved?", "Krone Glas", "Hopfen"),
        ("Which suppliers have no signed contract?", "Hopfen AG", "Maltco"),
        ("Which suppliers have no signed contract?", "Krone Glas", "Maltco"),
    ],
)
def test_rows_of_lists(view: View, embedder: MiniLM, question: str, told: str, untold: str) -> None:
    said = _said(view, question, embedder)
    assert told in said
    assert untold not in said


def test_who_has_the_most(view: View) -> None:
    said = answered(view, "Who has the most meetings?", TODAY)
    assert said == ""
    assert answered(view, "Who owns the most risks?", TODAY) == ""  # three people have one each


def test_a_list_of_something_else_is_not_counted(view: View, embedder: MiniLM) -> None:
    assert _said(view, "How many breweries are there?", embedder) == ""
    assert _said(view, "How many guidelines are there?", embedder) == ""


@pytest.mark.parametrize("question", ["Is there an AI policy?", "Which AI policies do we have?"])
def test_the_ai_policy_is_not_any_policy(tmp_path: Path, question: str) -> None:
    papers = {
        "policies/Water.md": _policy("Water Policy", "P-2", "1.0", "1 June 2024", "1 June 2027"),
        "policies/AI.md": _policy("Policy on the Use of AI", "P-3", "1.0", "1 June 2024", "1 June 2027"),
    }
    with ingested(tmp_path, papers) as own:
        said = answered(own, question, TODAY)
    assert "Policy on the Use of AI" in said
    assert "Water" not in said


def test_the_actions_of_a_body_are_those_of_its_minutes(tmp_path: Path) -> None:
    rows = "## Actions\n\n| No. | Action | Owner | Due | Status |\n| --- | --- | --- | --- | --- |\n"
    papers = {
        "beer.md": _minutes("Beer Committee", "3 March 2026", "Ada Krone (chair), Tor Lie", "1. Decision: Ale.")
        + f"\n{rows}| B-1 | Mend the kettle | Tor Lie | 2026-12-01 | open |\n"
        + "| B-2 | Buy malt | Tor Lie | 2026-04-01 | done |\n",
        "cellar.md": _minutes("Cellar Panel", "5 March 2026", "Ole Rud (chair), Mia Dahl", "1. Decision: Light.")
        + f"\n{rows}| C-1 | Paint the door | Mia Dahl | 2026-12-01 | open |\n",
    }
    with ingested(tmp_path, papers) as own:
        said = answered(own, "List the open actions of the Beer Committee", TODAY)
    assert "Mend the kettle" in said
    assert "malt" not in said
    assert "door" not in said
