"""Tables whose columns are named as programs name them, or whose names say something else than their cells.

The firm is made up. Each layout stands beside one that looks alike and means something else.
"""

from __future__ import annotations

import json

from tests.support.made_up import hold

_DECISIONS = """decision_id,date,topic,decision,outcome,decided_by,notes
QB-1,2033-02-08,Slip rails,Replace all sleepers,approved,Slipway Board,
QB-2,2033-03-08,Second crane,Buy a used crane,rejected,Slipway Board,too dear
QB-3,2033-04-12,Paint store,Move it to the yard,deferred,Slipway Board,
"""
_TESTS = """run_date,model,quarter,group_a,group_b,metric,gap_points,threshold,result,run_by
2033-04-04,Tidal 2.0,2033-Q1,visitors,members,berth refused,4.1,5,pass,O. Lind
2033-07-04,Tidal 2.0,2033-Q2,visitors,members,berth refused,6.3,5,FAIL,O. Lind
"""
_RISKS = """Risk ID;Description;Likelihood;Impact;Score;Owner;Treatment;Treatment owner;Due;Status
H-1;Slip gives way;3;5;15;Ona Lind;New sleepers on the lower half;Piet Okonjo;2033-06-30;open
H-2;Berth list lost;2;4;8;Rafe Bruun;Accepted;;2033-12-31;accepted
H-3;Crane too old;2;3;6;Ona Lind;Reduce;Ona Lind;2033-09-30;open
"""
_SYSTEMS = {
    "title": "Systems in use",
    "systems": [
        {"id": "AI-01", "name": "Tidal", "purpose": "berths", "version": "2.0", "owner": "Ona Lind", "risk": "high"},
        {"id": "AI-02", "name": "Gull", "purpose": "chat", "version": "1.1", "owner": "Piet Okonjo", "risk": "limited"},
    ],
}
_TICKETS = {
    "export": "change tickets",
    "issues": [
        {"key": "C-1", "summary": "Release Tidal 2.0", "approver": "Ona Lind", "approved_on": "2033-03-03", "status": "Done"},
        {"key": "C-2", "summary": "Release Gull 1.1", "approver": "Ona Lind", "approved_on": "2033-03-09", "status": "Awaiting second approval"},
        {"key": "C-3", "summary": "Release Gull 1.2", "approver": "Ona Lind", "approved_on": None, "status": "Done"},
    ],
}  # fmt: skip
_REVIEW = """# Yearly management review

| Date | 9 December 2033 |
|---|---|
| Chair | Ona Lind, Harbour Master |
| Present | Ona Lind, Piet Okonjo, Rafe Bruun |
| Apologies | Tilde Vik |

## Performance

| Measure | 2033 to date | Target |
|---|---|---|
| Berths let | 83.1% | 85% |
| Complaints | 12 | 10 |

## Next meeting

7.1 20 January 2034.
"""


def test_a_log_of_decisions_with_outcomes_beside_them() -> None:
    wanted = [
        {"number": "QB-1", "outcome": "approved", "held": "2033-02-08", "body": "Slipway Board"},
        {"number": "QB-2", "outcome": "rejected", "held": "2033-03-08", "body": "Slipway Board"},
        {"number": "QB-3", "outcome": "deferred", "held": "2033-04-12", "body": "Slipway Board"},
    ]
    hold(_DECISIONS, "board/slipway decisions.csv", {"decision": wanted})


def test_a_column_of_verdicts_is_no_column_of_values() -> None:
    wanted = [
        {"system": "Tidal 2.0", "measure": "berth refused", "value": "4.1", "limit": "5", "verdict": "pass"},
        {"system": "Tidal 2.0", "measure": "berth refused", "value": "6.3", "limit": "5", "verdict": "FAIL"},
    ]
    hold(_TESTS, "models/bias tests 2033.csv", {"test": wanted})


def test_a_treatment_with_somebody_to_see_to_it_is_one_unless_it_only_names_the_choice() -> None:
    wanted = [{"risk": "H-1", "text": "New sleepers on the lower half", "owner": "Piet Okonjo", "due": "2033-06-30"}]
    hold(_RISKS, "risk/harbour_risks.csv", {"treatment": wanted})


def test_classes_of_risk_make_no_risks_of_systems() -> None:
    wanted = [{"number": "AI-01", "name": "Tidal", "version": "2.0"}, {"number": "AI-02", "name": "Gull"}]
    hold(json.dumps(_SYSTEMS), "models/inventory.json", {"system": wanted, "risk": []})


def test_a_day_of_approval_is_one_unless_something_is_still_awaited() -> None:
    wanted = [
        {
            "subject": "Release Tidal",
            "version": "2.0",
            "approver": "Ona Lind",
            "approved": "2033-03-03",
            "decision": "approved",
        }
    ]
    hold(json.dumps(_TICKETS), "approvals/tickets export.json", {"approval": wanted})


def test_figures_of_a_year_to_date_and_the_next_meeting_below_its_heading() -> None:
    wanted = [
        {"kpi": "Berths let", "value": "83.1%", "target": "85%", "period": "2033"},
        {"kpi": "Complaints", "value": "12", "target": "10", "period": "2033"},
    ]
    met = [{"held": "2033-12-09", "state": "held"}, {"held": "2034-01-20", "state": "planned"}]
    hold(_REVIEW, "review/management review 2033.md", {"measurement": wanted, "meeting": met})


_SIGNED = """Slip Policy

SP-1, issue 9. Issued 14 January 2033.

We keep the slip safe.

Approved and signed: Ona Lind, Harbour Master, 14 January 2033

Next review: 14 January 2034
"""


def test_who_approved_and_signed_is_named() -> None:
    wanted = [{"approver": "Ona Lind", "role": "Harbour Master", "approved": "2033-01-14", "decision": "approved"}]
    hold(_SIGNED, "policies/slip policy.txt", {"approval": wanted})
