"""Yes, no or nothing, from a statement's own words."""

import pytest

from assistant.statements import statements
from assistant.understand import understand
from assistant.verdicts import unreal, verdict
from tests.support.passages import passage


def judged(question: str, text: str, body: str = "", section: str | None = None) -> str | None:
    """The verdict of the last statement of ``text`` that is no list."""
    found = [each for each in statements(passage(text, body, section=section)) if each.kind != "list"]
    return verdict(understand(question), found[-1])


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Was the crane inspected?", "The crane was inspected in May.", "yes"),
        ("Was the crane inspected?", "The crane was not inspected in May.", "no"),
        ("has the crane been inspected yet", "The crane will be inspected in May.", None),
        ("Was the crane inspected?", "Has the crane been inspected?", None),
        ("Was the crane inspected?", "The harbour office moved to the quay.", None),
        ("Did we get the second crane?", "The second crane was declined by the trustees.", "no"),
        ("May divers work alone?", "Divers may not work alone.", "no"),
        ("Has the crane been inspected?", "A crane may not be used before it has been inspected.", None),
        ("Was the crane inspected?", "The crane must not be inspected by its driver.", None),
        ("Must divers sign the log?", "Divers must not sign the log.", "no"),
        ("may divers work alone at night", "Divers may work alone at night.", "yes"),
        ("Am I allowed to lend out the keys?", "Keys are never lent out.", "no"),
        ("May divers work alone at night?", "Put it as how divers may work alone at night, not if they may.", None),
        ("Are visitors allowed in the yard?", "If visitors are allowed in the yard they wear a helmet.", None),
        ("Are visitors allowed in the yard?", "Visitors are allowed in the yard when a guide is there.", "yes"),
        ("Do we have a deputy harbour master?", "The harbour master is Ana Roth.", None),
        ("Do we have a deputy harbour master?", "The deputy harbour master is Kai Rust.", "yes"),
        ("Is there a flood response plan?", "Flood response: in the event of a flood, call the duty pilot.", None),
        ("Is there a record of the flood drill?", "The flood drill was held in May.", "yes"),
        ("Is there a flood response plan?", "The flood response plan hangs in the hut.", "yes"),
        ("Were there any injuries in the yard?", "No injuries were reported in the yard.", "no"),
        ("Are there injuries in the yard?", "An injury in the yard means that work stops.", None),
        ("Is there an approved diving manual?", "The diving manual has three parts.", None),
        ("Is there an approved diving manual?", "The diving manual was adopted in May.", "yes"),
        ("Is there a diving manual?", "The diving manual has three parts.", "yes"),
        ("Was the crane purchase agreed?", "The crane purchase was agreed without objection.", "yes"),
        ("Were the minutes approved?", "The minutes were approved without amendment.", "yes"),
        ("Were the minutes approved?", "The minutes were approved with no further corrections.", "yes"),
        ("Were the minutes approved?", "The minutes were approved without a vote.", "yes"),
        ("Were the minutes approved?", "No amendments to the minutes were approved.", "no"),
        ("Were the minutes approved without a vote?", "The minutes were not approved without a vote.", "no"),
        ("Have all divers been certified?", "All divers have been certified without exception.", "yes"),
        ("may divers work alone at night", "Divers may work alone at night without approval.", None),
        ("Was the crane closed without delay?", "The crane was closed without delay.", "yes"),
        ("Was the audit completed?", "The audit was completed without findings.", "yes"),
        ("Was the plan approved?", "The plan was released without approval.", "no"),
        ("Were there delays?", "The crane was closed without delay.", None),
        ("Was the crane inspected?", "Crane: no objections from the trustees.", None),
        ("Was the plan approved?", "The plan was approved; no further action is needed.", None),
        ("Was the plan approved?", "The plan was discussed; not approved.", "no"),
        ("Was the plan approved?", "The plan was discussed, not approved.", "no"),
        ("Was the plan approved?", "Approval of the plan: discussed - not so far.", "no"),
        ("Was the ferry sold?", "The ferry was sold, not rented out.", "yes"),
        ("Was the ferry sold?", "It was not until May that the ferry was sold.", None),
        ("Was the ferry sold?", "The ferry was not sold until May.", None),
        ("Was the budget approved?", "The budget was approved but not the loan.", None),
        ("Was the loan approved?", "The budget was approved but not the loan.", "no"),
        ("Did anybody object to the crane purchase?", "Nobody objected to the crane purchase.", "no"),
        ("Is the diving permit still valid?", "The diving permit is valid until 3 May 2021.", None),
    ],
)
def test_the_words_decide_or_nothing_is_said(question: str, text: str, expected: str | None) -> None:
    assert judged(question, text) == expected


def test_an_item_of_a_list_denies_nothing_of_the_next() -> None:
    text = "* Harbour charter: no other updates\n* Purchase of the crane: approved by the trustees"
    whole = next(each for each in statements(passage(text)) if each.kind == "list")
    assert verdict(understand("Was the purchase of the crane approved?"), whole) == "yes"


def test_an_outcome_says_of_what_only_with_the_statement_before_it() -> None:
    text = "Motion 4: to buy a second crane. Declined, two votes against one."
    assert judged("Did we get the second crane?", text) == "no"
    assert judged("Did we get the third lorry?", text) is None


def test_the_main_verb_decides_not_one_of_a_clause_beside_it() -> None:
    said = "The trustees approved the crane purchase in March."
    assert judged("Were the trustees quorate when they approved the crane purchase?", said) is None
    assert judged("Have the trustees approved the crane purchase?", said) == "yes"


def test_a_row_says_yes_only_by_its_state() -> None:
    row, body = "T-4 | Paint the hull | Eva Novak", "No: T-4; Task: Paint the hull; Owner: Eva Novak"
    assert judged("Was the hull painted?", row, body) is None
    done = judged("Did they finish painting the hull?", f"{row} | done", f"{body}; State: done")
    assert done == "yes"


def test_a_heading_decides_nothing() -> None:
    assert judged("Was the crane inspected?", "Crane inspected") is None


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who bought the second crane?", "A second crane is to be bought; Jun Park sees to it.", True),
        ("When was the crane inspected?", "The crane was not inspected in May.", True),
        ("When was the crane inspected?", "The crane was inspected in May.", False),
        ("Who must inspect the crane?", "Jun Park must inspect the crane.", False),
        ("Who has not inspected the crane?", "Jun Park has not inspected the crane.", False),
        ("When will the crane be inspected?", "The crane will be inspected in May.", False),
    ],
)
def test_a_plan_or_its_contrary_is_not_what_happened(question: str, text: str, expected: bool) -> None:
    found = [each for each in statements(passage(text)) if each.kind != "list"]
    assert unreal(understand(question), found[-1]) is expected


def test_what_is_so_under_conditions_listed_below_has_not_happened() -> None:
    text = "The charter is approved when:\n* There are no open objections\n* Two trustees say yes"
    whole = next(each for each in statements(passage(text)) if each.kind == "list")
    assert unreal(understand("When was the charter approved?"), whole)
