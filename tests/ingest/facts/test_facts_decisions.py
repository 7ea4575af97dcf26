"""Decisions of meetings: many ways of deciding, and much that only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Fact
from ingest.facts import decisions
from ingest.facts.reading import Reading, read
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse

_HEAD = "# Harbour Board, minutes of 5 May 2025\n\nPresent: Ann Lee (chair), Bo Li, Cy Moss\n\n## 2 Cranes\n\n"


def reading(text: str, path: str = "minutes/x.md") -> Reading:
    return read(describe(parse(text.encode(), path.rsplit("/", 1)[-1], Limits()), path), path)


def found(text: str, path: str = "minutes/x.md") -> list[Fact]:
    return list(decisions.facts(reading(text, path)))


def outcomes(sentence: str) -> list[str]:
    return [fact.fields["outcome"] for fact in found(_HEAD + sentence + "\n")]


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("The Board approved version 2.0 of the Crane Policy.", "approved"),
        ("The board unanimously adopted the plan.", "approved"),
        ("RESOLVED to adopt the rules with immediate effect.", "approved"),
        ("It was resolved that the yard be closed at night.", "decided"),
        ("Decision: the yard is closed at night.", "decided"),
        ("**Decision 2025-07:** buy two cranes", "decided"),
        ("No objections, so adopted.", "approved"),
        ("The budget of EUR 20,000 was approved.", "approved"),
        ("Signed off by the committee, in force at once.", "approved"),
        ("Risk R-4 is accepted until 1 May 2026.", "accepted"),
        ("The committee accepts R-4 for a year.", "accepted"),
        ("The request for a second crane was declined.", "rejected"),
        ("The Board did not approve the purchase.", "rejected"),
        ("The motion was lost by two votes to one.", "rejected"),
        ("A second crane was deferred to the meeting in June.", "deferred"),
        ("The committee took note of the report.", "noted"),
        ("Noted.", "noted"),
        ("Agreed to close the yard at night.", "decided"),
        ("We agreed that Bo buys the rope.", "decided"),
        ("There was consensus that the yard closes at night.", "decided"),
        ("Nobody was against.", "decided"),
        ("The council decided to accept the offer.", "accepted"),
    ],
)
def test_ways_of_deciding(sentence: str, outcome: str) -> None:
    assert outcomes(sentence) == [outcome]


@pytest.mark.parametrize(
    "sentence",
    [
        "The policy will be approved in June.",
        "The policy is to be approved by the Board.",
        "The policy has not yet been approved.",
        "Ann proposes to approve the plan.",
        "The plan should be adopted before the summer.",
        "If the Board approved the plan, work could start.",
        "Bo asked whether the Board had approved the plan.",
        "Once the plan is approved, work starts.",
        "The plan is approved when there are no objections.",
        "We are waiting for the approval of the Board.",
        "Was the plan approved?",
        "We need to reach consensus on the cranes.",
        "The certificate was accepted by the regulator.",
        "The repair was carried out on Monday.",
        "The result was passed on to the supplier.",
        "Ann agrees with Bo.",
        "Bo noted that it was raining.",
        "The meeting notes are on the intranet.",
        "Decision: none",
        "No decision was taken.",
        "The parcel was received.",
        "Approved by Hal Young on 2 May.",
    ],
)
def test_no_decision(sentence: str) -> None:
    assert outcomes(sentence) == []


def test_fields_of_a_decision() -> None:
    text = _HEAD + "Bo explained.\n\nThe Board approved the plan by two votes in favour, one against.\n"
    [fact] = found(text)
    assert fact.fields["body"] == "Harbour Board"
    assert fact.fields["subject"] == "Cranes"
    assert fact.fields["vote"] == "two votes in favour, one against"
    assert fact.dates["held"] == "2025-05-05"


def test_a_vote_told_in_the_next_sentence() -> None:
    [fact] = found(_HEAD + "The Board approved the plan. Nobody voted against.\n")
    assert fact.fields["vote"] == "Nobody voted against"
    assert len(fact.spans) >= 2


def test_a_bare_agreement_rests_on_what_was_proposed() -> None:
    [fact] = found(_HEAD + "Bo proposed to close the yard at night. Agreed.\n")
    assert "close the yard" in fact.fields["text"]


def test_a_question_for_objections_and_its_answer() -> None:
    text = (
        _HEAD
        + "* Does anyone object to closing the yard?\n  * None\n* Does anyone object to a third crane?\n  * Yes, Bo\n"
    )
    assert len(found(text)) == 1


def test_numbered_decisions_under_a_heading() -> None:
    text = (
        "# Management review, 3 March 2025\n\nPresent: Ann Lee, Bo Li\n\n## Decisions\n\n"
        "D-1: The system is suitable.\n\nD-2: Bo Li takes over as sponsor.\n"
    )
    assert [(fact.fields["number"], fact.fields["text"]) for fact in found(text)] == [
        ("D-1", "The system is suitable"),
        ("D-2", "Bo Li takes over as sponsor"),
    ]


def test_table_of_decisions() -> None:
    text = (
        _HEAD + "| No. | Decision | Votes |\n|---|---|---|\n| 7 |"
        " Budget of EUR 500 approved | 3:0 |\n| 8 | Second crane deferred | |\n"
    )
    assert [(fact.fields["number"], fact.fields["outcome"], fact.fields.get("vote")) for fact in found(text)] == [
        ("7", "approved", "3:0"),
        ("8", "deferred", None),
    ]


def test_decisions_and_actions_in_one_table() -> None:
    text = (
        _HEAD + "| Ref. | Decision / action | Responsible | Date |\n|---|---|---|---|\n| 1 |"
        " Version 2 adopted | Ann Lee | |\n| 2 | Order the rope | Bo Li | 1 June 2025 |\n"
    )
    assert [fact.fields["text"] for fact in found(text)] == ["Version 2 adopted"]


def test_a_decision_note_outside_minutes() -> None:
    text = "# Decision note\n\nBody: Audit Committee\nDate: 3 June 2025\n\nDecision: the auditor is paid EUR 900.\n"
    [fact] = found(text, "notes/n.md")
    assert (fact.fields["body"], fact.dates["held"]) == ("Audit Committee", "2025-06-03")


@pytest.mark.parametrize(
    "text",
    [
        "# Crane policy\n\nThe Board approved the cranes.\n",
        "# Minutes template\n\nPresent: [name]\n\nDecision: [text]\n",
        "# Agenda: Harbour Board, 5 May 2025\n\nDecision: cranes\n",
    ],
)
def test_other_documents_give_none(text: str) -> None:
    assert found(text, "docs/x.md") == []


def test_hidden_decisions_are_none() -> None:
    text = (
        "<h1>Minutes of the Harbour Board, 5 May 2025</h1><p>Present: Ann Lee, Bo Li</p>"
        '<p style="display:none">The Board approved EUR 5.</p>'
    )
    assert found(text, "m.html") == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(("The Board|approved|rejected|not|was|will be|"
    "Agreed|.|\n|- |:|the plan|Decision|none|?|by 3 to 2").split("|")), max_size=25))  # fmt: skip
def test_any_words_give_spans_inside_the_text(words: list[str]) -> None:
    one = reading(_HEAD + " ".join(words))
    for fact in decisions.facts(one):
        assert all(0 <= span.start < span.end <= len(one.text) for span in fact.spans)
        assert fact.fields["outcome"] in ("approved", "accepted", "rejected", "deferred", "noted", "decided")
