"""A fourth, smaller set of made-up documents: what is said of decisions, tasks, approvals and risks in passing.

The facts were listed before the readers met these documents.
"""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold

_RECORD = """Record of decision no. 14/2031
Subject: closing of the south gate at night
Taken by the Site Committee on 5 March 2031

The committee decides that the south gate is closed between 22:00 and 05:00 from 1 April 2031.
Reason: three thefts since December.
Carried out by: Ragna Vik, head of security
"""
_LETTER = """Brackwater College
Office of the Registrar

20 June 2031

Dear Dr Amadi,

At its meeting of 17 June 2031 the Academic Council approved your Programme Handbook, version 2031/2. It did not approve
the proposed change to the viva. The Council asks you to send the final text to Ms Rhodes by 15 July 2031.

Yours sincerely,
Kit Farrow
Registrar
"""
_NOTES_PRESENT = """Present: M. Reyes, O. Lund, P. Hall. Not present: S. Abbot. Chair: O. Lund. 11.03.2031

Cranes: Lund reports two stops. Reyes orders the spare rope by 18.03.2031.
Budget: EUR 6,000 for the rope released.
Training: postponed to the next meeting.
"""
_MAIL_ACTIONS = """From: Birk Olsen <b.olsen@tern.example>
To: Mia Rand <m.rand@tern.example>, Leo Falk <l.falk@tern.example>
Subject: Follow-up to our call today
Date: Tue, 4 Mar 2031 15:00:00 +0100
Content-Type: text/plain; charset=utf-8

Hi Mia, hi Leo,

thanks for the call. As agreed:
- Mia sends the drawings to Leo by Friday 7 March.
- Leo checks the weld list (deadline 14 March).
- I talk to the customer.

Birk
"""
_SIGNATURES = """Fire Plan, edition 4

Prepared:  Nils Berg       1 May 2031
Checked:   Eva Stein       6 May 2031
Approved:  Dr Hanna Loos   9 May 2031

1. Sound the alarm.
2. Leave.
"""
_SIGNATURES_EMPTY = """Fire Plan, edition 5

Prepared:  Nils Berg       1 May 2032
Checked:
Approved:

1. Sound the alarm.
2. Leave.
"""
_RISK_PASSAGE = """Management report, May 2031

Four risks are above our appetite. For M-3 the board decided on 12 May 2031 to accept it for one year. M-4 is being treated.
M-5 could be accepted if the insurer agrees. Nobody has accepted M-6.
"""
_TEMPLATE_FORM = """RISK ACCEPTANCE (specimen)

Risk no.: R-000
I, [name], accept the risk R-000 until [date].
Signed: ______________
"""
_DRAFT = """DRAFT minutes - not yet confirmed

Works Council, 7 April 2031, 14:00

Here: Ivo Brandl (chair), Jana Kral, Otto Weis
Excused: Lea Toth

1. The council consents to the new shift plan from 1 May 2031.
2. It objects to the camera in the yard.
3. Overtime: the matter is adjourned.
"""
_HISTORIC = """History of our policies

The first Travel Policy was approved by the founder in 1998. In 2004 the board adopted a shorter text. Nobody knows who
approved the text of 2011. The present policy is under revision and shall be approved in autumn.
"""

_CASES: list[tuple[str, str, str, dict[str, list[Row]]]] = [
    (
        "record-of-decision",
        "decisions/14-2031.txt",
        _RECORD,
        {"decision": [{"text": "~south gate is closed", "held": "2031-03-05", "body": "~Site Committee"}]},
    ),
    (
        "letter",
        "letters/handbook.txt",
        _LETTER,
        {
            "approval": [
                {"subject": "~Programme Handbook", "body": "~Academic Council", "approved": "2031-06-17"},
            ]
        },
    ),
    (
        "head-line",
        "yard/cranes.txt",
        _NOTES_PRESENT,
        {
            "meeting": [{"held": "2031-03-11", "chair": "O. Lund"}],
            "attendance": [
                {"person": "M. Reyes"},
                {"person": "O. Lund", "part": "chair"},
                {"person": "P. Hall"},
                {"person": "S. Abbot", "part": "apologies"},
            ],
            "action": [{"owner": "Reyes", "due": "2031-03-18"}],
            "resource": [{"amount": "6000", "currency": "EUR"}],
            "decision": [{"text": "~EUR 6,000", "outcome": "approved"}, {"text": "~Training", "outcome": "deferred"}],
        },
    ),
    (
        "mail-actions",
        "mail/follow-up.eml",
        _MAIL_ACTIONS,
        {
            "action": [
                {"owner": "Mia", "due": "2031-03-07"},
                {"owner": "Leo", "due": "2031-03-14"},
                {"owner": "Birk Olsen|Birk|I"},
            ],
            "decision": [],
        },
    ),
    (
        "three-names",
        "plans/fire 4.txt",
        _SIGNATURES,
        {
            "approval": [
                {"subject": "~Fire Plan", "version": "4", "approver": "Dr Hanna Loos", "approved": "2031-05-09"}
            ]
        },
    ),
    ("three-names-empty", "plans/fire 5.txt", _SIGNATURES_EMPTY, {"approval": []}),
    (
        "in-a-report",
        "reports/may.txt",
        _RISK_PASSAGE,
        {"acceptance": [{"risk": "M-3", "by": "~board", "accepted": "2031-05-12"}]},
    ),
    ("specimen", "forms/specimen.txt", _TEMPLATE_FORM, {"acceptance": [], "approval": []}),
    (
        "works-council",
        "works council/april.txt",
        _DRAFT,
        {
            "meeting": [{"held": "2031-04-07", "chair": "Ivo Brandl"}],
            "decision": [
                {"text": "~shift plan", "outcome": "approved"},
                {"text": "~camera", "outcome": "rejected"},
                {"text": "~Overtime", "outcome": "deferred"},
            ],
        },
    ),
    ("historic", "wiki/history.md", _HISTORIC, {"decision": []}),
]


@pytest.mark.parametrize(("path", "text", "wanted"), [pytest.param(*case[1:], id=case[0]) for case in _CASES])
def test_documents_of_a_fourth_set(path: str, text: str, wanted: dict[str, list[Row]]) -> None:
    hold(text, path, wanted)
