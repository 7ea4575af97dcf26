"""What is no finding: logs that do not follow effects, matters told twice, subjects that name a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from evidence.findings import findings
from tests.support.registers import HandRegister

TODAY = date(2031, 9, 1)
Fact = tuple[str, str, Mapping[str, str]]


def _told(register: HandRegister, kind: str) -> list[tuple[str, ...]]:
    return sorted(each.subject for each in findings(register, TODAY) if each.type == kind)


def _action(number: str, **values: str) -> Fact:
    return "corrective_action", number, {"number": number, "text": "mend it", "owner": "Ida Berg"} | values


@pytest.mark.parametrize(("checked", "told"), [(("A-1", "A-2"), [("A-3",)]), (("A-1",), []), ((), [])])
def test_a_blank_effect_tells_something_in_a_log_that_follows_effects(
    checked: tuple[str, ...], told: list[tuple[str, ...]]
) -> None:
    register = HandRegister()
    rows = [
        _action(each, status="closed", closed="2031-03-01", **({"effectiveness": "held"} if each in checked else {}))
        for each in ("A-1", "A-2", "A-3")
    ]
    register.add("log.csv", "A-1\nA-2\nA-3", *rows, written="2031-08-01")
    assert _told(register, "closed_without_evidence") == told


@pytest.mark.parametrize(
    ("owner", "due", "told"),
    [
        ("Ida Berg", "2031-06-30", [("A-4",)]),
        ("Tor Eide", "2031-06-30", [("A-4",), ("F1",)]),
        ("Ida Berg", "2031-05-31", [("A-4",), ("F1",)]),
    ],
)
def test_a_finding_of_a_report_is_told_by_the_log_that_has_it_of_the_same_owner_for_the_same_day(
    owner: str, due: str, told: list[tuple[str, ...]]
) -> None:
    register = HandRegister()
    found = {"number": "F1", "text": "no date on the form", "owner": owner, "due": due}
    register.add("report.txt", "F1 no date on the form", ("finding", "F1", found), written="2031-04-01")
    row = _action("A-4", status="open", due="2031-06-30")
    register.add("log.csv", "A-4\nTor Eide\nIda Berg", row, written="2031-08-01")
    assert _told(register, "action_overdue") == told


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("painting the lower gate", 1),
        ("Minutes of the lower gate", 0),
        ("Harbour Table", 0),
        ("Wed 11 February", 0),
    ],
)
def test_what_is_turned_round_is_a_matter_and_no_meeting(subject: str, told: int) -> None:
    register = HandRegister()
    for held, outcome in (("2031-02-11", "approved"), ("2031-03-11", "rejected")):
        decided = {"text": subject, "subject": subject, "body": "Harbour Table", "outcome": outcome, "held": held}
        register.add(f"{held}.txt", f"Harbour Table\n{subject}", ("decision", subject, decided), written=held)
    assert len(_told(register, "decision_reversed")) == told


@pytest.mark.parametrize(
    ("status", "treatment", "told"),
    [("", "nets", 1), ("in progress", "nets", 1), ("treated", "nets", 0), ("watch", "nets", 0), ("", "none yet", 0)],
)
def test_a_risk_that_is_treated_or_watched_has_no_treatment_to_come(status: str, treatment: str, told: int) -> None:
    register = HandRegister()
    risk = {"number": "R-1", "text": "gulls", "owner": "Ida Berg", "status": status}
    row = {"risk": "R-1", "text": treatment, "due": "2031-05-01"}
    done = {"risk": "R-2", "text": "ropes", "due": "2031-05-01", "status": "done"}
    register.add("risks.csv", "R-1 gulls\nR-2 rot", ("risk", "R-1 gulls", risk), ("treatment", "R-1 gulls", row),
                 ("treatment", "R-2 rot", done),
                 written="2031-08-01")  # fmt: skip
    late = [each for each in findings(register, TODAY) if each.type == "treatment_overdue"]
    assert len(late) == told
    assert all(each.owner == "Ida Berg" for each in late)


@pytest.mark.parametrize(("other", "told"), [("Trustees", 0), ("Harbour Table", 1)])
def test_a_board_of_trustees_is_the_trustees(other: str, told: int) -> None:
    register = HandRegister()
    for path, body in (("Gate Policy 1.txt", "Board of Trustees"), ("minutes.txt", other)):
        approval = {"subject": "Gate Policy", "version": "1", "body": body, "decision": "approved",
                    "approved": "2031-02-11"}  # fmt: skip
        facts: list[Fact] = [("approval", "Approved", approval)]
        if path.startswith("Gate"):
            facts.append(
                ("document", "Gate Policy", {"title": "Gate Policy", "version": "1", "approved": "2031-02-11"})
            )
        register.add(path, f"Gate Policy\nApproved by the {body}", *facts, written="2031-02-11", title="Gate Policy")
    assert len(_told(register, "approver_mismatch")) == told
